#include "cli/pack_command.h"

#include <algorithm>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/cpus.h"
#include "base/one_heap.h"
#include "base/output_file.h"
#include "base/task_pool.h"
#include "cli/command.h"
#include "cli/distinct_files.h"
#include "compress/compression.h"
#include "pack/descriptor.h"
#include "pack/pack.h"
#include "tree/builder.h"

namespace pyvenv {
namespace {

constexpr uint64_t kMaxMtime = std::numeric_limits<int64_t>::max();
// The all-ones id means "no id" to chown(2).
constexpr uint64_t kMaxId = std::numeric_limits<uint32_t>::max() - 1;

constexpr uint64_t kMaxJobs = 256;
// More of them, unasked, would take memory to wait for the one that hashes the whole tar.
constexpr unsigned kMostUsualJobs = 16;

// What is parsed further than CLI11 does it.
struct Flags {
  std::string mtime = "0";
  std::string owner = "0:0";
  std::string compression = "none";
  std::string level;
  std::string jobs;
};

struct PackFiles {
  std::string manifest;
  std::string output;
  std::string listing;
  std::string descriptor;
  std::string facts;  // empty for none
  std::vector<std::string> bytecode;
};

void ParseOwner(std::string_view text, PackOptions* options) {
  const size_t colon = text.find(':');
  if (colon == std::string_view::npos) {
    throw UsageError("--owner", "\"" + std::string(text) + "\" is not UID:GID");
  }
  options->uid = ParseNumber("--owner", text.substr(0, colon), 0, kMaxId);
  options->gid = ParseNumber("--owner", text.substr(colon + 1), 0, kMaxId);
}

CompressionKind ParseCompressionKind(std::string_view text) {
  if (text == "none") return CompressionKind::kNone;
  if (text == "gzip") return CompressionKind::kGzip;
  if (text == "zstd") return CompressionKind::kZstd;
  throw UsageError("--compression", "\"" + std::string(text) + "\" is not none, gzip or zstd");
}

// `level`: empty for the usual one.
Compression ParseCompression(std::string_view kind, std::string_view level) {
  Compression compression{.kind = ParseCompressionKind(kind), .level = 0};
  const LevelRange levels = LevelsOf(compression.kind);
  compression.level = levels.usual;
  if (level.empty()) return compression;
  if (compression.kind == CompressionKind::kNone) {
    throw UsageError("--compression-level", "there is no --compression to have a level");
  }
  compression.level = static_cast<int>(ParseNumber("--compression-level", level,
                                                   static_cast<uint64_t>(levels.lowest),
                                                   static_cast<uint64_t>(levels.highest)));
  return compression;
}

// Outputs are removed before anything is read.
void CheckDistinct(const PackFiles& files) {
  for (const std::string& output : {files.output, files.listing, files.descriptor}) {
    CheckOutputIsNoInput(output, files.bytecode);
  }
  const std::string* const paths[] = {&files.manifest, &files.output, &files.listing,
                                      &files.descriptor, &files.facts};
  for (size_t i = 0; i < std::size(paths); ++i) {
    for (size_t j = i + 1; j < std::size(paths); ++j) {
      if (!paths[i]->empty() && *paths[i] == *paths[j]) {
        throw UsageError(*paths[i], "two flags name this file");
      }
    }
  }
}

void Pack(const PackFiles& files, const PackOptions& options, unsigned jobs) {
  for (const std::string& path : {files.output, files.listing, files.descriptor}) {
    OutputFile::RemoveOld(path);
  }
  OutputFile layer(files.output);
  OutputFile listing(files.listing);
  OutputFile descriptor(files.descriptor);
  std::optional<OutputFile> facts;
  if (!files.facts.empty()) {
    OutputFile::RemoveOld(files.facts);
    facts.emplace(files.facts);
  }
  UseOneHeap();
  TaskPool pool(jobs);
  const Tree tree = BuildTree(files.manifest, pool, files.bytecode);
  descriptor.Write(
      ToJson(PackLayer(tree, options, pool, layer, listing, facts ? &*facts : nullptr)));
  std::vector<OutputFile*> outputs = {&layer, &listing, &descriptor};
  if (facts) outputs.push_back(&*facts);
  OutputFile::Publish(outputs);
}

void AddFileOptions(Command* command, PackFiles* files) {
  command->Required("--manifest", &files->manifest, "What to pack: JSON lines");
  command->Required("--output", &files->output, "The layer to write: a tar");
  command->Required("--listing", &files->listing, "What is in it, to write: mtree text");
  command->OptionalList(
      "--bytecode", &files->bytecode,
      "A manifest of bytecode in this layer or another: links to its modules get one to "
      "it beside them");
  command->Required("--descriptor", &files->descriptor, "Its OCI descriptor, to write: JSON");
  command->Optional("--facts", &files->facts,
                    "What its programs, libraries and scripts need, to write: JSON lines");
}

void AddPackOptions(Command* command, Flags* flags, PackOptions* options) {
  command->Optional("--mtime", &flags->mtime,
                    "Modification time of every entry, in seconds since 1970 [0]");
  command->Optional("--owner", &flags->owner, "UID:GID of every entry [0:0]");
  command->Switch("--group-as-owner", &options->group_as_owner,
                  "The group may do what the owner may, as for OpenShift's arbitrary users");
  command->Optional("--compression", &flags->compression,
                    "Of the layer: none, gzip or zstd [none]");
  command->Optional("--compression-level", &flags->level, "gzip: 1 to 12 [6]; zstd: 1 to 19 [3]");
  command->Optional("--jobs", &flags->jobs,
                    "Threads that work [the CPUs that may be used, at most 16]");
  command->Switch("!--no-hardlinks", &options->hard_links,
                  "Store equal files as often as they come, not as hard links to the first");
}

void Parse(const Flags& flags, PackOptions* options) {
  options->mtime = ParseNumber("--mtime", flags.mtime, 0, kMaxMtime);
  ParseOwner(flags.owner, options);
  options->compression = ParseCompression(flags.compression, flags.level);
}

unsigned ParseJobs(std::string_view text) {
  if (text.empty()) return std::min(UsableCpus(), kMostUsualJobs);
  return static_cast<unsigned>(ParseNumber("--jobs", text, 1, kMaxJobs));
}

}  // namespace

int PackMain(int argc, char** argv) {
  PackFiles files;
  PackOptions options;
  Flags flags;
  Command command(
      "layer_packer",
      "Packs what a manifest lists into one OCI layer: a tar, its listing, its descriptor.",
      "layer_packer report --help: a table of packed layers.\n"
      "layer_packer verify --help: checks of packed layers.\n"
      "layer_packer merge_repo_mappings --help: one mapping for several executables.");
  AddFileOptions(&command, &files);
  AddPackOptions(&command, &flags, &options);
  return command.Run(argc, argv, [&] {
    Parse(flags, &options);
    const unsigned jobs = ParseJobs(flags.jobs);
    CheckDistinct(files);
    Pack(files, options, jobs);
  });
}

}  // namespace pyvenv
