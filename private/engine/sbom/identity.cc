#include "sbom/identity.h"

#include <algorithm>
#include <array>

#include "digest/sha256.h"

namespace pyvenv {
namespace {

constexpr std::array<std::string_view, 31> kLicenses = {
    "0BSD",
    "AGPL-3.0-only",
    "AGPL-3.0-or-later",
    "Apache-2.0",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "BSL-1.0",
    "CC0-1.0",
    "EPL-2.0",
    "GPL-2.0-only",
    "GPL-2.0-or-later",
    "GPL-3.0-only",
    "GPL-3.0-or-later",
    "HPND",
    "ISC",
    "LGPL-2.1-only",
    "LGPL-2.1-or-later",
    "LGPL-3.0-only",
    "LGPL-3.0-or-later",
    "MIT",
    "MIT-0",
    "MIT-CMU",
    "MPL-2.0",
    "NCSA",
    "PSF-2.0",
    "Python-2.0",
    "UPL-1.0",
    "Unlicense",
    "WTFPL",
    "ZPL-2.1",
    "Zlib",
};

}  // namespace

std::string UuidOf(const Bill& bill) {
  Sha256 hash;
  hash.Update(bill.name + "\n" + std::to_string(bill.created) + "\n");
  for (const DescribedLayer& layer : bill.layers) {
    hash.Update(layer.name + "\n" + layer.digest + "\n");
    for (const Software& component : layer.software) {
      hash.Update(component.purl + "\n" + component.license + "\n");
      if (component.has_license_expression) hash.Update("an expression\n");
    }
  }
  std::string hex = ToHex(hash.Finish());
  hex.resize(32);
  hex[12] = '8';  // the version
  hex[16] = '8';  // the variant
  return hex.substr(0, 8) + "-" + hex.substr(8, 4) + "-" + hex.substr(12, 4) + "-" +
         hex.substr(16, 4) + "-" + hex.substr(20);
}

bool IsWellKnownLicense(std::string_view license) {
  return std::find(kLicenses.begin(), kLicenses.end(), license) != kLicenses.end();
}

}  // namespace pyvenv
