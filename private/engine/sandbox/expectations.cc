#include "sandbox/expectations.h"

#include <algorithm>
#include <string_view>

#include "base/path.h"
#include "base/quoted.h"
#include "base/text_file.h"

namespace pyvenv {
namespace {

std::string_view LineAt(std::string_view text, size_t start) {
  return text.substr(start, text.find('\n', start) - start);
}

std::string LineText(std::string_view text, size_t start) {
  return start == text.size() ? "the end" : Quoted(Printable(LineAt(text, start)));
}

std::string DifferenceFrom(const std::string& file, std::string_view expected,
                           std::string_view actual) {
  const auto [end, ignored] =
      std::mismatch(expected.begin(), expected.end(), actual.begin(), actual.end());
  const auto same = expected.substr(0, static_cast<size_t>(end - expected.begin()));
  const auto line = std::count(same.begin(), same.end(), '\n') + 1;
  const size_t start = same.rfind('\n') + 1;  // 0 without a line end
  const std::string difference = "standard output is not that of " + file + ": line " +
                                 std::to_string(line) + ": " + LineText(actual, start);
  // One of them ends where the other has a line end.
  if (start < same.size() && LineAt(actual, start) == LineAt(expected, start)) {
    return difference + (same.size() == actual.size() ? ", which lacks its line end"
                                                      : ", which has a line end, expected none");
  }
  return difference + ", expected " + LineText(expected, start);
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
