#pragma once

#include <functional>
#include <span>
#include <string>

#include "base/json_fields.h"

namespace pyvenv {

/// Calls `take` with the fields of each line of a file of JSON Lines, an object a line. What is no
/// object, and what `take` throws as JsonFault, is an Error that names the line.
void ForEachJsonLine(const std::string& path,
                     const std::function<void(std::span<const JsonField>)>& take);

}  // namespace pyvenv
