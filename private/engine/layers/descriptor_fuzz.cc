// A fuzz target (tests/fuzz): the descriptor beside a layer.

#include <cstdlib>

#include "base/error.h"
#include "layers/descriptor.h"
#include "testing/fuzz.h"
#include "testing/memory_file.h"

FUZZ(Descriptor, "descriptor", bytes) {
  const pyvenv::testing::MemoryFile file(bytes);
  try {
    const auto descriptor = pyvenv::FindDescriptor(file.path());
    if (descriptor && !pyvenv::IsSha256(descriptor->digest)) std::abort();
  } catch (const pyvenv::Error&) {  // the input's fault
  }
}
