#include "digest/sha256.h"

#include <algorithm>

namespace pyvenv {
namespace {

// FIPS 180-4, 5.3.3.
constexpr Sha256State kInitialState = {0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
                                       0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};

// Where the length in bits stands in the last block.
constexpr size_t kLengthOffset = kSha256Block - 8;

}  // namespace

std::string ToHex(const Sha256Digest& digest) {
  std::string text;
  AppendHex(digest, &text);
  return text;
}

void AppendHex(const Sha256Digest& digest, std::string* out) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::array<char, 2 * std::tuple_size_v<Sha256Digest>> text{};
  for (size_t i = 0; i < digest.size(); ++i) {
    text[2 * i] = kDigits[digest[i] >> 4U];
    text[2 * i + 1] = kDigits[digest[i] & 15U];
  }
  out->append(text.data(), text.size());
}

std::string DigestText(const Sha256Digest& digest) {
  std::string text = "sha256:";
  AppendHex(digest, &text);
  return text;
}

std::string_view HexOf(std::string_view digest_text) {
  return digest_text.substr(digest_text.find(':') + 1);
}

Sha256::Sha256(const NamedSha256Kernel& kernel) : kernel_(&kernel) {
  Restart();
}

void Sha256::Restart() {
  state_ = kInitialState;
  size_ = 0;
}

void Sha256::Update(std::string_view bytes) {
  const auto* data = reinterpret_cast<const uint8_t*>(bytes.data());
  size_t left = bytes.size();
  const size_t have = size_ % kSha256Block;
  size_ += left;
  if (have > 0) {
    const size_t taken = std::min(left, kSha256Block - have);
    std::copy_n(data, taken, rest_.begin() + have);
    if (have + taken < kSha256Block) return;
    kernel_->run(state_, rest_.data(), 1);
    data += taken;
    left -= taken;
  }
  const size_t blocks = left / kSha256Block;
  if (blocks > 0) kernel_->run(state_, data, blocks);
  std::copy_n(data + blocks * kSha256Block, left % kSha256Block, rest_.begin());
}

void Sha256::UpdateBoth(Sha256* first, Sha256* second, std::string_view bytes) {
  if (first->size_ % kSha256Block == 0 && second->size_ % kSha256Block == 0) {
    const size_t blocks = bytes.size() / kSha256Block;
    const auto* const data = reinterpret_cast<const uint8_t*>(bytes.data());
    if (blocks > 0) first->kernel_->run_pair(first->state_, second->state_, data, blocks);
    first->size_ += blocks * kSha256Block;
    second->size_ += blocks * kSha256Block;
    bytes.remove_prefix(blocks * kSha256Block);
  }
  first->Update(bytes);
  second->Update(bytes);
}

// FIPS 180-4, 5.1.1: a bit 1, zeros, and the length in bits fill the last block or two.
Sha256Digest Sha256::Finish() {
  const uint64_t bits = size_ * 8;
  size_t have = size_ % kSha256Block;
  rest_[have++] = 0x80;
  if (have > kLengthOffset) {
    std::fill(rest_.begin() + have, rest_.end(), uint8_t{0});
    kernel_->run(state_, rest_.data(), 1);
    have = 0;
  }
  std::fill(rest_.begin() + have, rest_.begin() + kLengthOffset, uint8_t{0});
  for (size_t i = 0; i < 8; ++i) {
    rest_[kLengthOffset + i] = static_cast<uint8_t>(bits >> (56 - 8 * i));
  }
  kernel_->run(state_, rest_.data(), 1);

  Sha256Digest digest{};
  for (size_t i = 0; i < digest.size(); ++i) {
    digest[i] = static_cast<uint8_t>(state_[i / 4] >> (24 - 8 * (i % 4)));
  }
  Restart();
  return digest;
}

}  // namespace pyvenv
