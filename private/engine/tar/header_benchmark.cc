#include <benchmark/benchmark.h>

#include <string>

#include "tar/header.h"

namespace pyvenv {
namespace {

void Append(benchmark::State& state, const std::string& path) {
  Member member;
  member.path = path;
  member.mode = 0644;
  member.size = 4096;
  std::string out;
  while (state.KeepRunning()) {
    out.clear();
    AppendHeader(member, &out);
    benchmark::DoNotOptimize(out.data());
  }
  state.SetItemsProcessed(state.iterations());
}

const std::string kWheel = "app.runfiles/rules_python++pip+pypi_311_wheel/site-packages/";

BENCHMARK_CAPTURE(Append, path_in_name, "app.runfiles/_main/app/module.py");
BENCHMARK_CAPTURE(Append, path_in_prefix_and_name,
                  kWheel + "wheel/package/another_package/module.py");
BENCHMARK_CAPTURE(Append, path_in_pax, kWheel + std::string(200, 'x') + ".py");

}  // namespace
}  // namespace pyvenv
