#include "base/json_lines.h"

#include <gtest/gtest.h>

#include <span>
#include <string>
#include <string_view>

#include "testing/temp_dir.h"

namespace pyvenv::json_lines_test {

// The values of "a", up to one that is refused.
std::string Values(const std::string& content) {
  const testing::TempDir temp;
  std::string values;
  try {
    ForEachJsonLine(temp.Write("lines", content), [&](std::span<const JsonField> fields) {
      const std::string_view value = TextOf(fields, "a");
      if (value.empty()) throw JsonFault{"no value"};
      values += value;
    });
  } catch (const Error& error) {
    const std::string_view text = error.what();
    values += text.substr(text.rfind('/'));
  }
  return values;
}

TEST(JsonLinesTest, FaultsNameTheLine) {
  EXPECT_EQ(Values(""), "");
  EXPECT_EQ(Values("{\"a\":\"x\"}\n{\"a\":\"y\"}"), "xy");
  EXPECT_EQ(Values("{\"a\":\"x\"}\n[]\n"), "x/lines:2: not a JSON object");
  EXPECT_EQ(Values("{\"a\":\"x\"}\n{\"a\":\"y\"}\n{}\n"), "xy/lines:3: no value");
}

}  // namespace pyvenv::json_lines_test
