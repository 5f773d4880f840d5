#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "digest/sha256_kernel.h"

namespace pyvenv {

/// A SHA-256 value (FIPS 180-4), in the order in which it is printed.
using Sha256Digest = std::array<uint8_t, 32>;

/// 64 lower-case hexadecimal digits, as the OCI image-spec ("Digests") wants them.
std::string ToHex(const Sha256Digest& digest);
void AppendHex(const Sha256Digest& digest, std::string* out);

/// The value as the image-spec writes it: "sha256:" and the digits.
std::string DigestText(const Sha256Digest& digest);

/// The digits of such a text.
std::string_view HexOf(std::string_view digest_text);

/// Computes SHA-256 with whatever instructions the CPU has for it. Usable for many values in turn.
///
/// Our own, because a cryptographic library would take users longer to compile than all the rest.
class Sha256 {
 public:
  /// `kernel`: how, for tests; the fastest by default.
  explicit Sha256(const NamedSha256Kernel& kernel = Sha256Kernels().front());

  void Update(std::string_view bytes);

  /// Takes the same bytes into two values, in hardly more time than into one where both have had a
  /// multiple of 64 bytes so far. They must have the same kernel.
  static void UpdateBoth(Sha256* first, Sha256* second, std::string_view bytes);

  /// The value of all bytes since the start or the last Finish.
  Sha256Digest Finish();

 private:
  void Restart();

  const NamedSha256Kernel* kernel_;
  Sha256State state_{};
  uint64_t size_ = 0;                         // bytes so far
  std::array<uint8_t, kSha256Block> rest_{};  // of them, those after the last whole block
};

}  // namespace pyvenv
