#include <benchmark/benchmark.h>

#include <cstdint>
#include <string>
#include <string_view>

#include "testing/temp_dir.h"
#include "tree/manifest.h"

namespace pyvenv {
namespace {

constexpr int kEntries = 10'000;

// As the rule writes it of a binary with wheels.
std::string ManifestText() {
  constexpr std::string_view kModule =
      "rules_python++pip+pypi_311_wheel/site-packages/wheel/package/module_";
  std::string text;
  for (int i = 0; i < kEntries; ++i) {
    const std::string file = std::string(kModule).append(std::to_string(i)).append(".py");
    text.append(R"({"path":"entrypoint.runfiles/)").append(file);
    text.append(R"(","type":"file","source":"external/)").append(file);
    text.append(R"(","label":"@@rules_python++pip+pypi_311_wheel//:pkg"})").append("\n");
  }
  return text;
}

void ReadManifest(benchmark::State& state) {
  const testing::TempDir directory;
  const std::string text = ManifestText();
  const std::string path = directory.Write("manifest", text);
  while (state.KeepRunning()) {
    ManifestReader reader(path);
    while (const Declaration* declaration = reader.Next()) benchmark::DoNotOptimize(declaration);
  }
  state.SetItemsProcessed(state.iterations() * kEntries);
  state.SetBytesProcessed(state.iterations() * static_cast<int64_t>(text.size()));
}
BENCHMARK(ReadManifest);

}  // namespace
}  // namespace pyvenv
