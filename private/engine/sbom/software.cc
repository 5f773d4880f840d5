#include "sbom/software.h"

#include <algorithm>
#include <map>
#include <tuple>
#include <utility>

#include "base/distribution_name.h"
#include "base/path.h"
#include "metadata/distribution.h"
#include "metadata/python_version.h"

namespace pyvenv {
namespace {

bool IsUnreserved(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
         c == '.' || c == '_' || c == '~';
}

// "%2B" for what a component of a package URL cannot have (purl-spec, "Character encoding").
std::string PercentEncoded(std::string_view text) {
  constexpr std::string_view kHex = "0123456789ABCDEF";
  std::string encoded;
  for (const char c : text) {
    if (IsUnreserved(c)) {
      encoded += c;
    } else {
      const auto byte = static_cast<unsigned char>(c);
      encoded += {'%', kHex[byte / 16], kHex[byte % 16]};
    }
  }
  return encoded;
}

std::string PackageUrl(const std::string& type, const std::string& name,
                       const std::string& version) {
  const std::string url = "pkg:" + type + "/" + PercentEncoded(name);
  return version.empty() ? url : url + "@" + PercentEncoded(version);
}

Software ToSoftware(const DistributionFacts& facts) {
  const std::string name = NormalizedName(facts.name);
  return {.name = name,
          .version = facts.version,
          .purl = PackageUrl("pypi", name, facts.version),
          .cpe = {},
          .license = facts.license,
          .has_license_expression = facts.has_license_expression};
}

Software ToInterpreter(const std::string& version) {
  // A CPE is of one release, and "3.11" is none.
  const bool is_release = std::count(version.begin(), version.end(), '.') == 2;
  return {.name = "python",
          .version = version,
          .purl = PackageUrl("generic", "python", version),
          .cpe = is_release ? "cpe:2.3:a:python:python:" + version + ":*:*:*:*:*:*:*" : "",
          .license = {},
          .is_interpreter = true};
}

bool IsBefore(const Software& a, const Software& b) {
  return std::tie(a.name, a.version, a.purl) < std::tie(b.name, b.version, b.purl);
}

}  // namespace

bool IsAboutSoftware(const FileFacts& facts) {
  return facts.distribution || !facts.python_version.empty();
}

std::vector<FileFacts> ReadSoftwareFacts(const std::string& path) {
  std::vector<FileFacts> facts;
  ForEachFacts(path, [&](FileFacts file) {
    if (IsAboutSoftware(file)) facts.push_back(std::move(file));
  });
  return facts;
}

std::vector<Software> SoftwareOf(const std::vector<FileFacts>& facts) {
  std::vector<Software> software;
  // By their prefixes and directories there, "python3.11".
  std::map<std::pair<std::string_view, std::string_view>, std::string> interpreters;
  for (const FileFacts& file : facts) {
    if (file.distribution) software.push_back(ToSoftware(*file.distribution));
    if (file.python_version.empty()) continue;
    std::string& version = interpreters[{PythonPrefix(file.path), NameOf(ParentPath(file.path))}];
    if (file.python_version.size() > version.size()) version = file.python_version;
  }
  for (const auto& [directory, version] : interpreters) {
    software.push_back(ToInterpreter(version));
  }
  std::stable_sort(software.begin(), software.end(), IsBefore);
  const auto is_same = [](const Software& a, const Software& b) { return a.purl == b.purl; };
  software.erase(std::unique(software.begin(), software.end(), is_same), software.end());
  return software;
}

bool FactsOfPath(const std::string& path, FileFacts* facts) {
  *facts = {.path = path};
  if (DescribesDistribution(path)) facts->distribution = ReadDistribution(path, {});
  if (TellsPythonVersion(path)) facts->python_version = ReadPythonVersion(path, {});
  return IsAboutSoftware(*facts);
}

}  // namespace pyvenv
