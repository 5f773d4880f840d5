#include "sbom/cyclonedx.h"

#include <string_view>

#include "base/json_writer.h"
#include "base/timestamp.h"
#include "digest/sha256.h"
#include "sbom/identity.h"

namespace pyvenv {
namespace {

// Of components, which refer to one another within the document: layers by their places, for names
// may come twice.
std::string LayerReference(size_t place) {
  return "layer-" + std::to_string(place);
}

void WriteProperty(std::string_view name, std::string_view value, JsonWriter* json) {
  json->Open('{').Key("name").Text(name).Key("value").Text(value).Close('}');
}

void WriteLayer(const DescribedLayer& layer, size_t place, JsonWriter* json) {
  json->Open('{').Key("type").Text("file").Key("bom-ref").Text(LayerReference(place));
  json->Key("name").Text(layer.name);
  if (!layer.digest.empty()) {
    json->Key("hashes").Open('[').Open('{').Key("alg").Text("SHA-256").Key("content");
    json->Text(HexOf(layer.digest)).Close('}').Close(']');
  }
  json->Close('}');
}

void WriteLicense(const Software& component, JsonWriter* json) {
  if (component.license.empty()) return;
  json->Key("licenses").Open('[').Open('{');
  if (component.has_license_expression) {
    json->Key("expression").Text(component.license);
  } else {
    json->Key("license").Open('{');
    json->Key(IsWellKnownLicense(component.license) ? "id" : "name").Text(component.license);
    json->Close('}');
  }
  json->Close('}').Close(']');
}

void WriteComponent(const Software& component, const DescribedLayer& layer, size_t place,
                    JsonWriter* json) {
  json->Open('{').Key("type").Text(component.is_interpreter ? "platform" : "library");
  json->Key("bom-ref").Text(LayerReference(place) + "/" + component.purl);
  json->Key("name").Text(component.name);
  if (!component.version.empty()) json->Key("version").Text(component.version);
  WriteLicense(component, json);
  if (!component.cpe.empty()) json->Key("cpe").Text(component.cpe);
  json->Key("purl").Text(component.purl).Key("properties").Open('[');
  WriteProperty("rules_pkg_pyvenv:layer", layer.name, json);
  if (!layer.digest.empty()) WriteProperty("rules_pkg_pyvenv:layer:digest", layer.digest, json);
  json->Close(']').Close('}');
}

void WriteMetadata(const Bill& bill, JsonWriter* json) {
  json->Key("metadata").Open('{').Key("timestamp").Text(Timestamp(bill.created));
  json->Key("tools").Open('{').Key("components").Open('[').Open('{');
  json->Key("type").Text("application").Key("name").Text("rules_pkg_pyvenv");
  json->Close('}').Close(']').Close('}');
  json->Key("component").Open('{').Key("type").Text("container");
  json->Key("bom-ref").Text("image").Key("name").Text(bill.name);
  json->Key("components").Open('[');
  for (size_t i = 0; i < bill.layers.size(); ++i) WriteLayer(bill.layers[i], i + 1, json);
  json->Close(']').Close('}').Close('}');
}

}  // namespace

std::string ToCycloneDx(const Bill& bill) {
  JsonWriter json;
  json.Open('{').Key("$schema").Text("http://cyclonedx.org/schema/bom-1.6.schema.json");
  json.Key("bomFormat").Text("CycloneDX").Key("specVersion").Text("1.6");
  json.Key("serialNumber").Text("urn:uuid:" + UuidOf(bill)).Key("version").Number(1);
  WriteMetadata(bill, &json);
  json.Key("components").Open('[');
  for (size_t i = 0; i < bill.layers.size(); ++i) {
    for (const Software& component : bill.layers[i].software) {
      WriteComponent(component, bill.layers[i], i + 1, &json);
    }
  }
  json.Close(']').Close('}');
  return json.Take();
}

}  // namespace pyvenv
