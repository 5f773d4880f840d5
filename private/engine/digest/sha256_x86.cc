#include "digest/sha256_x86.h"

#if defined(PYVENV_HAS_SHA256_X86)

#include <cpuid.h>
#include <immintrin.h>

namespace pyvenv {
namespace {

// The instructions keep the eight words as two vectors, highest lane first: ABEF and CDGH.
struct Words {
  __m128i abef;
  __m128i cdgh;
};

#define PYVENV_SHA __attribute__((target("sha,sse4.1")))

PYVENV_SHA Words Load(const Sha256State& state) {
  const auto* const words = reinterpret_cast<const __m128i*>(state.data());
  const __m128i badc = _mm_shuffle_epi32(_mm_loadu_si128(words), 0xb1);
  const __m128i hgfe = _mm_shuffle_epi32(_mm_loadu_si128(words + 1), 0x1b);
  return {_mm_alignr_epi8(badc, hgfe, 8), _mm_blend_epi16(hgfe, badc, 0xf0)};
}

PYVENV_SHA void Store(const Words& from, Sha256State& state) {
  auto* const words = reinterpret_cast<__m128i*>(state.data());
  const __m128i feba = _mm_shuffle_epi32(from.abef, 0x1b);
  const __m128i dchg = _mm_shuffle_epi32(from.cdgh, 0xb1);
  _mm_storeu_si128(words, _mm_blend_epi16(feba, dchg, 0xf0));
  _mm_storeu_si128(words + 1, _mm_alignr_epi8(dchg, feba, 8));
}

// Four rounds with four words of the message schedule.
PYVENV_SHA inline void FourRounds(Words& words, __m128i schedule, size_t first) {
  const auto* const constants = reinterpret_cast<const __m128i*>(&kSha256Constants[first]);
  const __m128i sum = _mm_add_epi32(schedule, _mm_load_si128(constants));
  words.cdgh = _mm_sha256rnds2_epu32(words.cdgh, words.abef, sum);
  words.abef = _mm_sha256rnds2_epu32(words.abef, words.cdgh, _mm_shuffle_epi32(sum, 0x0e));
}

// Takes the blocks into so many states.
template <size_t kStates>
PYVENV_SHA inline void Take(const std::array<Sha256State*, kStates>& states, const uint8_t* data,
                            size_t blocks) {
  const __m128i big_endian = _mm_set_epi64x(0x0c0d0e0f08090a0b, 0x0405060700010203);
  std::array<Words, kStates> words{};
  for (size_t n = 0; n < kStates; ++n) words[n] = Load(*states[n]);
  for (; blocks > 0; --blocks, data += kSha256Block) {
    const std::array<Words, kStates> before = words;
    // The last 16 words of the schedule, four a vector.
    __m128i last[4];
    const auto* const message = reinterpret_cast<const __m128i*>(data);
#pragma GCC unroll 4
    for (size_t i = 0; i < 4; ++i) {
      last[i] = _mm_shuffle_epi8(_mm_loadu_si128(message + i), big_endian);
#pragma GCC unroll 2
      for (size_t n = 0; n < kStates; ++n) FourRounds(words[n], last[i], 4 * i);
    }
#pragma GCC unroll 12
    for (size_t i = 4; i < 16; ++i) {
      __m128i& next = last[i % 4];  // holds the oldest four words
      const __m128i seven_ago = _mm_alignr_epi8(last[(i + 3) % 4], last[(i + 2) % 4], 4);
      next = _mm_add_epi32(_mm_sha256msg1_epu32(next, last[(i + 1) % 4]), seven_ago);
      next = _mm_sha256msg2_epu32(next, last[(i + 3) % 4]);
#pragma GCC unroll 2
      for (size_t n = 0; n < kStates; ++n) FourRounds(words[n], next, 4 * i);
    }
#pragma GCC unroll 2
    for (size_t n = 0; n < kStates; ++n) {
      words[n].abef = _mm_add_epi32(words[n].abef, before[n].abef);
      words[n].cdgh = _mm_add_epi32(words[n].cdgh, before[n].cdgh);
    }
  }
  for (size_t n = 0; n < kStates; ++n) Store(words[n], *states[n]);
}

}  // namespace

PYVENV_SHA void Sha256X86(Sha256State& state, const uint8_t* data, size_t blocks) {
  Take<1>({&state}, data, blocks);
}

PYVENV_SHA void Sha256X86Pair(Sha256State& first, Sha256State& second, const uint8_t* data,
                              size_t blocks) {
  Take<2>({&first, &second}, data, blocks);
}

bool HasSha256X86() {
  constexpr unsigned kSse41 = 1U << 19U;  // leaf 1, ECX; SSSE3 comes with it
  constexpr unsigned kSha = 1U << 29U;    // leaf 7, EBX
  unsigned eax = 0;
  unsigned ebx = 0;
  unsigned ecx = 0;
  unsigned edx = 0;
  if (__get_cpuid(1, &eax, &ebx, &ecx, &edx) == 0 || (ecx & kSse41) == 0) return false;
  return __get_cpuid_count(7, 0, &eax, &ebx, &ecx, &edx) != 0 && (ebx & kSha) != 0;
}

}  // namespace pyvenv

#endif
