#include "sandbox/default_entrypoint.h"

#include <algorithm>
#include <filesystem>
#include <vector>

#include "base/path.h"
#include "sandbox/program_check.h"

namespace pyvenv {
namespace {

namespace fs = std::filesystem;

const std::string kUsual = "/entrypoint";
constexpr std::string_view kRunfiles = ".runfiles";

bool IsFileOrLink(const fs::path& path) {
  std::error_code fault;
  const fs::file_type type = fs::symlink_status(path, fault).type();
  return type == fs::file_type::regular || type == fs::file_type::symlink;
}

/// Paths on this machine, in order.
std::vector<std::string> FindPrograms(const std::string& directory) {
  std::vector<std::string> programs;
  std::error_code fault;
  constexpr auto kOptions = fs::directory_options::skip_permission_denied;
  for (fs::recursive_directory_iterator entry(directory, kOptions, fault), end;
       !fault && entry != end; entry.increment(fault)) {
    std::string path = entry->path().string();
    if (!path.ends_with(kRunfiles)) continue;
    if (entry->symlink_status().type() != fs::file_type::directory) continue;
    entry.disable_recursion_pending();
    path.resize(path.size() - kRunfiles.size());
    if (IsFileOrLink(path)) programs.push_back(path);
  }
  std::sort(programs.begin(), programs.end());
  return programs;
}

}  // namespace

std::string DefaultEntrypoint(const RootView& root) {
  const std::string& directory = root.directory();
  if (IsFileOrLink(directory + kUsual)) return kUsual;
  const std::vector<std::string> programs = FindPrograms(directory);
  if (programs.empty()) {
    throw CannotStart(CannotStart::kNotThere, kUsual,
                      "not in the layers; name the program with --entrypoint, or how it starts "
                      "with --config, such as layers.json");
  }
  if (programs.size() == 1) return programs[0].substr(directory.size());
  std::string names;
  for (const std::string& program : programs) {
    names += (names.empty() ? "" : ", ") + program.substr(directory.size());
  }
  throw CannotStart(
      CannotStart::kNotThere, kUsual,
      "not in the layers, which have " + Printable(names) + ": name one with --entrypoint");
}

}  // namespace pyvenv
