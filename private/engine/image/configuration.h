#pragma once

#include <cstdint>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "image/base_layers.h"
#include "layers/platform.h"
#include "pack/descriptor.h"
#include "source/source_tree.h"
#include "source/variables.h"

namespace pyvenv {

/// A layer of ours, and what it is called.
struct NamedLayer {
  std::string name;
  LayerDescriptor descriptor;
};

/// What an image is to be, beside its layers.
struct ImageWishes {
  Platform platform;
  uint64_t created = 0;  ///< seconds since 1970, at most kLatestTime
  StartConfig start;
  std::string user;               ///< empty: the base's
  std::string working_directory;  ///< empty: that of `start`
  Variables variables;
  std::vector<std::string> arguments;  ///< Cmd; none: the image has none
  std::map<std::string, std::string> labels;
  std::map<std::string, std::string> annotations;  ///< of the manifest
};

/// The configuration of an image (image-spec, "Image Configuration") with these layers over the
/// base's, which it inherits what the specification knows from, as a Dockerfile's FROM does:
/// variables and labels are merged; the entry point is ours and takes the base's arguments away;
/// all else, such as user, ports and volumes, stays the base's unless the wishes say something.
/// Triggers (OnBuild) were for other builds. A layer of the base that its history is silent about
/// gets an entry there, since ours must not be taken for it.
nlohmann::ordered_json MakeConfiguration(const BaseLayers& base,
                                         const std::vector<NamedLayer>& layers,
                                         const ImageWishes& wishes);

/// The manifest (image-spec, "Image Manifest") of that image. Our layers have their names as their
/// titles, and the manifest has the base's digest (image-spec, "Annotations").
nlohmann::ordered_json MakeManifest(const nlohmann::ordered_json& config, const BaseLayers& base,
                                    const std::vector<NamedLayer>& layers,
                                    const ImageWishes& wishes);

/// Its entry in the index of a layout.
nlohmann::ordered_json MakeIndexEntry(nlohmann::ordered_json manifest, const std::string& tag,
                                      const Platform& platform);

}  // namespace pyvenv
