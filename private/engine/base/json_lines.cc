#include "base/json_lines.h"

#include <optional>
#include <string_view>

#include "base/line_reader.h"

namespace pyvenv {

void ForEachJsonLine(const std::string& path,
                     const std::function<void(std::span<const JsonField>)>& take) {
  LineReader lines(path);
  JsonParser parser;
  uint32_t number = 0;
  while (const std::optional<std::string_view> line = lines.Next()) {
    ReadJsonLine(path, ++number, [&] { take(parser.Parse(*line)); });
  }
}

}  // namespace pyvenv
