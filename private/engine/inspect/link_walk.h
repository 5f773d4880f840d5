#pragma once

#include <cstdint>
#include <string_view>

#include "inspect/layer_union.h"

namespace pyvenv {

/// How following a link ends.
enum class WalkEnd : uint8_t {
  kReached,       ///< at `node`
  kMissing,       ///< `node` is a directory without `name`
  kNoDirectory,   ///< `node` is a file, and the way goes on to `name`
  kLeaves,        ///< up from `node`, the directory that may not be left
  kAbsolute,      ///< at `link`, whose text is absolute: the image has to say where that leads
  kMounted,       ///< in a directory of an image that runtimes mount over, such as /proc
  kTooManyLinks,  ///< in a circle, or through more links than Linux follows
};

struct LinkWalk {
  WalkEnd end = WalkEnd::kReached;
  LayerUnion::Node node = LayerUnion::kRoot;
  LayerUnion::Node link = LayerUnion::kRoot;  ///< whose text the last step came from
  std::string_view name;
};

/// The directory that a link may not lead out of: the topmost one that a layer lists above it (the
/// runfiles root), since nobody knows what an image has beside that, or where it lies. The image's
/// root if there is none, or if the layers are a whole image.
LayerUnion::Node ConfinesOf(const LayerUnion& layers, LayerUnion::Node link);

/// Follows a link as Linux would in the union: name by name, through other links, ".." being the
/// directory that a name was found in, up to 40 links in all (path_resolution(7)). In a whole image
/// an absolute link leads on from the root.
LinkWalk FollowLink(const LayerUnion& layers, LayerUnion::Node link);

/// Follows a relative path from a directory, in the same way.
LinkWalk FollowPath(const LayerUnion& layers, LayerUnion::Node directory, std::string_view path);

}  // namespace pyvenv
