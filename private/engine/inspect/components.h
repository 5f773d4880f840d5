#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "inspect/layer_union.h"

namespace pyvenv {

enum class ComponentKind { kDistribution, kPython, kRepository, kOther };

/// A part of the union that comes, and is updated, as a whole.
struct Component {
  ComponentKind kind = ComponentKind::kOther;
  std::string name;     ///< of a distribution, normalised; of a repository, its directory
  std::string version;  ///< of a distribution, if known; of a Python, such as "3.11"

  bool operator==(const Component&) const = default;
};

/// The repository that Bzlmod calls the main one.
constexpr std::string_view kMainRepository = "_main";

/// Which component each path of a union belongs to.
struct Components {
  using Index = uint32_t;

  std::vector<Component> list;  ///< in the order of their first paths; some may hold no file
  std::vector<Index> of;        ///< by node

  [[nodiscard]] const Component& At(LayerUnion::Node node) const { return list[of[node]]; }
};

/// Tells components by paths alone, for a listing has no more:
/// - A directory with `lib/python3.11/os.py` is a Python, and so are its own pip, setuptools and
///   wheel.
/// - Below a runfiles directory (called `*.runfiles`, or with a file `_repo_mapping`), each
///   directory is a repository. One with a single `site-packages/<name>-<version>.dist-info` is
///   that distribution, with all that it holds.
/// - Where several distributions share a `site-packages`, as in a virtual environment, what is in
///   it belongs to the distribution of the same name, be it at the top (`numpy`, `numpy.libs`) or
///   below namespace packages (`google/cloud/storage`). A package of any other name, for which only
///   RECORD files would tell, is a distribution of that name, without a version.
/// - The rest is the virtual environment (a directory with `pyvenv.cfg`), or no component's,
///   which is kOther.
Components FindComponents(const LayerUnion& layers);

}  // namespace pyvenv
