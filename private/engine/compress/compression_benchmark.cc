#include "compress/compression.h"

#include <benchmark/benchmark.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace pyvenv {
namespace {

// Text like a program's: words from a small vocabulary, in an order that does not repeat.
std::string Text(size_t size) {
  constexpr std::string_view kWords[] = {
      "def ",    "return ", "self.",  "import ", "(value)", "[index]", "\n    ", "\n        ",
      "if not ", "None",    "result", " = ",     "name",    "raise ",  "for ",   "in range(",
  };
  std::string text;
  uint64_t state = 1;
  while (text.size() < size) {
    state = state * 6364136223846793005U + 1442695040888963407U;
    text += kWords[state >> 60U];
    if ((state >> 32U) % 8 == 0) text += std::to_string((state >> 40U) % 100'000);
  }
  text.resize(size);
  return text;
}

void CompressBlock(benchmark::State& state, CompressionKind kind) {
  const auto compressor = MakeBlockCompressor({kind, static_cast<int>(state.range(0))});
  const std::string block = Text(BlockSize(kind));
  std::vector<char> out(compressor->Bound(block.size()));
  size_t size = 0;
  while (state.KeepRunning()) {
    size = compressor->Compress(block, out);
    benchmark::DoNotOptimize(out.data());
  }
  state.SetBytesProcessed(state.iterations() * static_cast<int64_t>(block.size()));
  state.counters["ratio"] = static_cast<double>(block.size()) / static_cast<double>(size);
}

BENCHMARK_CAPTURE(CompressBlock, gzip, CompressionKind::kGzip)->Arg(1)->Arg(6)->Arg(9);
BENCHMARK_CAPTURE(CompressBlock, zstd, CompressionKind::kZstd)->Arg(1)->Arg(3)->Arg(9);

}  // namespace
}  // namespace pyvenv
