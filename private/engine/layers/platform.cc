#include "layers/platform.h"

#include <sys/utsname.h>

#include <algorithm>
#include <map>
#include <vector>

#include "base/split.h"

namespace pyvenv {
namespace {

std::string UsualVariant(const Platform& platform) {
  const std::string& variant = platform.variant;
  if (platform.architecture == "arm" && variant.empty()) return "v7";
  if (platform.architecture == "arm64" && variant == "v8") return {};
  if (platform.architecture == "amd64" && variant == "v1") return {};
  return variant;
}

}  // namespace

std::string ToText(const Platform& platform) {
  std::string text = platform.os + "/" + platform.architecture;
  if (!platform.variant.empty()) text += "/" + platform.variant;
  return text;
}

std::optional<Platform> ParsePlatform(std::string_view text) {
  std::vector<std::string_view> parts = SplitText(text, '/');
  if (std::find(parts.begin(), parts.end(), "") != parts.end()) return std::nullopt;
  if (parts.size() < 2 || parts.size() > 3) return std::nullopt;
  parts.resize(3);
  return Platform{.os = std::string(parts[0]),
                  .architecture = std::string(parts[1]),
                  .variant = std::string(parts[2])};
}

Platform ThisPlatform() {
  static const std::map<std::string, std::string> names = {
      {"x86_64", "amd64"}, {"aarch64", "arm64"},       {"i386", "386"},
      {"i686", "386"},     {"armv6l", "arm"},          {"armv7l", "arm"},
      {"armv8l", "arm"},   {"loongarch64", "loong64"}, {"mips64el", "mips64le"}};
  utsname name{};
  ::uname(&name);
  const auto known = names.find(name.machine);
  return {.os = "linux",
          .architecture = known == names.end() ? name.machine : known->second,
          .variant = {}};
}

bool Serves(const Platform& offered, const Platform& wanted) {
  return offered.os == wanted.os && offered.architecture == wanted.architecture &&
         (wanted.variant.empty() || UsualVariant(offered) == UsualVariant(wanted));
}

}  // namespace pyvenv
