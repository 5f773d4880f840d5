#include "source/installed.h"

#include <algorithm>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <set>
#include <utility>

#include "base/distribution_name.h"
#include "base/error.h"
#include "base/path.h"
#include "base/text_file.h"
#include "source/lines.h"
#include "source/relative_link.h"

namespace pyvenv {
namespace {

constexpr std::string_view kEggLink = ".egg-link";

// Of distutils and pip, what is not there as soon as bytecode is left out; tools list it under
// strange names, too.
bool IsBytecode(std::string_view path) {
  return path.ends_with(".pyc") || path.ends_with("/__pycache__");
}

std::string NameOfInfo(std::string_view info) {
  if (std::optional<DistInfo> found = ParseDistInfo(info)) return std::move(found->name);
  // <name>-<version>-py3.11.egg-info
  info.remove_suffix(kEggInfo.size());
  return NormalizedName(info.substr(0, info.find('-')));
}

[[noreturn]] void ThrowEditable(std::string_view name, std::string_view place) {
  throw Error("cannot pack an editable install", name,
              "its code lies outside, at " + std::string(place) +
                  ": install it without -e, or uninstall it and give its code with --app");
}

bool Exists(const std::string& path) {
  std::error_code fault;
  return std::filesystem::exists(std::filesystem::symlink_status(path, fault));
}

}  // namespace

Installed::Installed(std::string environment, const std::vector<Found>& found,
                     const std::vector<std::string>& sites)
    : environment_(std::move(environment)) {
  FindDistributions(found, sites);
  for (uint32_t i = 0; i < distributions_.size(); ++i) ClaimByRecord(i, found);
  for (uint32_t i = 0; i < distributions_.size(); ++i) {
    tops_.try_emplace(distributions_[i].info, i);
    if (distributions_[i].record.empty()) ClaimByTopLevel(i);
  }
}

void Installed::FindDistributions(const std::vector<Found>& found,
                                  const std::vector<std::string>& sites) {
  for (const std::string& site : sites) {
    std::string_view last;
    for (const Found& item : found) {
      if (!IsBelow(item.path, site)) continue;
      const std::string_view below = std::string_view{item.path}.substr(site.size() + 1);
      const std::string_view top = below.substr(0, below.find('/'));
      if (top == last) continue;
      last = top;
      if (top.ends_with(kEggLink)) {
        ThrowEditable(top.substr(0, top.size() - kEggLink.size()),
                      WithoutEnd(Lines(ReadTextFile(JoinPath(environment_, item.path)) + "\n")[0]));
      }
      if (top.ends_with(kDistInfo) || top.ends_with(kEggInfo)) AddDistribution(site, top);
    }
  }
  std::sort(distributions_.begin(), distributions_.end(),
            [](const InstalledDistribution& a, const InstalledDistribution& b) {
              return std::tie(a.name, a.info) < std::tie(b.name, b.info);
            });
}

void Installed::AddDistribution(const std::string& site, std::string_view info) {
  InstalledDistribution distribution{
      .name = NameOfInfo(info), .site = site, .info = JoinPath(site, info), .record = {}};
  const std::string record = JoinPath(environment_, distribution.info) + "/RECORD";
  if (Exists(record)) distribution.record = ReadRecord(ReadTextFile(record));
  ReadDirectUrl(&distribution);
  distributions_.push_back(std::move(distribution));
}

void Installed::ReadDirectUrl(InstalledDistribution* distribution) const {
  const std::string path = JoinPath(environment_, distribution->info) + "/direct_url.json";
  if (!Exists(path)) return;
  const auto json = nlohmann::json::parse(ReadTextFile(path), nullptr, false);
  if (!json.is_object() || !json.contains("dir_info")) return;
  distribution->is_local = true;
  const auto& info = json["dir_info"];
  if (info.is_object() && info.contains("editable") && info["editable"] == true) {
    ThrowEditable(distribution->name, json.contains("url") ? json["url"].dump() : "its sources");
  }
}

std::optional<std::string> Installed::PathOf(const InstalledDistribution& distribution,
                                             const RecordRow& row) const {
  if (row.path.starts_with('/')) {
    if (!IsBelow(row.path, environment_)) return std::nullopt;
    return row.path.substr(environment_.size() + 1);
  }
  return NormalPath(JoinPath(distribution.site, row.path));
}

void Installed::ClaimByRecord(uint32_t index, const std::vector<Found>& found) {
  const InstalledDistribution& distribution = distributions_[index];
  std::string missing;
  size_t count = 0;
  for (const RecordRow& row : distribution.record) {
    const std::optional<std::string> path = PathOf(distribution, row);
    const bool is_there =
        path && std::binary_search(found.begin(), found.end(), Found{.path = *path},
                                   [](const Found& a, const Found& b) { return a.path < b.path; });
    if (is_there) {
      Claimed(index, *path, row);
    } else if (!IsBytecode(row.path)) {
      if (count++ == 0) missing = row.path;
    }
  }
  if (count > 0) {
    warnings_.push_back(distribution.name + ": its RECORD names " + std::to_string(count) +
                        (count == 1 ? " file that is" : " files that are") +
                        " not in the environment: " + missing + (count > 1 ? ", …" : ""));
  }
}

// What two distributions have in common they mostly have alike.
void Installed::Claimed(uint32_t index, const std::string& path, const RecordRow& row) {
  const auto [claim, is_new] =
      files_.try_emplace(path, Claim{.distribution = index, .hash = row.hash});
  if (is_new || claim->second.distribution == index || claim->second.hash == row.hash) return;
  warnings_.push_back("both " + distributions_[claim->second.distribution].name + " and " +
                      distributions_[index].name + " have installed " + path +
                      ", with other content: it goes with the first");
}

void Installed::ClaimByTopLevel(uint32_t index) {
  const InstalledDistribution& distribution = distributions_[index];
  const std::string list = JoinPath(environment_, distribution.info) + "/top_level.txt";
  std::string names = Exists(list) ? ReadTextFile(list) : std::string();
  if (names.empty()) {
    names = distribution.name;
    std::replace(names.begin(), names.end(), '-', '_');
  }
  for (const std::string_view line : Lines(names)) {
    const std::string top = JoinPath(distribution.site, WithoutEnd(line));
    tops_.try_emplace(top, index);
    tops_.try_emplace(top + ".py", index);
  }
}

std::optional<uint32_t> Installed::OwnerOf(std::string_view path) const {
  const auto file = files_.find(std::string(path));
  if (file != files_.end()) return file->second.distribution;
  for (std::string_view top = path; !top.empty(); top = ParentPath(top)) {
    const auto found = tops_.find(std::string(top));
    if (found != tops_.end()) return found->second;
  }
  return std::nullopt;
}

}  // namespace pyvenv
