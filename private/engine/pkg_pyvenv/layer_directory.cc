#include "pkg_pyvenv/layer_directory.h"

#include <unistd.h>

#include <filesystem>
#include <system_error>
#include <utility>

#include "base/error.h"
#include "base/path.h"

namespace pyvenv {
namespace {

constexpr const char* kIndex = "layers.json";

std::string Extension(CompressionKind compression) {
  switch (compression) {
    case CompressionKind::kNone:
      return ".tar";
    case CompressionKind::kGzip:
      return ".tar.gz";
    case CompressionKind::kZstd:
      return ".tar.zst";
  }
  return {};
}

}  // namespace

LayerDirectory::LayerDirectory(std::string directory, std::string name)
    : directory_(std::move(directory)), name_(std::move(name)) {
  std::error_code fault;
  made_directory_ = std::filesystem::create_directories(directory_, fault);
  if (fault) throw Error("cannot create", directory_, fault.message());
}

LayerDirectory::~LayerDirectory() {
  files_.clear();
  // Only if empty.
  if (made_directory_) ::rmdir(directory_.c_str());
}

void LayerDirectory::Pack(const std::string& layer, const Tree& tree, const PackOptions& options,
                          TaskPool& pool, Progress* progress, ByteSink* facts) {
  const std::string base = name_ + "." + layer;
  PackedLayer packed{.name = layer,
                     .tar = base + Extension(options.compression.kind),
                     .listing = base + ".mtree",
                     .descriptor_file = base + ".json",
                     .descriptor = {},
                     .totals = {}};
  OutputFile& tar = Open(packed.tar);
  OutputFile& listing = Open(packed.listing);
  packed.descriptor = PackLayer(tree, options, pool, tar, listing, facts, progress, &packed.totals);
  OutputFile& descriptor = Open(packed.descriptor_file);
  descriptor.Write(ToJson(packed.descriptor));
  // There may be more layers than files may be open.
  for (OutputFile* const file : {&tar, &listing, &descriptor}) file->Close();
  layers_.push_back(std::move(packed));
}

std::string LayerDirectory::Add(std::string_view extension, std::string_view content) {
  std::string file = name_ + std::string(extension);
  Open(file).Write(content);
  return file;
}

void LayerDirectory::Publish(const std::string& index) {
  const std::vector<std::string> old = FilesOfLayerIndex(JoinPath(directory_, kIndex));
  Open(kIndex).Write(index);
  std::vector<OutputFile*> files;
  for (const std::unique_ptr<OutputFile>& file : files_) files.push_back(file.get());
  OutputFile::Publish(files);
  for (const std::string& file : old) {
    if (!names_.contains(file)) ::unlink(JoinPath(directory_, file).c_str());
  }
}

OutputFile& LayerDirectory::Open(const std::string& file) {
  files_.push_back(std::make_unique<OutputFile>(JoinPath(directory_, file)));
  names_.insert(file);
  return *files_.back();
}

}  // namespace pyvenv
