#pragma once

#include <cstdint>

#include "tree/declaration.h"
#include "tree/link_rule.h"
#include "tree/tree.h"

namespace pyvenv {

/// Adds the entries of one declaration to a tree. What the disk has to say about its source is
/// asked here, except for the content of files. `line`: where in the manifest it stands. Throws
/// Error, with that origin.
void AddDeclaration(const Declaration& declaration, uint32_t line, const LinkRule& rule,
                    Tree* tree);

/// The same for what comes from no manifest, so that errors have no origin; of any type but
/// kFileOrRawLink, which needs to know of the whole action.
void AddDeclaration(const Declaration& declaration, Tree* tree);

}  // namespace pyvenv
