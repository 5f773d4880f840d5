#include "source/pyvenv_cfg.h"

#include <filesystem>
#include <system_error>

#include "base/path.h"
#include "base/trimmed.h"
#include "source/lines.h"

namespace pyvenv {

bool IsVirtualEnvironment(const std::string& directory) {
  std::error_code fault;
  return std::filesystem::is_regular_file(JoinPath(directory, kPyvenvCfg), fault);
}

std::string WithCfgValues(
    std::string_view text,
    const std::function<std::string(std::string_view key, std::string_view value)>& replace) {
  std::string result;
  for (const std::string_view line : Lines(text)) {
    const size_t equals = line.find('=');
    const std::string_view value =
        Trimmed(equals == std::string_view::npos ? std::string_view() : line.substr(equals + 1));
    if (value.empty()) {
      result += line;
      continue;
    }
    const auto start = static_cast<size_t>(value.data() - line.data());
    result += line.substr(0, start);
    result += replace(Trimmed(line.substr(0, equals)), value);
    result += line.substr(start + value.size());
  }
  return result;
}

std::string CfgValue(std::string_view text, std::string_view key) {
  std::string result;
  WithCfgValues(text, [&](std::string_view found, std::string_view value) {
    if (found == key) result = value;
    return std::string(value);
  });
  return result;
}

}  // namespace pyvenv
