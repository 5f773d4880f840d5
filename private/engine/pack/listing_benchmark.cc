#include <benchmark/benchmark.h>

#include <optional>
#include <string_view>

#include "base/byte_sink.h"
#include "digest/sha256.h"
#include "pack/listing.h"
#include "tar/header.h"

namespace pyvenv {
namespace {

class NullSink : public ByteSink {
 public:
  void Write(std::string_view bytes) override { benchmark::DoNotOptimize(bytes.data()); }
};

Member MemberAt(MemberType type, std::string_view path) {
  Member member;
  member.type = type;
  member.path = path;
  return member;
}

void LineOfFile(benchmark::State& state) {
  NullSink sink;
  ListingWriter listing(sink);
  const Member member = MemberAt(
      MemberType::kFile, "app.runfiles/rules_python++pip+pypi_311_numpy/site-packages/numpy/x.py");
  const Sha256Digest digest{};
  while (state.KeepRunning()) listing.Add(member, digest);
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(LineOfFile);

void LineOfLink(benchmark::State& state) {
  NullSink sink;
  ListingWriter listing(sink);
  Member member = MemberAt(MemberType::kLink,
                           "app.runfiles/_main/_app.venv/lib/python3.11/site-packages/numpy");
  member.link = "../../../../../rules_python++pip+pypi_311_numpy/site-packages/numpy";
  while (state.KeepRunning()) listing.Add(member, std::nullopt);
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(LineOfLink);

}  // namespace
}  // namespace pyvenv
