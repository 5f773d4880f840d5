#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace pyvenv {

/// A SHA-256 value (FIPS 180-4), in the order in which it is printed.
using Sha256Digest = std::array<uint8_t, 32>;

/// 64 lower-case hexadecimal digits, as the OCI image-spec ("Digests") wants them.
std::string ToHex(const Sha256Digest& digest);

/// Computes SHA-256 with whatever instructions the CPU has for it. Usable for many values in turn.
class Sha256 {
 public:
  Sha256();
  Sha256(const Sha256&) = delete;
  Sha256& operator=(const Sha256&) = delete;
  ~Sha256();

  void Update(std::string_view bytes);

  /// The value of all bytes since the start or the last Finish.
  Sha256Digest Finish();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace pyvenv
