#pragma once

#include <span>
#include <string>

#include "report/contents.h"

namespace pyvenv {

/// A table for a person: a line a layer, bottom to top, then their sum.
std::string ReportTable(std::span<const LayerSummary> layers);

}  // namespace pyvenv
