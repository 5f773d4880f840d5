#include "image/layout_writer.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <system_error>
#include <utility>
#include <vector>

#include "base/error.h"
#include "base/file.h"
#include "base/path.h"
#include "digest/hashing_sink.h"
#include "image/index.h"
#include "layers/json_text.h"

namespace pyvenv {
namespace {

namespace fs = std::filesystem;

constexpr const char* kMarker = "oci-layout";
constexpr const char* kIndex = "index.json";
constexpr const char* kBlobs = "blobs";
constexpr const char* kVersion = "1.0.0";
constexpr size_t kPiece = size_t{1} << 20U;

bool Exists(const std::string& path) {
  std::error_code ignored;
  return fs::exists(path, ignored);
}

void CheckVersion(const std::string& path) {
  const nlohmann::json marker = ReadJson(path);
  const bool is_known = marker.is_object() && marker.contains("imageLayoutVersion") &&
                        marker["imageLayoutVersion"] == kVersion;
  if (!is_known) {
    throw Error("cannot add to the image layout", path,
                "its version is not " + std::string(kVersion));
  }
}

// A directory that is no layout may have what an interrupted run leaves.
void CheckIsEmpty(const std::string& directory) {
  std::error_code fault;
  for (const auto& entry : fs::directory_iterator(directory, fault)) {
    const std::string name = entry.path().filename().string();
    const bool is_ours = name == kBlobs || name == kIndex || name == LayoutLock::kFile ||
                         OutputFile::IsTemporaryName(name);
    if (!is_ours) {
      throw Error("cannot make an image layout", directory,
                  "it is none, and not empty: " + name + " is in it");
    }
  }
  if (fault) throw Error("cannot read", directory, fault.message());
}

// What killed runs have left. The lock keeps those away that still write.
void RemoveTemporaryFiles(const std::string& directory) {
  std::error_code ignored;
  for (const auto& entry : fs::directory_iterator(directory, ignored)) {
    if (OutputFile::IsTemporaryName(entry.path().filename().string())) {
      ::unlink(entry.path().c_str());
    }
  }
}

LayoutWriter::Json ReadIndexOf(const std::string& directory) {
  const std::string path = JoinPath(directory, kIndex);
  if (!Exists(path)) return NewIndex();
  LayoutWriter::Json index = ReadOrderedJson(path);
  if (!IsIndex(index)) {
    throw Error("cannot add to the image layout", path, "an index of another form than OCI's");
  }
  return index;
}

void Copy(const std::string& path, ByteSink& sink) {
  File file = File::OpenToRead(path);
  std::vector<char> piece(kPiece);
  while (const size_t count = file.ReadAtLeast(1, piece.data(), piece.size())) {
    sink.Write({piece.data(), count});
  }
}

}  // namespace

LayoutWriter::LayoutWriter(std::string directory, const std::function<void()>& on_wait)
    : directory_(std::move(directory)),
      blobs_(JoinPath(directory_, "blobs/sha256")),
      lock_(directory_, on_wait) {
  const std::string marker = JoinPath(directory_, kMarker);
  if (Exists(marker)) {
    CheckVersion(marker);
  } else {
    CheckIsEmpty(directory_);
  }
  ReadIndexOf(directory_);
  for (const std::string& path : {JoinPath(directory_, kBlobs), blobs_}) {
    std::error_code fault;
    if (fs::create_directory(path, fault)) made_directories_.push_back(path);
    if (fault) throw Error("cannot create", path, fault.message());
  }
  RemoveTemporaryFiles(directory_);
  RemoveTemporaryFiles(blobs_);
}

LayoutWriter::~LayoutWriter() {
  files_.clear();
  for (const std::string& link : links_) ::unlink(link.c_str());
  std::reverse(made_directories_.begin(), made_directories_.end());
  // Only if empty.
  for (const std::string& path : made_directories_) ::rmdir(path.c_str());
}

LayerDescriptor LayoutWriter::AddLayer(const std::string& name,
                                       const std::function<LayerDescriptor(ByteSink&)>& write) {
  const LayerDescriptor descriptor = write(Open(BlobPath(name)));
  Keep(ToHex(descriptor.digest), descriptor.size);
  return descriptor;
}

LayoutWriter::Json LayoutWriter::AddDocument(std::string_view media_type, const Json& document) {
  const std::string text = document.dump();
  Sha256 hash;
  hash.Update(text);
  const std::string digest = DigestText(hash.Finish());
  const std::string_view hex = HexOf(digest);
  Open(BlobPath(hex)).Write(text);
  Keep(hex, text.size());
  return {{"mediaType", media_type}, {"digest", digest}, {"size", text.size()}};
}

void LayoutWriter::AddFile(const std::string& path, const std::string& digest, uint64_t size) {
  if (static_cast<uint64_t>(StatusOf(path).st_size) != size) {
    throw Error("cannot use the blob", path, "it is not of " + std::to_string(size) + " bytes");
  }
  const std::string hex(HexOf(digest));
  if (HasBlob(hex, size)) return;
  const std::string blob = BlobPath(hex);
  // The file, where `path` is a symbolic link, as in Bazel's trees.
  if (::linkat(AT_FDCWD, path.c_str(), AT_FDCWD, blob.c_str(), AT_SYMLINK_FOLLOW) == 0) {
    links_.push_back(blob);
    return;
  }
  HashingSink copy(Open(blob));
  Copy(path, copy);
  if (ToHex(copy.Finish()) != hex) {
    throw Error("cannot use the blob", path, "its digest is another");
  }
  Keep(hex, size);
}

void LayoutWriter::Publish(const Json& entry) {
  Open(JoinPath(directory_, kIndex)).Write(WithEntry(ReadIndexOf(directory_), entry).dump());
  const std::string marker = JoinPath(directory_, kMarker);
  if (!Exists(marker)) Open(marker).Write(Json{{"imageLayoutVersion", kVersion}}.dump());
  std::vector<OutputFile*> files;
  for (const std::unique_ptr<OutputFile>& file : files_) files.push_back(file.get());
  OutputFile::Publish(files);
  links_.clear();
  made_directories_.clear();
}

std::string LayoutWriter::BlobPath(std::string_view hex) const {
  return JoinPath(blobs_, hex);
}

// A blob of another size is a broken one, and is replaced.
bool LayoutWriter::HasBlob(std::string_view hex, uint64_t size) const {
  struct stat status {};
  return ::stat(BlobPath(hex).c_str(), &status) == 0 && S_ISREG(status.st_mode) &&
         static_cast<uint64_t>(status.st_size) == size;
}

OutputFile& LayoutWriter::Open(const std::string& path) {
  files_.push_back(std::make_unique<OutputFile>(path));
  return *files_.back();
}

// The blob that was opened last is done.
void LayoutWriter::Keep(std::string_view hex, uint64_t size) {
  if (HasBlob(hex, size)) {
    files_.pop_back();
  } else {
    files_.back()->SetPath(BlobPath(hex));
  }
}

}  // namespace pyvenv
