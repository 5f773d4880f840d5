#pragma once

#include "digest/sha256_kernel.h"

namespace pyvenv {

/// FIPS 180-4, 6.2.2, with no instructions that any CPU lacks.
void Sha256Portable(Sha256State& state, const uint8_t* data, size_t blocks);
void Sha256PortablePair(Sha256State& first, Sha256State& second, const uint8_t* data,
                        size_t blocks);

}  // namespace pyvenv
