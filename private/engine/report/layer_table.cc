#include "report/layer_table.h"

#include <algorithm>
#include <array>
#include <cstdio>

#include "base/quantity.h"

namespace pyvenv {
namespace {

LayerSummary Sum(std::span<const LayerSummary> layers) {
  LayerSummary sum;
  sum.name = Counted(layers.size(), "layer");
  for (const LayerSummary& layer : layers) {
    sum.files += layer.files;
    sum.links += layer.links;
    sum.directories += layer.directories;
    sum.content += layer.content;
    sum.size += layer.size;
  }
  return sum;
}

std::string Row(const LayerSummary& layer, size_t name_width) {
  std::array<char, 160> numbers{};
  std::snprintf(
      numbers.data(), numbers.size(), " %9llu %9llu %9llu %15llu %15llu",
      static_cast<unsigned long long>(layer.files), static_cast<unsigned long long>(layer.links),
      static_cast<unsigned long long>(layer.directories),
      static_cast<unsigned long long>(layer.content), static_cast<unsigned long long>(layer.size));
  std::string row = layer.name;
  row.resize(std::max(row.size(), name_width), ' ');
  row += numbers.data();
  if (!layer.digest.empty()) row += "  " + layer.digest;
  return row + "\n";
}

}  // namespace

std::string ReportTable(std::span<const LayerSummary> layers) {
  const LayerSummary sum = Sum(layers);
  size_t width = sum.name.size();
  for (const LayerSummary& layer : layers) width = std::max(width, layer.name.size());
  std::string table = "layer";
  table.resize(width, ' ');
  table += "     files     links      dirs   content bytes     layer bytes  digest\n";
  for (const LayerSummary& layer : layers) table += Row(layer, width);
  return table + Row(sum, width);
}

}  // namespace pyvenv
