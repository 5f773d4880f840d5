#include "sbom/write_bill.h"

#include <gtest/gtest.h>

#include <set>

#include "sbom/identity.h"

namespace pyvenv::write_bill_test {

Bill SmallBill() {
  const std::string digest = "sha256:" + std::string(64, 'a');
  return {.name = "//x:\"app\"",
          .created = 1700000000,
          .layers = {{.name = "interpreter",
                      .digest = digest,
                      .software = {{.name = "python",
                                    .version = "3.11.14",
                                    .purl = "pkg:generic/python@3.11.14",
                                    .cpe = "cpe:2.3:a:python:python:3.11.14:*:*:*:*:*:*:*",
                                    .is_interpreter = true}}},
                     {.name = "external",
                      .digest = "",
                      .software = {{.name = "a",
                                    .version = "1",
                                    .purl = "pkg:pypi/a@1",
                                    .license = "MIT OR LicenseRef-Own",
                                    .has_license_expression = true},
                                   {.name = "b", .purl = "pkg:pypi/b", .license = "BSD <3>"},
                                   {.name = "c", .purl = "pkg:pypi/c", .license = "MIT"}}}}};
}

// Without the blanks of indentation.
std::string Compact(const std::string& json) {
  std::string compact;
  for (size_t i = 0; i < json.size(); ++i) {
    if (json[i] == '\n') {
      while (i + 1 < json.size() && json[i + 1] == ' ') ++i;
    } else {
      compact += json[i];
    }
  }
  return compact;
}

void ExpectHas(const std::string& text, const std::vector<std::string>& parts) {
  for (const std::string& part : parts) {
    EXPECT_NE(text.find(part), std::string::npos) << part << " is not in " << text;
  }
}

TEST(WriteBillTest, CycloneDx) {
  const std::string json = Compact(WriteBill(SmallBill(), BillFormat::kCycloneDx));
  ExpectHas(
      json,
      {R"("bomFormat": "CycloneDX","specVersion": "1.6","serialNumber": "urn:uuid:)",
       R"("timestamp": "2023-11-14T22:13:20Z")",
       R"({"type": "file","bom-ref": "layer-1","name": "interpreter","hashes": [{"alg": "SHA-256","content": "aaaa)",
       R"({"type": "file","bom-ref": "layer-2","name": "external"})",
       R"("type": "platform","bom-ref": "layer-1/pkg:generic/python@3.11.14")",
       R"("licenses": [{"expression": "MIT OR LicenseRef-Own"}])",
       R"("licenses": [{"license": {"name": "BSD <3>"}}])",
       R"("licenses": [{"license": {"id": "MIT"}}])",
       R"("properties": [{"name": "rules_pkg_pyvenv:layer","value": "external"}])"});
}

TEST(WriteBillTest, Spdx) {
  const std::string json = Compact(WriteBill(SmallBill(), BillFormat::kSpdx));
  const std::string id = json.substr(json.find("\"LicenseRef-", json.find("\"b\"")), 29);
  ExpectHas(
      json,
      {R"("spdxVersion": "SPDX-2.3")", R"("created": "2023-11-14T22:13:20Z")",
       R"("name": "//x:\"app\"")", R"("checksums": [{"algorithm": "SHA256","checksumValue": "aaaa)",
       R"("licenseDeclared": "MIT OR LicenseRef-Own")", R"("licenseDeclared": )" + id,
       R"("licenseDeclared": "MIT","copyrightText")",
       R"({"licenseId": )" + id + R"(,"extractedText": "BSD <3>","name": "BSD <3>"})",
       R"({"licenseId": "LicenseRef-Own","extractedText": "a license that a has with it")",
       R"("referenceType": "cpe23Type","referenceLocator": "cpe:2.3:a:python:python:3.11.14)",
       R"({"spdxElementId": "SPDXRef-image","relationshipType": "CONTAINS","relatedSpdxElement": "SPDXRef-layer-2"})",
       R"({"spdxElementId": "SPDXRef-layer-2","relationshipType": "CONTAINS",)"
       R"("relatedSpdxElement": "SPDXRef-layer-2-package-3"})"});
}

TEST(WriteBillTest, EqualBillsGiveEqualBytesAndOthersOtherIdentifiers) {
  Bill bill = SmallBill();
  EXPECT_EQ(WriteBill(bill, BillFormat::kSpdx), WriteBill(SmallBill(), BillFormat::kSpdx));
  std::set<std::string> uuids = {UuidOf(bill)};
  bill.layers.front().digest.back() = 'b';
  uuids.insert(UuidOf(bill));
  bill.name = "another";
  uuids.insert(UuidOf(bill));
  ++bill.created;
  uuids.insert(UuidOf(bill));
  bill.layers.back().software.back().license = "ISC";
  uuids.insert(UuidOf(bill));
  bill.layers.back().software.back().has_license_expression = true;
  uuids.insert(UuidOf(bill));
  EXPECT_EQ(uuids.size(), 6U);
}

TEST(WriteBillTest, Identifiers) {
  const std::string uuid = UuidOf(SmallBill());
  EXPECT_EQ(uuid.size(), 36U);
  EXPECT_EQ(uuid[14], '8');
  EXPECT_EQ(uuid[19], '8');
}

}  // namespace pyvenv::write_bill_test
