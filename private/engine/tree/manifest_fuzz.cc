// A fuzz target (tests/fuzz): a manifest, and the order and the conflicts of what it
// declares. The disk is not asked: each declaration becomes an entry as if its source were there.

#include <cstdlib>
#include <string>
#include <string_view>

#include "base/error.h"
#include "base/path.h"
#include "testing/fuzz.h"
#include "testing/memory_file.h"
#include "tree/manifest.h"
#include "tree/tree.h"

namespace {

using pyvenv::DeclarationType;
using pyvenv::EntryType;

EntryType TypeOf(DeclarationType type) {
  switch (type) {
    case DeclarationType::kDirectory:
    case DeclarationType::kTree:
      return EntryType::kDirectory;
    case DeclarationType::kLink:
    case DeclarationType::kRawLink:
      return EntryType::kLink;
    default:
      return EntryType::kEmpty;
  }
}

void ReadAll(const std::string& path) {
  pyvenv::ManifestReader reader(path);
  pyvenv::Tree tree(path);
  while (const pyvenv::Declaration* const declaration = reader.Next()) {
    const bool has_nul = declaration->path.find('\0') != std::string_view::npos;
    if (has_nul || !pyvenv::LayerPathFault(declaration->path).empty()) std::abort();
    tree.Add({.path = declaration->path,
              .text = declaration->target,
              .line = reader.line(),
              .label = tree.LabelIndex(declaration->label),
              .type = TypeOf(declaration->type)});
  }
  tree.Seal();
  std::string_view before;
  for (const pyvenv::Entry& entry : tree.entries()) {
    if (!before.empty() && entry.path() <= before) std::abort();
    before = entry.path();
  }
}

}  // namespace

FUZZ(Manifest, "manifest", bytes) {
  const pyvenv::testing::MemoryFile file(bytes);
  try {
    ReadAll(file.path());
  } catch (const pyvenv::Error&) {  // the input's fault
  }
}
