#pragma once

#include <cstdint>
#include <span>
#include <string>

namespace pyvenv {

/// One layer of a report.
struct LayerSummary {
  std::string name;
  uint64_t files = 0;
  uint64_t links = 0;
  uint64_t directories = 0;
  uint64_t content = 0;  ///< bytes in files
  uint64_t size = 0;     ///< bytes of the layer
  std::string digest;    ///< of the layer, "sha256:…"
};

/// Sums up a layer from its listing and its descriptor (see PackLayer). Throws Error for files of
/// another form.
LayerSummary Summarize(std::string name, const std::string& listing, const std::string& descriptor);

/// A table for a person: a line a layer, bottom to top, then their sum.
std::string ReportTable(std::span<const LayerSummary> layers);

}  // namespace pyvenv
