#include "base/json_lines.h"

#include <cstdint>
#include <optional>
#include <string_view>

#include "base/error.h"
#include "base/line_reader.h"

namespace pyvenv {

void ForEachJsonLine(const std::string& path,
                     const std::function<void(std::span<const JsonField>)>& take) {
  LineReader lines(path);
  JsonParser parser;
  uint32_t number = 0;
  while (const std::optional<std::string_view> line = lines.Next()) {
    ++number;
    try {
      take(parser.Parse(*line));
    } catch (const JsonFault& fault) {
      throw Error("malformed line", path + ":" + std::to_string(number), fault.cause);
    }
  }
}

}  // namespace pyvenv
