#include "digest/sha256_portable.h"

#include <bit>

namespace pyvenv {
namespace {

uint32_t BigEndianWord(const uint8_t* bytes) {
  return uint32_t{bytes[0]} << 24U | uint32_t{bytes[1]} << 16U | uint32_t{bytes[2]} << 8U |
         uint32_t{bytes[3]};
}

uint32_t SmallSigma0(uint32_t x) {
  return std::rotr(x, 7) ^ std::rotr(x, 18) ^ (x >> 3U);
}
uint32_t SmallSigma1(uint32_t x) {
  return std::rotr(x, 17) ^ std::rotr(x, 19) ^ (x >> 10U);
}
uint32_t BigSigma0(uint32_t x) {
  return std::rotr(x, 2) ^ std::rotr(x, 13) ^ std::rotr(x, 22);
}
uint32_t BigSigma1(uint32_t x) {
  return std::rotr(x, 6) ^ std::rotr(x, 11) ^ std::rotr(x, 25);
}

using Schedule = std::array<uint32_t, 64>;

Schedule ScheduleOf(const uint8_t* data) {
  Schedule schedule{};
  for (size_t t = 0; t < 16; ++t) schedule[t] = BigEndianWord(data + 4 * t);
  for (size_t t = 16; t < 64; ++t) {
    schedule[t] = SmallSigma1(schedule[t - 2]) + schedule[t - 7] + SmallSigma0(schedule[t - 15]) +
                  schedule[t - 16];
  }
  return schedule;
}

void TakeBlock(Sha256State& state, const Schedule& schedule) {
  auto [a, b, c, d, e, f, g, h] = state;
  for (size_t t = 0; t < 64; ++t) {
    const uint32_t choice = (e & f) ^ (~e & g);
    const uint32_t majority = (a & b) ^ (a & c) ^ (b & c);
    const uint32_t t1 = h + BigSigma1(e) + choice + kSha256Constants[t] + schedule[t];
    const uint32_t t2 = BigSigma0(a) + majority;
    h = g;
    g = f;
    f = e;
    e = d + t1;
    d = c;
    c = b;
    b = a;
    a = t1 + t2;
  }
  const Sha256State working = {a, b, c, d, e, f, g, h};
  for (size_t i = 0; i < state.size(); ++i) state[i] += working[i];
}

}  // namespace

void Sha256Portable(Sha256State& state, const uint8_t* data, size_t blocks) {
  for (; blocks > 0; --blocks, data += kSha256Block) {
    TakeBlock(state, ScheduleOf(data));
  }
}

void Sha256PortablePair(Sha256State& first, Sha256State& second, const uint8_t* data,
                        size_t blocks) {
  for (; blocks > 0; --blocks, data += kSha256Block) {
    const Schedule schedule = ScheduleOf(data);
    TakeBlock(first, schedule);
    TakeBlock(second, schedule);
  }
}

}  // namespace pyvenv
