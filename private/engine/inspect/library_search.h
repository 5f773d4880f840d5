#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "inspect/layer_union.h"
#include "inspect/objects.h"

namespace pyvenv {

/// Something that an object needs and that the dynamic linker does not find in the union.
struct UnfoundLibrary {
  size_t object = 0;      ///< an index
  std::string_view name;  ///< as the object has it

  /// A library of that name in another place. Should something load it first, as some packages take
  /// care of, it serves (glibc compares names with those of what is loaded before it searches).
  std::optional<LayerUnion::Node> elsewhere;
};

/// Looks for everything that objects of one machine need, as the dynamic linker does (ld.so(8),
/// glibc's elf/dl-load.c): by the DT_RUNPATH of the object, or if it has none by its DT_RPATH, that
/// of whatever loads it, and that of any program; an object for another machine is passed over, and
/// a name with a "/" is a path. Of a whole image (LayerUnion::IsImage) the directories that linkers
/// know themselves come last: lib, lib64, usr/lib, usr/lib64, usr/local/lib, and those of
/// architectures in them (*-linux-gnu*, *-linux-musl*). What else /etc/ld.so.conf names is not
/// read.
///
/// Which program loads what, by which path and in which order, is not known. What leads to a
/// library in one case counts as found; so what is reported is found in none. Parts of a search
/// path that are relative to the working directory lead nowhere, and neither do those with `$LIB`
/// or `$PLATFORM`, whose meaning is the image's.
///
/// The order is that of the objects and of what they need. `objects` must outlive the answer.
std::vector<UnfoundLibrary> UnfoundLibraries(const LayerUnion& layer_union,
                                             std::span<const Object* const> objects);

}  // namespace pyvenv
