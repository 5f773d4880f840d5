#pragma once

#include <functional>
#include <string>
#include <string_view>

namespace pyvenv {

/// The name of the file that makes a directory a virtual environment (PEP 405).
constexpr std::string_view kPyvenvCfg = "pyvenv.cfg";

/// Whether a directory is a virtual environment.
bool IsVirtualEnvironment(const std::string& directory);

/// The value of a key in the text of a pyvenv.cfg, "key = value" a line; empty for none.
std::string CfgValue(std::string_view text, std::string_view key);

/// The text with each value replaced by what `replace` makes of it. Other lines stay.
std::string WithCfgValues(
    std::string_view text,
    const std::function<std::string(std::string_view key, std::string_view value)>& replace);

}  // namespace pyvenv
