#pragma once

#include <vector>

#include "report/contents.h"

namespace pyvenv {

/// A file or link that is not as it was in the previous build. One of the two is null where it is
/// new, or gone.
struct Change {
  const ReportedEntry* before = nullptr;
  const ReportedEntry* after = nullptr;
};

/// What became of a path.
enum class ChangeKind { kAdded, kRemoved, kChanged, kMoved };

/// A path with another content, or other attributes, is changed; one that only went to a layer of
/// another name is moved.
ChangeKind KindOf(const Change& change);

/// The changes from one build to the next: those of the new build's paths in their order, then what
/// is gone. Of a path in two layers the upper one counts, as in an image.
std::vector<Change> Compare(const Contents& before, const Contents& after);

}  // namespace pyvenv
