#include "base/quantity.h"

#include <array>
#include <cstdio>

namespace pyvenv {
namespace {

constexpr std::array<const char*, 6> kUnits = {"kB", "MB", "GB", "TB", "PB", "EB"};

// What one digit more or less decides is rounded first: 9.96 is "10", not "10.0".
constexpr double kSmallestWithoutFraction = 9.95;
constexpr double kSmallestOfNextUnit = 999.5;

}  // namespace

std::string Counted(uint64_t count, std::string_view noun) {
  std::string text = std::to_string(count) + " " + std::string(noun);
  if (count == 1) return text;
  if (noun.ends_with('y')) {
    text.back() = 'i';
    return text + "es";
  }
  return text + "s";
}

std::string ByteQuantity(uint64_t bytes) {
  if (bytes < 1000) return Counted(bytes, "byte");
  double value = static_cast<double>(bytes) / 1000;
  size_t unit = 0;
  while (value >= kSmallestOfNextUnit) {
    value /= 1000;
    ++unit;
  }
  std::array<char, 16> text{};
  const char* const format = value < kSmallestWithoutFraction ? "%.1f %s" : "%.0f %s";
  std::snprintf(text.data(), text.size(), format, value, kUnits[unit]);
  return text.data();
}

}  // namespace pyvenv
