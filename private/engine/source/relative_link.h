#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace pyvenv {

/// The text of a link at `link` that leads to `target`; both are paths below the same directory,
/// in normal form.
std::string RelativeLink(std::string_view link, std::string_view target);

/// `path` in normal form, by its text alone: without "." and empty components, and with ".." taken
/// as the directory above. Nothing if it leads above where it begins. An absolute path stays one.
std::optional<std::string> NormalPath(std::string_view path);

/// Where the relative text of a link at `link` leads, by texts alone, below the directory that
/// `link` is relative to; nothing if out of it, or if the text is absolute.
std::optional<std::string> ResolveLink(std::string_view link, std::string_view text);

}  // namespace pyvenv
