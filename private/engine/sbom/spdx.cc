#include "sbom/spdx.h"

#include <algorithm>
#include <map>
#include <string_view>

#include "base/json_writer.h"
#include "base/timestamp.h"
#include "digest/sha256.h"
#include "sbom/identity.h"

namespace pyvenv {
namespace {

constexpr std::string_view kDocument = "SPDXRef-DOCUMENT";
constexpr std::string_view kImage = "SPDXRef-image";
constexpr std::string_view kNoAssertion = "NOASSERTION";
constexpr std::string_view kLicenseRef = "LicenseRef-";

std::string LayerId(size_t layer) {
  return "SPDXRef-layer-" + std::to_string(layer + 1);
}

std::string ComponentId(size_t layer, size_t component) {
  return LayerId(layer) + "-package-" + std::to_string(component + 1);
}

// What a licence is called that only words tell of: the same for the same words.
std::string ReferenceOf(std::string_view words) {
  Sha256 hash;
  hash.Update(words);
  return std::string(kLicenseRef) + ToHex(hash.Finish()).substr(0, 16);
}

// The licences that the document refers to, and so has to explain: words by reference.
class ExtractedLicenses {
 public:
  /// An expression for the licence of a component.
  std::string Declare(const Software& component) {
    if (component.license.empty()) return std::string(kNoAssertion);
    if (component.has_license_expression) {
      AddReferences(component);
      return component.license;
    }
    if (IsWellKnownLicense(component.license)) return component.license;
    std::string reference = ReferenceOf(component.license);
    words_.emplace(reference, component.license);
    return reference;
  }

  void Write(JsonWriter* json) const {
    json->Array("hasExtractedLicensingInfos", words_, [&](const auto& license) {
      json->Open('{').Key("licenseId").Text(license.first);
      json->Key("extractedText").Text(license.second).Key("name").Text(license.second).Close('}');
    });
  }

 private:
  // "LicenseRef-Proprietary" of an expression is explained nowhere but with the distribution.
  void AddReferences(const Software& component) {
    const std::string_view expression = component.license;
    for (size_t begin = expression.find(kLicenseRef); begin != std::string_view::npos;
         begin = expression.find(kLicenseRef, begin + 1)) {
      const size_t end = std::min(expression.find_first_of(" ()", begin), expression.size());
      words_.emplace(expression.substr(begin, end - begin),
                     "a license that " + component.name + " has with it");
    }
  }

  std::map<std::string, std::string> words_;
};

struct SpdxPackage {
  std::string id;
  std::string name;
  std::string version;
  std::string purpose;  // PrimaryPackagePurpose
  std::string license = std::string(kNoAssertion);
};

// Leaves the object open.
void OpenPackage(const SpdxPackage& package, JsonWriter* json) {
  json->Open('{').Key("SPDXID").Text(package.id).Key("name").Text(package.name);
  if (!package.version.empty()) json->Key("versionInfo").Text(package.version);
  json->Key("primaryPackagePurpose").Text(package.purpose);
  json->Key("downloadLocation").Text(kNoAssertion).Key("filesAnalyzed").False();
  json->Key("licenseConcluded").Text(kNoAssertion).Key("licenseDeclared").Text(package.license);
  json->Key("copyrightText").Text(kNoAssertion);
}

void WriteLayerPackage(const DescribedLayer& layer, size_t place, JsonWriter* json) {
  OpenPackage({.id = LayerId(place), .name = layer.name, .version = {}, .purpose = "ARCHIVE"},
              json);
  if (!layer.digest.empty()) {
    json->Key("checksums").Open('[').Open('{').Key("algorithm").Text("SHA256");
    json->Key("checksumValue").Text(HexOf(layer.digest));
    json->Close('}').Close(']');
  }
  json->Close('}');
}

void WriteReference(std::string_view category, std::string_view type, std::string_view locator,
                    JsonWriter* json) {
  json->Open('{').Key("referenceCategory").Text(category).Key("referenceType").Text(type);
  json->Key("referenceLocator").Text(locator).Close('}');
}

void WriteComponentPackage(const Software& component, const std::string& id,
                           ExtractedLicenses* licenses, JsonWriter* json) {
  OpenPackage({.id = id,
               .name = component.name,
               .version = component.version,
               .purpose = component.is_interpreter ? "APPLICATION" : "LIBRARY",
               .license = licenses->Declare(component)},
              json);
  json->Key("externalRefs").Open('[');
  WriteReference("PACKAGE-MANAGER", "purl", component.purl, json);
  if (!component.cpe.empty()) WriteReference("SECURITY", "cpe23Type", component.cpe, json);
  json->Close(']').Close('}');
}

void WriteRelationship(std::string_view from, std::string_view type, std::string_view to,
                       JsonWriter* json) {
  json->Open('{').Key("spdxElementId").Text(from).Key("relationshipType").Text(type);
  json->Key("relatedSpdxElement").Text(to).Close('}');
}

void WritePackages(const Bill& bill, ExtractedLicenses* licenses, JsonWriter* json) {
  json->Key("packages").Open('[');
  OpenPackage({.id = std::string(kImage), .name = bill.name, .version = {}, .purpose = "CONTAINER"},
              json);
  json->Close('}');
  for (size_t i = 0; i < bill.layers.size(); ++i) {
    WriteLayerPackage(bill.layers[i], i, json);
    const std::vector<Software>& components = bill.layers[i].software;
    for (size_t j = 0; j < components.size(); ++j) {
      WriteComponentPackage(components[j], ComponentId(i, j), licenses, json);
    }
  }
  json->Close(']');
}

void WriteRelationships(const Bill& bill, JsonWriter* json) {
  json->Key("relationships").Open('[');
  WriteRelationship(kDocument, "DESCRIBES", kImage, json);
  for (size_t i = 0; i < bill.layers.size(); ++i) {
    WriteRelationship(kImage, "CONTAINS", LayerId(i), json);
    for (size_t j = 0; j < bill.layers[i].software.size(); ++j) {
      WriteRelationship(LayerId(i), "CONTAINS", ComponentId(i, j), json);
    }
  }
  json->Close(']');
}

}  // namespace

std::string ToSpdx(const Bill& bill) {
  JsonWriter json;
  json.Open('{').Key("spdxVersion").Text("SPDX-2.3").Key("dataLicense").Text("CC0-1.0");
  json.Key("SPDXID").Text(kDocument).Key("name").Text(bill.name);
  // A name, not an address: SPDX 2.3, 6.5, which names the host for who has none.
  json.Key("documentNamespace").Text("https://spdx.org/spdxdocs/rules_pkg_pyvenv-" + UuidOf(bill));
  json.Key("creationInfo").Open('{').Key("created").Text(Timestamp(bill.created));
  json.Key("creators").Open('[').Text("Tool: rules_pkg_pyvenv").Close(']').Close('}');
  ExtractedLicenses licenses;
  WritePackages(bill, &licenses, &json);
  licenses.Write(&json);
  WriteRelationships(bill, &json);
  json.Close('}');
  return json.Take();
}

}  // namespace pyvenv
