#include "sandbox/expectations.h"

#include <algorithm>
#include <string_view>

#include "base/path.h"
#include "base/quoted.h"
#include "base/text_file.h"

namespace pyvenv {
namespace {

std::string LineAt(std::string_view text, size_t start) {
  if (start >= text.size()) return "the end";
  return Quoted(Printable(text.substr(start, text.find('\n', start) - start)));
}

std::string DifferenceFrom(const std::string& file, std::string_view expected,
                           std::string_view actual) {
  const auto [end, ignored] =
      std::mismatch(expected.begin(), expected.end(), actual.begin(), actual.end());
  const auto same = expected.substr(0, static_cast<size_t>(end - expected.begin()));
  const auto line = std::count(same.begin(), same.end(), '\n') + 1;
  const size_t start = same.rfind('\n') + 1;  // 0 without a line end
  return "standard output is not that of " + file + ": line " + std::to_string(line) + ": " +
         LineAt(actual, start) + ", expected " + LineAt(expected, start);
}

}  // namespace

std::vector<std::string> Failures(const Expectations& expectations, const ProcessEnd& end) {
  std::vector<std::string> failures;
  if (end.is_late) {
    failures.emplace_back("it did not end in time and was killed");
  } else if (end.status != expectations.status) {
    failures.push_back("exit status " + std::to_string(end.status) + ", expected " +
                       std::to_string(expectations.status));
  }
  if (end.is_cut) {
    failures.push_back("it printed more than the " + std::to_string(kMostKept >> 20U) +
                       " MiB that can be looked at");
    return failures;
  }
  if (expectations.output) {
    const std::string expected = ReadTextFile(*expectations.output);
    if (expected != end.out) {
      failures.push_back(DifferenceFrom(*expectations.output, expected, end.out));
    }
  }
  for (const std::string& text : expectations.texts) {
    if (end.out.find(text) == std::string::npos) {
      failures.push_back("standard output lacks " + Quoted(Printable(text)));
    }
  }
  return failures;
}

}  // namespace pyvenv
