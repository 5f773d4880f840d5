#include "cli/distinct_files.h"

#include <sys/stat.h>

#include "base/file.h"
#include "cli/command.h"

namespace pyvenv {
namespace {

bool NameOneFile(const std::string& a, const std::string& b) {
  if (a == b) return true;
  struct stat first {};
  struct stat second {};
  return ::stat(a.c_str(), &first) == 0 && ::stat(b.c_str(), &second) == 0 &&
         IsSameFile(first, second);
}

}  // namespace

void CheckDistinct(std::span<const std::string> outputs, std::span<const std::string> inputs) {
  const auto check = [](const std::string& output, std::span<const std::string> others) {
    for (const std::string& other : others) {
      if (!output.empty() && NameOneFile(output, other)) {
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
