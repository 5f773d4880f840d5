#pragma once

#include <string>

#include "diff/layer_diff.h"

namespace pyvenv {

/// What changed, as JSON, in one line. Keys that do not apply are left out:
///
///   {"equal": bool,
///    "other_order": bool,             layers that both have are in another order
///    "layers": [{                     those of the new build bottom to top, then what is gone
///      "name": str,
///      "status": "same" | "changed" | "new" | "gone",
///      "differences": [str],          all kinds in it, see DifferenceNames; [] for "same"
///      "reason": str,                 why it is not the same, a sentence for a person
///      "before", "after": {"name": str, "digest": str, "diffID": str, "size": int,
///                          "compression": str, "encoder": str},
///      "parts": [{"kind": "distribution" | "python" | "repository" | "other", "name": str,
///                 "before", "after": [version], "other_layer": str,
///                 "added", "removed", "changed": int, "bytes": int}],   files, see ChangeCounts
///      "changes": [{"path": str, "differences": [str],
///                   "before", "after": {"type": "file" | "link" | "directory" |
///                                               "special file",
///                                       "mode": "0755", "uid", "gid", "mtime": int, "size": int,
///                                       "sha256": str, "link": str, "hard_link": str}}]}]}
///
/// Bytes of a text that are no UTF-8 stand as U+FFFD.
std::string DiffJson(const BuildDiff& diff);

}  // namespace pyvenv
