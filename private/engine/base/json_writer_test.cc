#include "base/json_writer.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace pyvenv::json_writer_test {

std::string Quoted(std::string_view bytes) {
  JsonWriter json;
  json.Text(bytes);
  return json.Take();
}

TEST(JsonWriterTest, TextsAreEscapedAsJsonWants) {
  EXPECT_EQ(Quoted(""), R"("")");
  EXPECT_EQ(Quoted("a/b \xc3\xa4 \xf0\x9f\x90\x8d"), "\"a/b \xc3\xa4 \xf0\x9f\x90\x8d\"");
  EXPECT_EQ(Quoted("\"\\\n\t"), R"("\"\\\n\t")");
  EXPECT_EQ(Quoted(std::string_view("\0\x1f", 2)), R"("\u0000\u001F")");
}

TEST(JsonWriterTest, NothingEndsAScript) {
  EXPECT_EQ(Quoted("</script><!--"), R"("\u003c/script>\u003c!--")");
}

TEST(JsonWriterTest, OtherBytesAsInListings) {
  EXPECT_EQ(Quoted("a\xff\xc3"), R"("a\\377\\303")");
}

TEST(JsonWriterTest, ObjectsAndArrays) {
  JsonWriter json;
  json.Open('{').Key("a").Open('[').Close(']').Key("b").Open('[').Number(1).Number(-2).Null();
  json.Text("x").Close(']').Key("c").Open('{').Key("d").Null().Close('}').Key("{").Text("[");
  json.Array("e", std::vector<int>{1, 2}, [&](int number) { json.Number(number); });
  json.Close('}');
  EXPECT_EQ(json.Take(), R"({"a":[],"b":[1,-2,null,"x"],"c":{"d":null},"{":"[","e":[1,2]})");
}

}  // namespace pyvenv::json_writer_test
