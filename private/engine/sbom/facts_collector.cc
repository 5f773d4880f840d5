#include "sbom/facts_collector.h"

#include <utility>

#include "base/error.h"
#include "sbom/software.h"

namespace pyvenv {

void FactsCollector::Write(std::string_view bytes) {
  for (size_t end = bytes.find('\n'); end != std::string_view::npos; end = bytes.find('\n')) {
    AddLine(line_.append(bytes.substr(0, end)));
    line_.clear();
    bytes.remove_prefix(end + 1);
  }
  line_ += bytes;
}

void FactsCollector::AddLine(std::string_view line) {
  try {
    FileFacts facts = ParseFacts(parser_.Parse(line));
    if (IsAboutSoftware(facts)) facts_.push_back(std::move(facts));
  } catch (const JsonFault& fault) {
    throw Error("malformed line", "facts", fault.cause);
  }
}

}  // namespace pyvenv
