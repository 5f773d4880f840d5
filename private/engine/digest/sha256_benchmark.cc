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

// Two values of the same bytes, as a file in a layer costs it.
void Sha256OfTwo(benchmark::State& state) {
  const std::string bytes(static_cast<size_t>(state.range(0)), 'x');
  Sha256 first;
  Sha256 second;
  while (state.KeepRunning()) {
    Sha256::UpdateBoth(&first, &second, bytes);
    benchmark::DoNotOptimize(first.Finish());
    benchmark::DoNotOptimize(second.Finish());
  }
  state.SetBytesProcessed(state.iterations() * state.range(0));
}

BENCHMARK(Sha256OfTwo)->Arg(4 << 10)->Arg(1 << 20);

}  // namespace
}  // namespace pyvenv
