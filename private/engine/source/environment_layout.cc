#include "source/environment_layout.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <set>
#include <system_error>
#include <utility>

#include "base/error.h"
#include "base/file.h"
#include "base/path.h"
#include "base/text_file.h"
#include "source/lines.h"
#include "source/pyvenv_cfg.h"
#include "source/relative_link.h"

namespace pyvenv {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kSite = "/site-packages";

std::string AbsolutePath(const std::string& path) {
  std::error_code fault;
  const std::string absolute = fs::absolute(path, fault).string();
  if (fault) throw Error("cannot find", path, fault.message());
  return NormalPath(absolute).value();
}

// The value of VIRTUAL_ENV in the script for POSIX shells, which all tools write; empty for none.
std::string PlaceInActivateScript(std::string_view script) {
  constexpr std::string_view kExport = "export ";  // of Python 3.12 and newer
  constexpr std::string_view kVariable = "VIRTUAL_ENV=";
  for (std::string_view line : Lines(script)) {
    line = WithoutEnd(line);
    line.remove_prefix(std::min(line.find_first_not_of(" \t"), line.size()));
    if (line.starts_with(kExport)) line.remove_prefix(kExport.size());
    if (!line.starts_with(kVariable)) continue;
    line.remove_prefix(kVariable.size());
    const bool is_quoted = line.size() > 1 && (line.front() == '"' || line.front() == '\'');
    if (is_quoted) line = line.substr(1, line.size() - 2);
    // A relocatable one (uv) works its place out.
    if (line.starts_with('/') && line.find('$') == std::string_view::npos) return std::string(line);
  }
  return {};
}

// "3.11" of "version = 3.11.7" or "version_info = 3.11.7.final.0".
std::string VersionOf(std::string_view cfg) {
  std::string version = CfgValue(cfg, "version");
  if (version.empty()) version = CfgValue(cfg, "version_info");
  const size_t minor = version.find('.');
  if (minor == std::string::npos) return {};
  return version.substr(0, version.find('.', minor + 1));
}

// Whether this is python3.11, python3.11t or pypy3.11 for the version 3.11.
bool IsOfVersion(std::string_view python, std::string_view version) {
  const size_t digit = python.find_first_of("0123456789");
  if (digit == std::string_view::npos || version.empty()) return false;
  python.remove_prefix(digit);
  return python == version || python == std::string(version) + "t";
}

}  // namespace

EnvironmentLayout::EnvironmentLayout(const std::string& directory, bool with_bytecode)
    : directory_(AbsolutePath(directory)), cfg_(ReadTextFile(JoinPath(directory_, kPyvenvCfg))) {
  found_ = Scan(directory_, [&](const std::string& path) {
    return with_bytecode || (path != "__pycache__" && !path.ends_with("/__pycache__"));
  });
  FindSites();
}

void EnvironmentLayout::FindSites() {
  const std::string version = VersionOf(cfg_);
  std::set<std::string> sites;
  for (const Found& item : found_) {
    const size_t site = item.path.find(kSite);
    if (site == std::string::npos) continue;
    const size_t end = site + kSite.size();
    if (end < item.path.size() && item.path[end] != '/') continue;
    const std::string_view library = std::string_view{item.path}.substr(0, site);
    const std::string_view lib = ParentPath(library);
    if (lib != "lib" && lib != "lib64") continue;
    if (!IsOfVersion(library.substr(lib.size() + 1), version)) continue;
    python_ = library.substr(lib.size() + 1);
    sites.insert(item.path.substr(0, end));
  }
  sites_.assign(sites.begin(), sites.end());
  if (!sites_.empty()) return;
  throw Error("cannot tell the Python version of", directory_,
              version.empty() ? "its pyvenv.cfg has no version"
                              : "it has no lib/python" + version + "/site-packages");
}

std::vector<std::string> EnvironmentLayout::KnownAs() const {
  std::vector<std::string> places = {directory_};
  std::error_code fault;
  places.push_back(fs::canonical(directory_, fault).string());
  if (Has("bin/activate")) {
    const std::string made = PlaceInActivateScript(ReadTextFile(OnDisk("bin/activate")));
    if (!made.empty()) places.push_back(made);
  }
  return places;
}

std::string EnvironmentLayout::OnDisk(std::string_view path) const {
  return JoinPath(directory_, path);
}

bool EnvironmentLayout::Has(std::string_view path) const {
  const auto found = std::lower_bound(
      found_.begin(), found_.end(), path,
      [](const Found& item, std::string_view wanted) { return item.path < wanted; });
  return found != found_.end() && found->path == path;
}

bool EnvironmentLayout::IsSite(std::string_view path) const {
  return std::find(sites_.begin(), sites_.end(), path) != sites_.end();
}

bool EnvironmentLayout::IsInSite(std::string_view path) const {
  return std::any_of(sites_.begin(), sites_.end(),
                     [&](const std::string& site) { return IsBelow(path, site); });
}

bool EnvironmentLayout::IsInfoFile(std::string_view path, std::string_view name) const {
  if (!path.ends_with(name)) return false;
  const std::string_view info = ParentPath(path);
  return info.ends_with(".dist-info") && IsSite(ParentPath(info));
}

bool EnvironmentLayout::IsActivateScript(std::string_view path) {
  constexpr std::array<std::string_view, 4> kStarts = {"bin/activate", "bin/Activate",
                                                       "bin/deactivate", "bin/pydoc.bat"};
  return std::any_of(kStarts.begin(), kStarts.end(),
                     [&](std::string_view start) { return path.starts_with(start); });
}

bool EnvironmentLayout::IsScript(std::string_view path) const {
  const File file = File::OpenRegular(OnDisk(path));
  std::array<char, 2> start{};
  const size_t size = file.ReadAt(0, start.data(), start.size());
  return std::string_view(start.data(), size) == "#!";
}

bool EnvironmentLayout::IsPython(std::string_view path) {
  for (const std::string_view start : {"bin/python", "bin/pypy"}) {
    if (!path.starts_with(start)) continue;
    const std::string_view version = path.substr(start.size());
    return version.find_first_not_of("0123456789.t") == std::string_view::npos;
  }
  return false;
}

}  // namespace pyvenv
