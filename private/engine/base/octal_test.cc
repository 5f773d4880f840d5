#include "base/octal.h"

#include <gtest/gtest.h>

namespace pyvenv::octal_test {

TEST(OctalTest, ThreeDigitsWhateverTheByte) {
  std::string text = "a";
  for (const char byte : {'\0', '\n', ' ', '\x7f', '\xff'}) AppendOctal(byte, &text);
  EXPECT_EQ(text, "a\\000\\012\\040\\177\\377");
}

}  // namespace pyvenv::octal_test
