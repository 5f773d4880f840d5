#include "pkg_pyvenv/source_flags.h"

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <string_view>

#include "base/error.h"
#include "base/path.h"
#include "base/split.h"
#include "base/utf8.h"
#include "cli/pack_flags.h"
#include "source/pyvenv_cfg.h"
#include "source/relative_link.h"
#include "source/runfiles_directory.h"
#include "source/virtual_environment.h"

namespace pyvenv {
namespace {

constexpr std::string_view kApplicationPlace = "app";

[[noreturn]] void ThrowMeaningless(const std::string& flag, const std::string& kind) {
  throw UsageError(flag, "it has no meaning for " + kind);
}

std::string PathInImage(const std::string& flag, std::string_view text) {
  if (text.starts_with('/')) text.remove_prefix(1);
  const std::string_view fault = LayerPathFault(text);
  if (!fault.empty())
    throw UsageError(flag, "\"" + std::string(text) + "\": " + std::string(fault));
  CheckText(flag, text);
  return std::string(text);
}

// DIR or DIR:DESTINATION
Application ParseApplication(const std::string& text) {
  const size_t colon = text.rfind(':');
  if (colon == std::string::npos) {
    return {.directory = text, .destination = std::string(kApplicationPlace)};
  }
  return {.directory = text.substr(0, colon),
          .destination = PathInImage("--app", text.substr(colon + 1))};
}

// NAME=PATTERN,PATTERN… or NAME=, the place of a layer that has what it has by itself.
LayerGroup ParseGroup(const std::string& text) {
  const size_t equals = text.find('=');
  if (equals == std::string::npos) {
    throw UsageError("--layer-group", "\"" + text + "\" is not NAME=PATTERN,…");
  }
  LayerGroup group{.name = text.substr(0, equals), .patterns = {}};
  if (equals + 1 == text.size()) return group;
  for (const std::string_view pattern : SplitText(std::string_view{text}.substr(equals + 1), ',')) {
    if (pattern.empty()) throw UsageError("--layer-group", "\"" + text + "\" has an empty pattern");
    group.patterns.emplace_back(pattern);
  }
  return group;
}

SourceTree ReadRunfiles(const SourceFlags& flags) {
  constexpr const char* kKind = "a runfiles directory";
  if (!flags.prefix.empty()) ThrowMeaningless("--prefix", kKind);
  if (!flags.applications.empty()) ThrowMeaningless("--app", kKind);
  if (flags.with_interpreter) ThrowMeaningless("--with-interpreter", kKind);
  if (flags.keep_bytecode) ThrowMeaningless("--keep-bytecode", kKind);
  RunfilesOptions options{
      .directory = flags.source, .launcher = flags.launcher, .exclude = flags.exclude};
  if (!flags.entrypoint.empty()) {
    options.entrypoint = PathInImage("--entrypoint", flags.entrypoint);
  }
  return ReadRunfilesDirectory(options);
}

SourceTree ReadEnvironment(const SourceFlags& flags) {
  CheckText("--entrypoint", flags.entrypoint);
  CheckText("--prefix", flags.prefix.empty() ? flags.source : flags.prefix);
  if (!flags.launcher.empty()) ThrowMeaningless("--launcher", "a virtual environment");
  EnvironmentOptions options{.directory = flags.source,
                             .prefix = flags.prefix,
                             .applications = {},
                             .entrypoint = flags.entrypoint,
                             .exclude = flags.exclude,
                             .output = flags.output,
                             .with_interpreter = flags.with_interpreter,
                             .keep_bytecode = flags.keep_bytecode};
  for (const std::string& text : flags.applications) {
    options.applications.push_back(ParseApplication(text));
  }
  return ReadVirtualEnvironment(options);
}

}  // namespace

void CheckText(const std::string& flag, std::string_view text) {
  if (!IsUtf8(text)) throw UsageError(flag, "JSON takes UTF-8 alone");
}

void AddSourceFlags(Command* command, SourceFlags* flags) {
  command->Required("SOURCE", &flags->source,
                    "What to pack: BINARY.runfiles, Bazel's directory, or a virtual environment");
  command->Optional("--entrypoint PATH", &flags->entrypoint,
                    "What starts the program. Of runfiles, a path in the image [entrypoint]; of an "
                    "environment, a program of its bin/ and its arguments [python3]");
  command->Optional(
      "--launcher PATH", &flags->launcher,
      "The binary's path below SOURCE, where that cannot be told [the binary beside it]");
  command->Optional("--prefix PATH", &flags->prefix,
                    "Where the environment will lie in the image [where it lies now]");
  command->OptionalList("--app DIRECTORY[:PLACE]", &flags->applications,
                        "Code of yours, and where it goes in the image [/app]");
  command->Switch("--with-interpreter", &flags->with_interpreter,
                  "Pack the environment's Python, too");
  command->Switch("--keep-bytecode", &flags->keep_bytecode,
                  "Pack the environment's __pycache__, too");
  command->OptionalList("--exclude PATTERN", &flags->exclude,
                        "A pattern of paths below SOURCE to leave out, as in Bazel's glob");
  command->OptionalList("--layer-group NAME=PATTERN[,PATTERN]", &flags->groups,
                        "A layer, and the distributions or paths that it has; in place "
                        "of nvidia and torch");
  command->Optional("--max-layers COUNT", &flags->max_layers, "Merge layers while there are more");
  command->Optional("--min-layer-size BYTES", &flags->min_layer_size,
                    "Merge layers with fewer bytes of content");
  command->Optional("--plan FILE", &flags->plan, "A checked-in plan of the layers (see plan)");
}

SourceTree ReadSource(const SourceFlags& flags) {
  std::error_code fault;
  if (!std::filesystem::is_directory(flags.source, fault)) {
    throw Error("cannot read", flags.source,
                fault ? fault.message() : "not a directory of an environment or of runfiles");
  }
  if (IsVirtualEnvironment(flags.source)) return ReadEnvironment(flags);
  if (IsRunfilesDirectory(flags.source)) return ReadRunfiles(flags);
  throw Error(
      "cannot pack", flags.source,
      "neither a virtual environment, which has a pyvenv.cfg, nor BINARY.runfiles, as Bazel "
      "calls its directories");
}

std::string NameOfSource(const std::string& source) {
  constexpr std::string_view kRunfiles = ".runfiles";
  const std::string path = NormalPath("/" + std::filesystem::absolute(source).string()).value();
  std::string name(NameOf(path));
  if (name.ends_with(kRunfiles)) name.resize(name.size() - kRunfiles.size());
  name.erase(0, std::min(name.find_first_not_of('.'), name.size()));
  return name.empty() ? "layers" : name;
}

std::vector<LayerGroup> GroupsOf(const SourceFlags& flags) {
  if (flags.groups.empty()) return DefaultLayerGroups();
  std::vector<LayerGroup> groups;
  for (const std::string& text : flags.groups) groups.push_back(ParseGroup(text));
  return groups;
}

Budget BudgetOf(const SourceFlags& flags) {
  return {.max_layers = ParseNumber("--max-layers", flags.max_layers),
          .min_layer_size = ParseNumber("--min-layer-size", flags.min_layer_size)};
}

void Warn(const std::string& text) {
  std::fprintf(stderr, "pkg_pyvenv: warning: %s\n", Printable(text).c_str());
}

}  // namespace pyvenv
