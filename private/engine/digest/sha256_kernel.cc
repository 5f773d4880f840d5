#include "digest/sha256_kernel.h"

#include <vector>

#include "digest/sha256_arm.h"
#include "digest/sha256_portable.h"
#include "digest/sha256_x86.h"

namespace pyvenv {

std::span<const NamedSha256Kernel> Sha256Kernels() {
  static const std::vector<NamedSha256Kernel> kernels = [] {
    std::vector<NamedSha256Kernel> usable;
#if defined(PYVENV_HAS_SHA256_X86)
    if (HasSha256X86()) usable.push_back({"x86 SHA", Sha256X86, Sha256X86Pair});
#endif
#if defined(PYVENV_HAS_SHA256_ARM)
    if (HasSha256Arm()) usable.push_back({"Armv8 SHA2", Sha256Arm, Sha256ArmPair});
#endif
    usable.push_back({"portable", Sha256Portable, Sha256PortablePair});
    return usable;
  }();
  return kernels;
}

}  // namespace pyvenv
