#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "layers/descriptor.h"

namespace pyvenv {

/// One layer, and the files that tell of it.
struct LayerSource {
  std::string name;           ///< "external"; of a layer that has no name "layer 3"
  bool is_named = false;      ///< whether the name is more than a number
  std::string tar;            ///< path; empty if there is none
  std::string listing;        ///< path; empty if there is none
  std::string manifest;       ///< path of the rule's manifest; empty if there is none
  std::string facts;          ///< path of the facts of its files; empty if there are none
  bool is_tar_meant = false;  ///< the user named the tar: it is read even where a listing is
  std::optional<Descriptor> descriptor;

  [[nodiscard]] const std::string& file() const { return tar.empty() ? listing : tar; }
};

/// The layers that a user names.
struct LayerSet {
  std::vector<LayerSource> layers;  ///< bottom to top, as far as that is known
  bool is_ordered = false;          ///< whether it is
  bool is_image = false;  ///< they are a whole image, in which layers may replace and remove files
};

/// Finds the layers that the words on a command line name. Each is
///  - a tar, plain or compressed (`app.main.tar.zst`), or a listing (`app.main.mtree`). A
///    descriptor beside it (`app.main.json`) is read, and a listing and a tar of one layer are one;
///  - a descriptor (`app.main.json`) of a layer that another word names;
///  - a directory with the layers of a build, as Bazel's output directories are. Their order is not
///    known; here it is `interpreter`, the others by name, `external`, `main`;
///  - a directory with an image (OCI image-spec, "Image Layout"). If it has several, the word is
///    `DIRECTORY:IMAGE`, with the image's reference name, platform (`linux/arm64`) or digest.
///
/// Names come from those of the files (see SplitStems): `main` of `app.main`; the whole, if two
/// layers would be called the same otherwise. Throws Error where nothing is found.
LayerSet FindLayers(std::span<const std::string> words);

}  // namespace pyvenv
