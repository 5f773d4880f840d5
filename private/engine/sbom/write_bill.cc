#include "sbom/write_bill.h"

#include <rapidjson/prettywriter.h>
#include <rapidjson/reader.h>
#include <rapidjson/stringbuffer.h>

#include "sbom/cyclonedx.h"
#include "sbom/spdx.h"

namespace pyvenv {
namespace {

std::string Indented(const std::string& json) {
  rapidjson::StringBuffer text;
  rapidjson::PrettyWriter<rapidjson::StringBuffer> writer(text);
  writer.SetIndent(' ', 2);
  rapidjson::StringStream stream(json.c_str());
  rapidjson::Reader().Parse(stream, writer);
  return {text.GetString(), text.GetSize()};
}

}  // namespace

BillFormat BillFormatOf(std::string_view name) {
  return name == "spdx" ? BillFormat::kSpdx : BillFormat::kCycloneDx;
}

std::string WriteBill(const Bill& bill, BillFormat format) {
  return Indented(format == BillFormat::kSpdx ? ToSpdx(bill) : ToCycloneDx(bill)) + "\n";
}

std::string_view BillExtension(BillFormat format) {
  return format == BillFormat::kSpdx ? ".spdx.json" : ".cdx.json";
}

}  // namespace pyvenv
