#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace pyvenv {

/// By which end of `path`, an absolute one, the very thing that it names is also found below
/// `directory` (empty: the working directory): so a path of the sources is found in an execution
/// root. Nothing if by none.
std::optional<std::string> EndFoundBelow(const std::string& directory, const std::string& path);

/// <output base> of <output base>/execroot/<workspace>; empty for a path of another form.
std::string OutputBaseOf(std::string_view execution_root);

/// Decides what a generated input of a Bazel 7 action is that may be a file or a raw link
/// (declare_symlink): Bazel 8 tells by File.is_symlink, before that only the disk can.
///
/// How a strategy lays out an action's inputs (S the input's path, X the execution root):
///
///   input                       sandboxes                local                     remote
///   generated file              link to X/S              the file                  the file
///   actions.symlink(target_file)  link to X/S            absolute link into the    the file
///                                                        output base or sources
///   output made by `ln -s`      link to X/S              its link                  the file
///   raw link                    its text                 its text                  its text
///
/// From which follows, for what lies at S; the first row that holds decides:
///
///   no link                                                   file
///   absolute, ends with "/" + S                               file: sandbox
///   absolute, below X or the output base                      file: target_file, local
///   absolute, and what it names is also found under the
///     working directory by an end of the same path            file: target_file, local, sources
///   absolute, any other, dangling or not                      raw link
///   relative and dangling                                     raw link: Bazel lets no file dangle
///   relative, leading to a directory                          raw link: nor be a directory
///   relative, leading to a file, inputs are staged as links   raw link: a file would be absolute
///   relative, leading to a file, X is in no output base       raw link: remote, a file is no link
///   relative, leading to a file, otherwise                    an error: `ln -s` or a raw link
///
/// Inputs are staged as links if the manifest is, which is itself a generated file. X is the
/// working directory, or where the manifest's own link leads from a sandbox. A worker that calls
/// its directory <any>/execroot/<workspace> is taken for the local strategy, which may be an error
/// more.
class LinkRule {
 public:
  /// `manifest`: the manifest's path, as on the command line. The working directory must be the
  /// action's.
  explicit LinkRule(std::string_view manifest);

  /// The text of the raw link at `source`, or nothing if `source` is a file. Throws Error where
  /// that cannot be told, and where there is nothing.
  [[nodiscard]] std::optional<std::string> RawLinkText(const std::string& source) const;

 private:
  [[nodiscard]] bool AbsoluteLinkIsFile(const std::string& text, const std::string& source) const;
  [[nodiscard]] bool RelativeLinkIsFile(const std::string& text, const std::string& source) const;

  bool staged_ = false;
  std::string execution_root_;
  std::string output_base_;  // empty on a remote worker, whose directory has not Bazel's form
};

}  // namespace pyvenv
