#include <benchmark/benchmark.h>

#include <string>

#include "digest/sha256.h"

namespace pyvenv {
namespace {

// One value of so many bytes, as a file of that size costs it.
void Sha256Of(benchmark::State& state) {
  const std::string bytes(static_cast<size_t>(state.range(0)), 'x');
  Sha256 sha256;
  while (state.KeepRunning()) {
    sha256.Update(bytes);
    benchmark::DoNotOptimize(sha256.Finish());
  }
  state.SetBytesProcessed(state.iterations() * state.range(0));
}

BENCHMARK(Sha256Of)->Arg(0)->Arg(1 << 10)->Arg(4 << 10)->Arg(64 << 10)->Arg(1 << 20);

}  // namespace
}  // namespace pyvenv
