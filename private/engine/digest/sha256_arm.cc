#include "digest/sha256_arm.h"

#if defined(PYVENV_HAS_SHA256_ARM)

#include <arm_neon.h>
#if defined(__linux__)
#include <sys/auxv.h>
#endif

namespace pyvenv {
namespace {

#if defined(__clang__)
#define PYVENV_SHA __attribute__((target("sha2")))
#else
#define PYVENV_SHA __attribute__((target("+crypto")))
#endif

struct Words {
  uint32x4_t abcd;
  uint32x4_t efgh;
};

// Four rounds with four words of the message schedule.
PYVENV_SHA inline void FourRounds(Words& words, uint32x4_t schedule, size_t first) {
  const uint32x4_t sum = vaddq_u32(schedule, vld1q_u32(&kSha256Constants[first]));
  const uint32x4_t abcd = words.abcd;
  words.abcd = vsha256hq_u32(abcd, words.efgh, sum);
  words.efgh = vsha256h2q_u32(words.efgh, abcd, sum);
}

// Takes the blocks into so many states.
template <size_t kStates>
PYVENV_SHA inline void Take(const std::array<Sha256State*, kStates>& states, const uint8_t* data,
                            size_t blocks) {
  std::array<Words, kStates> words{};
  for (size_t n = 0; n < kStates; ++n) {
    words[n] = {vld1q_u32(states[n]->data()), vld1q_u32(states[n]->data() + 4)};
  }
  for (; blocks > 0; --blocks, data += kSha256Block) {
    const std::array<Words, kStates> before = words;
    // The last 16 words of the schedule, four a vector.
    uint32x4_t last[4];
#pragma GCC unroll 4
    for (size_t i = 0; i < 4; ++i) {
      last[i] = vreinterpretq_u32_u8(vrev32q_u8(vld1q_u8(data + 16 * i)));
#pragma GCC unroll 2
      for (size_t n = 0; n < kStates; ++n) FourRounds(words[n], last[i], 4 * i);
    }
#pragma GCC unroll 12
    for (size_t i = 4; i < 16; ++i) {
      uint32x4_t& next = last[i % 4];  // holds the oldest four words
      next = vsha256su1q_u32(vsha256su0q_u32(next, last[(i + 1) % 4]), last[(i + 2) % 4],
                             last[(i + 3) % 4]);
#pragma GCC unroll 2
      for (size_t n = 0; n < kStates; ++n) FourRounds(words[n], next, 4 * i);
    }
#pragma GCC unroll 2
    for (size_t n = 0; n < kStates; ++n) {
      words[n].abcd = vaddq_u32(words[n].abcd, before[n].abcd);
      words[n].efgh = vaddq_u32(words[n].efgh, before[n].efgh);
    }
  }
  for (size_t n = 0; n < kStates; ++n) {
    vst1q_u32(states[n]->data(), words[n].abcd);
    vst1q_u32(states[n]->data() + 4, words[n].efgh);
  }
}

}  // namespace

PYVENV_SHA void Sha256Arm(Sha256State& state, const uint8_t* data, size_t blocks) {
  Take<1>({&state}, data, blocks);
}

PYVENV_SHA void Sha256ArmPair(Sha256State& first, Sha256State& second, const uint8_t* data,
                              size_t blocks) {
  Take<2>({&first, &second}, data, blocks);
}

bool HasSha256Arm() {
#if defined(__linux__)
  constexpr unsigned long kSha2 = 1UL << 6U;  // HWCAP_SHA2
  return (getauxval(AT_HWCAP) & kSha2) != 0;
#else
  return true;  // Apple's all have it
#endif
}

}  // namespace pyvenv

#endif
