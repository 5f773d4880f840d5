#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>

#include "base/error.h"
#include "base/json_fields.h"

namespace pyvenv {

/// Calls `read`. What it throws as JsonFault is an Error that names the line of a file, counted
/// from 1.
template <typename Read>
void ReadJsonLine(const std::string& path, uint32_t number, Read read) {
  try {
    read();
  } catch (const JsonFault& fault) {
    throw Error("malformed line", path + ":" + std::to_string(number), fault.cause);
  }
}

/// Calls `take` with the fields of each line of a file of JSON Lines, an object a line. What is no
/// object, and what `take` throws as JsonFault, is an Error that names the line.
void ForEachJsonLine(const std::string& path,
                     const std::function<void(std::span<const JsonField>)>& take);

}  // namespace pyvenv
