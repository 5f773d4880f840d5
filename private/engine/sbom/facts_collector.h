#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/byte_sink.h"
#include "inspect/facts_reader.h"

namespace pyvenv {

/// Takes the facts of a layer as FactsWriter writes them, for who has no use for a file of them,
/// and keeps those that SoftwareOf wants.
class FactsCollector : public ByteSink {
 public:
  void Write(std::string_view bytes) override;

  [[nodiscard]] const std::vector<FileFacts>& facts() const { return facts_; }

 private:
  void AddLine(std::string_view line);

  std::string line_;  // as far as it has come
  std::vector<FileFacts> facts_;
  JsonParser parser_;
};

}  // namespace pyvenv
