#include "image/index.h"

#include <gtest/gtest.h>

#include <string>

namespace pyvenv::index_test {

using Json = nlohmann::ordered_json;

Json Entry(const std::string& tag, const std::string& digest) {
  return {{"mediaType", "x"},
          {"digest", digest},
          {"size", 1},
          {"annotations", {{"org.opencontainers.image.ref.name", tag}}}};
}

TEST(IndexTest, AddsToAnEmptyOne) {
  EXPECT_EQ(WithEntry(NewIndex(), Entry("v1", "a")).dump(),
            R"({"schemaVersion":2,"mediaType":"application/vnd.oci.image.index.v1+json",)"
            R"("manifests":[{"mediaType":"x","digest":"a","size":1,"annotations":)"
            R"({"org.opencontainers.image.ref.name":"v1"}}]})");
}

TEST(IndexTest, ReplacesWhatHasTheTag) {
  Json index = NewIndex();
  index["manifests"] = {Entry("v0", "a"), Entry("v1", "b"), Entry("v2", "c"), Entry("v1", "d")};
  EXPECT_EQ(WithEntry(index, Entry("v1", "e"))["manifests"],
            (Json{Entry("v0", "a"), Entry("v1", "e"), Entry("v2", "c")}));
}

// The order of fields, too.
TEST(IndexTest, LeavesWhatItDoesNotKnow) {
  const std::string text =
      R"({"z":{"y":[1.5,null]},"manifests":[{"size":18446744073709551615,"mediaType":"application/xml",)"
      R"("digest":"sha512:00","annotations":null,"new":[]},{"annotations":{"b":"1","a":"2"}}],)"
      R"("schemaVersion":2,"annotations":{"k":"v"}})";
  Json index = WithEntry(Json::parse(text), Entry("v1", "a"));
  EXPECT_EQ(index["manifests"].back(), Entry("v1", "a"));
  index["manifests"].erase(2);
  EXPECT_EQ(index.dump(), text);
}

TEST(IndexTest, WhatIsNone) {
  for (const char* const text : {"[]", "{}", R"({"manifests":{}})", R"({"manifests":[5]})"}) {
    EXPECT_FALSE(IsIndex(Json::parse(text))) << text;
  }
  EXPECT_TRUE(IsIndex(NewIndex()));
}

}  // namespace pyvenv::index_test
