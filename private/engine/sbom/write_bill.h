#pragma once

#include <string>
#include <string_view>

#include "sbom/software.h"

namespace pyvenv {

/// A format of software bills of materials.
enum class BillFormat : uint8_t {
  kSpdx,       ///< SPDX 2.3 as JSON
  kCycloneDx,  ///< CycloneDX 1.6 as JSON
};

/// The format that flags call "spdx" or "cyclonedx".
BillFormat BillFormatOf(std::string_view name);

/// The bill as an indented JSON document: equal bills, equal bytes. Identifiers that formats want
/// to be unique are made of all that is in the bill.
///
/// SPDX: the image CONTAINS its layers, which CONTAIN their software. CycloneDX: the image has the
/// layers as components, and properties of each piece of software tell the layer that it is in.
///
/// A licence that is an SPDX expression, or a well-known identifier of SPDX's list, stands as such;
/// any other as words that nobody has interpreted.
std::string WriteBill(const Bill& bill, BillFormat format);

/// What a file of that format is called after its name: ".spdx.json", ".cdx.json".
std::string_view BillExtension(BillFormat format);

}  // namespace pyvenv
