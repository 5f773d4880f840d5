#pragma once

#include <string>
#include <string_view>

namespace pyvenv {

/// Appends one record of a pax extended header, "<length> <key>=<value>\n", to `records`.
///
/// The length is decimal and counts the whole record, its own digits included. (POSIX.1-2017, pax,
/// "pax Extended Header".) `value` may hold any byte.
void AppendPaxRecord(std::string_view key, std::string_view value, std::string* records);

}  // namespace pyvenv
