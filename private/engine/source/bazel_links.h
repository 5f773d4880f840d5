#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace pyvenv {

/// Tells the links by which Bazel puts artifacts into a runfiles directory from raw links, and
/// where each artifact has its own place in the runfiles.
///
/// As LinkRule has it: an absolute link that leads into the execution root, the output base or the
/// sources is Bazel's; every other one, and every relative one, is a raw link.
class BazelLinks {
 public:
  /// `execution_root`: <output base>/execroot/<workspace>. Empty where none is known: then every
  /// link is a raw link.
  explicit BazelLinks(std::string execution_root);

  /// The execution root whose outputs a path is one of, by its text; empty if it is none.
  static std::string ExecutionRootOf(std::string_view path);

  /// Where the artifact at `path`, absolute, has its own place, relative to the root of the
  /// runfiles; nothing if it is no artifact.
  [[nodiscard]] std::optional<std::string> OwnPlace(const std::string& path);

  /// The directory of the main repository in the runfiles; empty where no execution root is known.
  [[nodiscard]] std::string_view workspace() const;

 private:
  [[nodiscard]] std::string PlaceOf(std::string_view execution_path) const;
  [[nodiscard]] std::optional<std::string> EndInWorkspace(const std::string& path);

  std::string execution_root_;
  std::string output_base_;
  std::vector<std::string> source_roots_;  // where sources have been found, as prefixes with a "/"
};

}  // namespace pyvenv
