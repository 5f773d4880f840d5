#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "layers/layer_set.h"
#include "layers/platform.h"

namespace pyvenv {

/// The image that another is built on.
// Moving JSON checks an invariant, which throws nothing.
struct BaseLayers {    // NOLINT(bugprone-exception-escape)
  std::string digest;  ///< of its manifest; empty: there is no base
  Platform platform;
  nlohmann::ordered_json config;                    ///< the whole image configuration
  std::vector<nlohmann::ordered_json> descriptors;  ///< of its layers, as a manifest has them
  std::vector<LayerSource> layers;                  ///< the same layers, bottom to top
};

/// Reads `DIRECTORY` or `DIRECTORY:SELECTOR` (see ImageWord), of several images that for
/// `platform`. Manifest and config have the digests by which they are referred to; layers are not
/// read. Media types of Docker's image manifest, version 2, schema 2, become OCI's, which stand for
/// the same bytes. Throws Error where there is no such image, or one for another platform.
BaseLayers ReadBase(const std::string& word, const Platform& platform);

}  // namespace pyvenv
