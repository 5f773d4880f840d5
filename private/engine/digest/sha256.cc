#include "digest/sha256.h"

#include <openssl/evp.h>

#include "base/error.h"

namespace pyvenv {
namespace {

struct FreeContext {
  void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
};
using Context = std::unique_ptr<EVP_MD_CTX, FreeContext>;

void Check(int ok) {
  if (ok != 1) throw Error("cannot compute", "SHA-256", "the cryptographic library refuses");
}

}  // namespace

// Each value starts from a copy of `fresh`: a new start would look the algorithm up again, which
// for small files takes longer than hashing them.
struct Sha256::State {
  Context fresh{EVP_MD_CTX_new()};
  Context running{EVP_MD_CTX_new()};
};

std::string ToHex(const Sha256Digest& digest) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string text;
  text.reserve(2 * digest.size());
  for (const uint8_t byte : digest) {
    text += kDigits[byte >> 4U];
    text += kDigits[byte & 15U];
  }
  return text;
}

Sha256::Sha256() : state_(std::make_unique<State>()) {
  if (!state_->fresh || !state_->running) throw std::bad_alloc();
  Check(EVP_DigestInit_ex(state_->fresh.get(), EVP_sha256(), nullptr));
  Check(EVP_MD_CTX_copy_ex(state_->running.get(), state_->fresh.get()));
}

Sha256::~Sha256() = default;

void Sha256::Update(std::string_view bytes) {
  Check(EVP_DigestUpdate(state_->running.get(), bytes.data(), bytes.size()));
}

Sha256Digest Sha256::Finish() {
  Sha256Digest digest{};
  Check(EVP_DigestFinal_ex(state_->running.get(), digest.data(), nullptr));
  Check(EVP_MD_CTX_copy_ex(state_->running.get(), state_->fresh.get()));
  return digest;
}

}  // namespace pyvenv
