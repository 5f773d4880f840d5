#pragma once

#include "digest/sha256_kernel.h"

#if defined(__x86_64__)
#define PYVENV_HAS_SHA256_X86 1

namespace pyvenv {

/// With the SHA extensions of x86 (Intel SDM, "SHA256RNDS2").
void Sha256X86(Sha256State& state, const uint8_t* data, size_t blocks);
void Sha256X86Pair(Sha256State& first, Sha256State& second, const uint8_t* data, size_t blocks);

/// Whether this CPU has them, and the SSE levels that go with them.
bool HasSha256X86();

}  // namespace pyvenv

#endif
