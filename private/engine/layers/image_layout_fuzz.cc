// A fuzz target (tests/fuzz): an image layout. The input is three texts with a NUL
// between them: the index, the manifest, the config. "@1" and "@2" in it stand for the digests of
// the second and the third, which no fuzzer guesses.

#include <cstddef>
#include <cstdlib>
#include <string>
#include <string_view>

#include "base/error.h"
#include "digest/sha256.h"
#include "layers/image_layout.h"
#include "testing/fuzz.h"
#include "testing/temp_dir.h"

namespace {

using pyvenv::testing::TempDir;

std::string TakeText(std::string_view* input) {
  const size_t end = input->find('\0');
  std::string text(input->substr(0, end));
  input->remove_prefix(end == std::string_view::npos ? input->size() : end + 1);
  return text;
}

void Replace(std::string_view mark, const std::string& digest, std::string* text) {
  for (size_t at = text->find(mark); at != std::string::npos; at = text->find(mark, at)) {
    text->replace(at, mark.size(), digest);
    at += digest.size();
  }
}

// Returns the digest.
std::string WriteBlob(const TempDir& dir, std::string_view content) {
  pyvenv::Sha256 hash;
  hash.Update(content);
  const std::string hex = pyvenv::ToHex(hash.Finish());
  dir.Write("blobs/sha256/" + hex, content);
  return "sha256:" + hex;
}

void Write(const TempDir& dir, std::string_view input) {
  std::string index = TakeText(&input);
  std::string manifest = TakeText(&input);
  Replace("@2", WriteBlob(dir, TakeText(&input)), &manifest);
  Replace("@1", WriteBlob(dir, manifest), &index);
  dir.Write("oci-layout", R"({"imageLayoutVersion": "1.0.0"})");
  dir.Write("index.json", index);
}

void ReadIt(const std::string& directory) {
  const auto word = pyvenv::ParseImageWord(directory);
  if (!word) std::abort();
  for (const pyvenv::LayerSource& layer : pyvenv::ReadImage(*word)) {
    const std::string blobs = directory + "/blobs/sha256/";
    const bool is_blob = layer.tar.starts_with(blobs) &&
                         layer.tar.find('/', blobs.size()) == std::string::npos &&
                         layer.tar.find("..") == std::string::npos;
    if (!is_blob) std::abort();
  }
}

}  // namespace

FUZZ(ImageLayout, "image_layout", bytes) {
  const TempDir dir(pyvenv::testing::PlaceInMemory());
  Write(dir, bytes);
  try {
    ReadIt(dir.path());
  } catch (const pyvenv::Error&) {  // the input's fault
  }
}
