#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "elf/elf_facts.h"
#include "elf/script.h"
#include "inspect/facts_reader.h"
#include "inspect/layer_union.h"

namespace pyvenv {

/// An ELF file of a union that Linux could run or load: an executable or a shared object for one of
/// its processors.
struct Object {
  LayerUnion::Node node = LayerUnion::kRoot;
  ElfFacts facts;

  /// The directories that `$ORIGIN` may stand for. See ObjectsOf.
  std::vector<LayerUnion::Node> origins;
};

struct Script {
  LayerUnion::Node node = LayerUnion::kRoot;
  ScriptFacts facts;
};

/// What of a union can be run or loaded, in the order of its layers and their facts.
struct Objects {
  std::vector<Object> objects;
  std::vector<Object> malformed;  ///< ELF files with a fault; no others have one
  std::vector<Script> scripts;

  /// What Python is made for, or if no layer holds one what most objects are; empty if that is
  /// undecided.
  std::optional<ElfMachine> machine;
};

/// The facts of one layer.
struct LayerFacts {
  std::string facts;                ///< path of the file, see ForEachFacts; empty for none
  std::span<const FileFacts> read;  ///< what has been read already
  bool is_interpreter = false;      ///< whether it is the interpreter's layer
};

/// Reads the facts of all layers, bottom to top. Files that an upper layer replaces do not count.
///
/// The dynamic linker takes for `$ORIGIN` the directory of the path by which a library was opened,
/// and does not follow a link at its end (glibc, elf/dl-object.c); links on the way there the
/// kernel follows when "$ORIGIN/.." is opened. So a library has an origin for the directory it lies
/// in, and one for that of each link to it. Of a program the kernel tells the path
/// (/proc/self/exe), in which no link is left: it has only the first.
Objects ObjectsOf(const LayerUnion& layer_union, std::span<const LayerFacts> layers);

}  // namespace pyvenv
