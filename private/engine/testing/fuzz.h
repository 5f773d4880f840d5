#pragma once

#include "testing/replay.h"

#ifdef PYVENV_FUZZ
#include <cstddef>
#include <cstdint>
#else
#include <gtest/gtest.h>
#endif

/// `FUZZ(Name, corpus, bytes) {...}` defines the FuzzTarget of a file: with PYVENV_FUZZ one of
/// libFuzzer (tests/fuzz/fuzz.sh), without a test that replays its corpus.
#ifdef PYVENV_FUZZ
#define FUZZ(Name, corpus, bytes)                                           \
  static pyvenv::testing::FuzzTarget FuzzOne;                               \
  extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) { \
    FuzzOne({reinterpret_cast<const char*>(data), size});                   \
    return 0;                                                               \
  }                                                                         \
  static void FuzzOne(std::string_view bytes)
#else
#define FUZZ(Name, corpus, bytes)                \
  static pyvenv::testing::FuzzTarget Fuzz##Name; \
  TEST(FuzzTest, Name) {                         \
    pyvenv::testing::Replay(corpus, Fuzz##Name); \
  }                                              \
  static void Fuzz##Name(std::string_view bytes)
#endif
