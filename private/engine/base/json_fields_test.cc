#include "base/json_fields.h"

#include <gtest/gtest.h>

#include <string>

namespace pyvenv::json_fields_test {

std::string FaultOf(std::string_view text) {
  JsonParser parser;
  try {
    (void)parser.Parse(text);
  } catch (const JsonFault& fault) {
    return fault.cause;
  }
  return {};
}

TEST(JsonParserTest, EveryKind) {
  JsonParser parser;
  const auto fields = parser.Parse(
      R"({"s": "a\u00e9\n", "n": 18446744073709551615, "t": true, "f": false, "a": ["x", 1, [2], {"b": 3}, "y"], "e": [],)"
      R"( "o": {"k": [1]}, "z": null, "m": -1, "d": 1.5, "s": ""})");
  ASSERT_EQ(fields.size(), 11U);
  EXPECT_EQ(fields[0].key, "s");
  EXPECT_EQ(fields[0].value.kind, JsonKind::kString);
  EXPECT_EQ(fields[0].value.text, "a\xc3\xa9\n");
  EXPECT_EQ(fields[1].value.kind, JsonKind::kNumber);
  EXPECT_EQ(fields[1].value.number, UINT64_MAX);
  EXPECT_EQ(fields[2].value.kind, JsonKind::kBool);
  EXPECT_TRUE(fields[2].value.flag);
  EXPECT_FALSE(fields[3].value.flag);
  const std::vector<JsonValue>& items = fields[4].value.items;
  ASSERT_EQ(items.size(), 5U);
  EXPECT_EQ(items[0].text, "x");
  EXPECT_EQ(items[1].number, 1U);
  EXPECT_EQ(items[2].kind, JsonKind::kOther);
  EXPECT_TRUE(items[2].items.empty());
  EXPECT_EQ(items[3].kind, JsonKind::kOther);
  EXPECT_EQ(items[4].text, "y");
  EXPECT_EQ(fields[5].value.kind, JsonKind::kArray);
  EXPECT_TRUE(fields[5].value.items.empty());
  for (size_t other = 6; other < 10; ++other) {
    EXPECT_EQ(fields[other].value.kind, JsonKind::kOther) << fields[other].key;
  }
  EXPECT_EQ(fields[10].key, "s");
  EXPECT_EQ(TextOf(fields, "s"), "a\xc3\xa9\n");
  EXPECT_EQ(TextOf(fields, "n"), "");
  EXPECT_EQ(TextOf(fields, "none"), "");
}

TEST(JsonParserTest, EmptyObject) {
  JsonParser parser;
  EXPECT_TRUE(parser.Parse("{}").empty());
  EXPECT_TRUE(parser.Parse(" { } ").empty());
}

TEST(JsonParserTest, NoObject) {
  for (const char* text : {"[]", "3", "\"s\"", "null", R"([{"a": 1}])"}) {
    EXPECT_EQ(FaultOf(text), "not a JSON object") << text;
  }
  EXPECT_NE(FaultOf(""), "");
  EXPECT_NE(FaultOf("{} x"), "");
  EXPECT_NE(FaultOf("{}{}"), "");
  EXPECT_NE(FaultOf(R"({"a": 1,})"), "");
  EXPECT_NE(FaultOf("{\"a\": \"\n\"}"), "");
  EXPECT_EQ(FaultOf(std::string_view("{}\0x", 4)), "a NUL byte");
}

// RapidJSON reads the bytes that the first one of a sequence promises, whatever they are.
TEST(JsonParserTest, TextThatEndsInASequence) {
  for (const char* bytes : {"\xc3", "\xe2", "\xe2\x82", "\xf0", "\xf0\x9f", "\xf0\x9f\x90"}) {
    EXPECT_NE(FaultOf(std::string("\"") + bytes), "") << bytes;
    EXPECT_NE(FaultOf(std::string(R"({"a": ")") + bytes), "") << bytes;
  }
}

// RFC 3629: no stray bytes, no overlong forms, no surrogates.
TEST(JsonParserTest, OnlyUtf8) {
  for (const char* bytes : {"\xff", "\xc3", "\xc0\xaf", "\xed\xa0\x80", "\xf5\x80\x80\x80",
                            "\\ud800", "\\udc0d", "\\udc0d\\ud83d"}) {
    EXPECT_NE(FaultOf(std::string(R"({"a": ")") + bytes + "\"}"), "") << bytes;
  }
  EXPECT_EQ(FaultOf("{\"a\": \"\xc3\xa9\xf0\x9f\x90\x8d\"}"), "");
}

TEST(JsonParserTest, DepthCostsNoStack) {
  constexpr size_t kDepth = 1'000'000;
  JsonParser parser;
  const auto fields =
      parser.Parse("{\"a\": " + std::string(kDepth, '[') + std::string(kDepth, ']') + "}");
  ASSERT_EQ(fields.size(), 1U);
  EXPECT_EQ(fields[0].value.items.size(), 1U);
  EXPECT_NE(FaultOf("{\"a\": " + std::string(kDepth, '[')), "");
}

}  // namespace pyvenv::json_fields_test
