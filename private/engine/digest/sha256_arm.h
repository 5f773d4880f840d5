#pragma once

#include "digest/sha256_kernel.h"

#if defined(__aarch64__)
#define PYVENV_HAS_SHA256_ARM 1

namespace pyvenv {

/// With the SHA2 extension of Armv8 (Arm ARM, "SHA256H").
void Sha256Arm(Sha256State& state, const uint8_t* data, size_t blocks);
void Sha256ArmPair(Sha256State& first, Sha256State& second, const uint8_t* data, size_t blocks);

/// Whether this CPU has it.
bool HasSha256Arm();

}  // namespace pyvenv

#endif
