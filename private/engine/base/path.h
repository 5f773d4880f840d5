#pragma once

#include <string>
#include <string_view>

namespace pyvenv {

/// `bytes` fit for one line of a message on a terminal: control characters, signs that turn the
/// direction of writing, and bytes that are no UTF-8 become octal escapes (`\012`).
std::string Printable(std::string_view bytes);

/// The path of the directory that holds `path`; empty for a path of one component.
std::string_view ParentPath(std::string_view path);

/// The last component of `path`.
std::string_view NameOf(std::string_view path);

/// The path of `name`, which is relative, in `directory`; an empty `directory` leaves it as it is.
std::string JoinPath(std::string_view directory, std::string_view name);

/// Whether `path` lies below `directory`, by their texts alone.
bool IsBelow(std::string_view path, std::string_view directory);

/// Why `path` is not a relative one in normal form, or empty if it is. In that form no component is
/// empty, "." or "..".
std::string_view NormalFormFault(std::string_view path);

/// Why `path` cannot be a path inside a layer, or empty if it can.
///
/// A layer path is relative, in normal form, and has no component that starts with ".wh.", which
/// the OCI image-spec ("Whiteouts") takes for the removal of a file.
std::string_view LayerPathFault(std::string_view path);

}  // namespace pyvenv
