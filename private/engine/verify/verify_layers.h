#pragma once

#include "base/progress.h"
#include "inspect/verify.h"
#include "layers/layer_set.h"

namespace pyvenv {

/// Verifies layers that anyone made: whether they are one sound tree, see VerifyUnion, and, where
/// their tars are there, whether these are what is said of them:
///
///   error    a tar of another digest, size, diffID or compression than its descriptor says
///   error    a member that is not as the listing beside the tar says
///   error    a tar or a listing that cannot be read to its end
///   error    a path with "..", or one that is too long for Linux; a link without a text
///   error    a hard link to what is no earlier member of its layer
///   warning  an absolute path: extractors make it relative, or refuse it
///   warning  a device, pipe or socket; in an image a note
///
/// Of one kind and severity no more than 1000 are told a layer. In an image whiteouts remove what
/// lies below. A layer without a tar is read from its listing and the facts beside it; of a tar the
/// facts are found in its files. `progress` may be null. Throws Error for `inputs`.
Verification VerifyLayers(const LayerSet& set, const VerificationInputs& inputs,
                          Progress* progress);

/// A verification as JSON, in one line:
///
///   {"layers", "paths", "links", "errors", "warnings", "notes": int,
///    "findings": [{"severity": "error" | "warning" | "note", "kind": str, "text": str,
///                  "path": str, "layer": str}]}      the last two where it is about one
///
/// Bytes of a text that are no UTF-8 stand as U+FFFD.
std::string VerificationJson(const Verification& verification);

}  // namespace pyvenv
