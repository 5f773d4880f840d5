#include "cli/pack_flags.h"

#include <algorithm>
#include <cstdint>
#include <limits>
#include <string_view>

#include "base/cpus.h"
#include "compress/compression.h"

namespace pyvenv {
namespace {

constexpr uint64_t kMaxMtime = std::numeric_limits<int64_t>::max();
// The all-ones id means "no id" to chown(2).
constexpr uint64_t kMaxId = std::numeric_limits<uint32_t>::max() - 1;

constexpr uint64_t kMaxJobs = 256;
// More of them, unasked, would take memory to wait for the one that hashes the whole tar.
constexpr unsigned kMostUsualJobs = 16;

void ParseOwner(std::string_view text, PackOptions* options) {
  const size_t colon = text.find(':');
  if (colon == std::string_view::npos) {
    throw UsageError("--owner", "\"" + std::string(text) + "\" is not UID:GID");
  }
  options->uid = ParseNumber("--owner", text.substr(0, colon), 0, kMaxId);
  options->gid = ParseNumber("--owner", text.substr(colon + 1), 0, kMaxId);
}

CompressionKind ParseCompressionKind(std::string_view text) {
  if (text == "gzip") return CompressionKind::kGzip;
  return text == "zstd" ? CompressionKind::kZstd : CompressionKind::kNone;
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

}  // namespace

void AddPackFlags(Command* command, PackFlags* flags, PackOptions* options,
                  const std::string& usual_mtime) {
  command->Optional("--mtime SECONDS", &flags->mtime,
                    "Modification time of every entry, since 1970 [" + usual_mtime + "]");
  command->Optional("--owner UID:GID", &flags->owner, "Of every entry [0:0]");
  command->Switch("--group-as-owner", &options->group_as_owner,
                  "The group may do what the owner may, as for OpenShift's arbitrary users");
  command->Optional("--compression none|gzip|zstd", &flags->compression,
                    "Of the layers [" + flags->compression + "]");
  command->Optional("--compression-level LEVEL", &flags->level,
                    "gzip: 1 to 12 [6]; zstd: 1 to 19 [3]");
  command->Optional("--jobs THREADS", &flags->jobs,
                    "How many pack [the CPUs that may be used, at most 16]");
  command->Switch("!--no-hardlinks", &options->hard_links,
                  "Store equal files as often as they come, not as hard links to the first");
}

void ParsePackFlags(const PackFlags& flags, PackOptions* options) {
  options->mtime = ParseNumber("--mtime", flags.mtime, 0, kMaxMtime);
  ParseOwner(flags.owner, options);
  options->compression = ParseCompression(flags.compression, flags.level);
}

unsigned JobsOf(const PackFlags& flags) {
  if (flags.jobs.empty()) return std::min(UsableCpus(), kMostUsualJobs);
  return static_cast<unsigned>(ParseNumber("--jobs", flags.jobs, 1, kMaxJobs));
}

}  // namespace pyvenv
