#pragma once

#include <nlohmann/json.hpp>

namespace pyvenv {

/// An image index (image-spec, "Image Index") with nothing in it.
nlohmann::ordered_json NewIndex();

/// Whether this is an index, as far as it matters to one who adds to it.
bool IsIndex(const nlohmann::ordered_json& document);

/// `index` with one entry more, in place of those that have its tag. All else stays as it is, what
/// nobody here knows included.
nlohmann::ordered_json WithEntry(nlohmann::ordered_json index, const nlohmann::ordered_json& entry);

}  // namespace pyvenv
