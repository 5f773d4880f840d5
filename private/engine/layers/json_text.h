#pragma once

#include <cstddef>
#include <nlohmann/json_fwd.hpp>
#include <string>

namespace pyvenv {

/// In bytes: more no registry has to take for a manifest (distribution-spec, "Pushing Manifests").
constexpr size_t kLargestJson = size_t{4} << 20U;

/// Reads a file of JSON. Throws Error for anything else, for one above kLargestJson, and for one of
/// another digest than `digest`, unless that is empty.
nlohmann::json ReadJson(const std::string& path, const std::string& digest = {});

/// The same, with the fields in their order.
nlohmann::ordered_json ReadOrderedJson(const std::string& path);

/// JSON in one line, and in ASCII: names may have signs that turn the direction of writing on a
/// terminal. Bytes that are no UTF-8 stand as U+FFFD.
std::string AsciiOf(const nlohmann::ordered_json& json);

}  // namespace pyvenv
