#pragma once

#include <set>
#include <vector>

#include "report/contents.h"

namespace pyvenv {

using LayerNumbers = std::set<LayerUnion::Layer>;

/// Which layers have other bytes, and so another digest to push, after a change.
struct Pushes {
  std::vector<LayerNumbers> of_component;  ///< after another version of a component, by its index
  LayerNumbers of_app_edit;                ///< after an edit of the application's own files
};

/// A layer changes with a component if it holds a file of it, or a link that names its
/// `<name>-<version>.dist-info`, as those of a virtual environment do. The application is what the
/// main repository holds; where there is none, the uppermost layer.
Pushes FindPushes(const Contents& contents);

}  // namespace pyvenv
