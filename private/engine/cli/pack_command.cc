#include "cli/pack_command.h"

#include <array>
#include <charconv>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>

#include "base/output_file.h"
#include "cli/command.h"
#include "pack/descriptor.h"
#include "pack/pack.h"
#include "tree/builder.h"

namespace pyvenv {
namespace {

constexpr uint64_t kMaxMtime = std::numeric_limits<int64_t>::max();
// The all-ones id means "no id" to chown(2).
constexpr uint64_t kMaxId = std::numeric_limits<uint32_t>::max() - 1;

struct PackFiles {
  std::string manifest;
  std::string output;
  std::string listing;
  std::string descriptor;
};

// CLI11's own conversion takes "010" for octal.
uint64_t ParseNumber(std::string_view flag, std::string_view text, uint64_t limit) {
  uint64_t value = 0;
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), value, 10);
  if (fault != std::errc() || end != text.data() + text.size() || value > limit) {
    throw CLI::ValidationError(
        std::string(flag),
        "\"" + std::string(text) + "\" is not a number from 0 to " + std::to_string(limit));
  }
  return value;
}

void ParseOwner(std::string_view text, PackOptions* options) {
  const size_t colon = text.find(':');
  if (colon == std::string_view::npos) {
    throw CLI::ValidationError("--owner", "\"" + std::string(text) + "\" is not UID:GID");
  }
  options->uid = ParseNumber("--owner", text.substr(0, colon), kMaxId);
  options->gid = ParseNumber("--owner", text.substr(colon + 1), kMaxId);
}

// Outputs are removed before anything is read.
void CheckDistinct(const PackFiles& files) {
  const std::string* const paths[] = {&files.manifest, &files.output, &files.listing,
                                      &files.descriptor};
  for (size_t i = 0; i < std::size(paths); ++i) {
    for (size_t j = i + 1; j < std::size(paths); ++j) {
      if (*paths[i] == *paths[j]) {
        throw CLI::ValidationError(*paths[i], "two flags name this file");
      }
    }
  }
}

void Pack(const PackFiles& files, const PackOptions& options) {
  for (const std::string& path : {files.output, files.listing, files.descriptor}) {
    OutputFile::RemoveOld(path);
  }
  OutputFile layer(files.output);
  OutputFile listing(files.listing);
  OutputFile descriptor(files.descriptor);
  const Tree tree = BuildTree(files.manifest);
  descriptor.Write(ToJson(PackLayer(tree, options, layer, listing)));
  const std::array<OutputFile*, 3> outputs = {&layer, &listing, &descriptor};
  OutputFile::Publish(outputs);
}

}  // namespace

int PackMain(int argc, char** argv) {
  PackFiles files;
  PackOptions options;
  std::string mtime = "0";
  std::string owner = "0:0";
  CLI::App app(
      "Packs what a manifest lists into one OCI layer: a tar, its listing, its descriptor.",
      "layer_packer");
  app.add_option("--manifest", files.manifest, "What to pack: JSON lines")->required();
  app.add_option("--output", files.output, "The layer to write: a tar")->required();
  app.add_option("--listing", files.listing, "What is in it, to write: mtree text")->required();
  app.add_option("--descriptor", files.descriptor, "Its OCI descriptor, to write: JSON")
      ->required();
  app.add_option("--mtime", mtime, "Modification time of every entry, in seconds since 1970 [0]");
  app.add_option("--owner", owner, "UID:GID of every entry [0:0]");
  app.footer(
      "layer_packer report --help: a table of packed layers.\n"
      "layer_packer verify --help: checks of packed layers.");
  return RunCommand(app, argc, argv, [&] {
    options.mtime = ParseNumber("--mtime", mtime, kMaxMtime);
    ParseOwner(owner, &options);
    CheckDistinct(files);
    Pack(files, options);
  });
}

}  // namespace pyvenv
