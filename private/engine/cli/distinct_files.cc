#include "cli/distinct_files.h"

#include <filesystem>
#include <system_error>

#include "cli/command.h"

namespace pyvenv {
namespace {

bool IsSameFile(const std::string& a, const std::string& b) {
  std::error_code not_there;
  return a == b || std::filesystem::equivalent(a, b, not_there);
}

}  // namespace

void CheckDistinct(std::span<const std::string> outputs, std::span<const std::string> inputs) {
  const auto check = [](const std::string& output, std::span<const std::string> others) {
    for (const std::string& other : others) {
      if (!output.empty() && IsSameFile(output, other)) {
        throw UsageError(output, "two flags name this file");
      }
    }
  };
  for (size_t i = 0; i < outputs.size(); ++i) {
    check(outputs[i], outputs.subspan(i + 1));
    check(outputs[i], inputs);
  }
}

}  // namespace pyvenv
