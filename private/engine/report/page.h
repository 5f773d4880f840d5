#pragma once

#include <string_view>

#include "base/byte_sink.h"
#include "report/contents.h"

namespace pyvenv {

/// Writes a report as one page of HTML that needs nothing else, no network either. Equal contents
/// give equal bytes. `title`: what the layers are of; `previous`: a build to compare with, or null.
void WritePage(std::string_view title, const Contents& contents, const Contents* previous,
               ByteSink& sink);

}  // namespace pyvenv
