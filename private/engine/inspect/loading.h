#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "elf/machine.h"
#include "inspect/base_image.h"
#include "inspect/layer_union.h"
#include "inspect/objects.h"

namespace pyvenv {

/// What keeps files of a union from being run or loaded, each kind in the order of `Objects`.
struct LoadingFaults {
  /// An object for another machine.
  struct Foreign {
    LayerUnion::Node node = LayerUnion::kRoot;
    ElfMachine machine;

    /// An extension module of Python, and no other beside it stands for the same module.
    bool is_lost_module = false;
  };

  /// A library, and the objects that need it and do not find it: the first, and how many more.
  struct Library {
    std::string name;
    LayerUnion::Node object = LayerUnion::kRoot;
    size_t others = 0;
    std::optional<LayerUnion::Node> elsewhere;  ///< where it is, off the search paths
  };

  /// The interpreter of scripts, or the dynamic linker of programs, and the first such file.
  struct Interpreter {
    std::string path;
    LayerUnion::Node file = LayerUnion::kRoot;
    size_t others = 0;

    /// They are modules of Python (`*.py`), which are imported, and hardly ever run.
    bool are_modules = false;
  };

  struct Malformed {
    LayerUnion::Node node = LayerUnion::kRoot;
    std::string fault;
  };

  ElfMachine machine;  ///< what the layers are for
  std::vector<Foreign> foreign;
  std::vector<Library> libraries;
  std::vector<Interpreter> interpreters;
  std::vector<Malformed> malformed;
};

LoadingFaults FindLoadingFaults(const LayerUnion& layer_union, const Objects& objects,
                                const BaseImage& base);

}  // namespace pyvenv
