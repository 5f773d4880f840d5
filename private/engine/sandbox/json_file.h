#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>

namespace pyvenv {

/// The JSON that a file holds. Throws Error where it is none.
nlohmann::json ReadJsonFile(const std::string& path);

}  // namespace pyvenv
