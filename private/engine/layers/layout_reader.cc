#include "layers/layout_reader.h"

#include <algorithm>
#include <functional>
#include <utility>

#include "base/error.h"
#include "digest/sha256.h"
#include "layers/descriptor.h"
#include "layers/json_text.h"

namespace pyvenv {
namespace {

using nlohmann::json;

// An index may refer to indexes. One level is what builders make.
constexpr int kDeepestIndex = 4;

// A digest's beginning that tells it from others.
constexpr size_t kShortDigest = 19;

const json& Part(const json& object, const char* key) {
  static const json nothing = json::object();
  const auto found = object.find(key);
  return found == object.end() ? nothing : *found;
}

std::optional<Platform> PlatformOf(const json& descriptor) {
  const json& platform = Part(descriptor, "platform");
  if (!platform.is_object() || TextOf(platform, "os").empty()) return std::nullopt;
  return ReadPlatform(platform);
}

bool IsIndex(const json& descriptor) {
  const std::string media_type = TextOf(descriptor, "mediaType");
  return media_type.find("index") != std::string::npos ||
         media_type.find("manifest.list") != std::string::npos;
}

// An index may hold anything: signatures, documents, what BuildKit tells of how images were made.
bool IsImage(const ImageReference& image) {
  const std::string media_type = TextOf(image.descriptor, "mediaType");
  const bool is_manifest = media_type.empty() || media_type.find(".manifest.") != std::string::npos;
  return is_manifest && TextOf(image.descriptor, "artifactType").empty() &&
         (!image.platform || ToText(*image.platform) != "unknown/unknown");
}

std::string Description(const ImageReference& image) {
  std::string text = image.tag;
  const std::string platform = image.platform ? ToText(*image.platform) : std::string();
  for (const std::string& part :
       {platform, TextOf(image.descriptor, "digest").substr(0, kShortDigest)}) {
    if (!text.empty() && !part.empty()) text += " ";
    text += part;
  }
  return text;
}

bool IsMeant(const ImageReference& image, const std::string& selector) {
  return selector.empty() || selector == image.tag ||
         (image.platform && selector == ToText(*image.platform)) ||
         (selector.size() > 7 && TextOf(image.descriptor, "digest").starts_with(selector));
}

using Candidates = std::vector<const ImageReference*>;

// Those for exactly that platform, if there are any.
void KeepTheExact(const Platform& wanted, Candidates* found) {
  const auto is_exact = [&](const ImageReference* image) { return image->platform == wanted; };
  if (std::any_of(found->begin(), found->end(), is_exact))
    std::erase_if(*found, std::not_fn(is_exact));
}

bool AreOne(const Candidates& found) {
  return !found.empty() &&
         std::all_of(found.begin(), found.end(), [&](const ImageReference* image) {
           return TextOf(image->descriptor, "digest") ==
                  TextOf(found.front()->descriptor, "digest");
         });
}

}  // namespace

std::string TextOf(const json& object, const char* key) {
  const auto found = object.find(key);
  return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

Platform ReadPlatform(const json& object) {
  return {.os = TextOf(object, "os"),
          .architecture = TextOf(object, "architecture"),
          .variant = TextOf(object, "variant")};
}

LayoutReader::LayoutReader(std::string directory) : directory_(std::move(directory)) {
  Collect(ReadJson(directory_ + "/index.json"), {}, 0);
}

void LayoutReader::Collect(const json& index, const std::string& tag, int depth) {
  if (!index.is_object() || !Part(index, "manifests").is_array() || depth > kDeepestIndex) {
    Fail("an index of another form than OCI's");
  }
  for (const json& entry : index["manifests"]) {
    if (!entry.is_object()) Fail("an index of another form than OCI's");
    const std::string own = TextOf(Part(entry, "annotations"), kTagAnnotation);
    const std::string& name = own.empty() ? tag : own;
    if (IsIndex(entry)) {
      Collect(ReadBlob(entry), name, depth + 1);
      continue;
    }
    ImageReference image{.descriptor = entry, .tag = name, .platform = PlatformOf(entry)};
    if (IsImage(image)) images_.push_back(std::move(image));
  }
}

const ImageReference& LayoutReader::Select(const std::string& selector,
                                           const std::optional<Platform>& wanted) const {
  if (images_.empty()) Fail("there is none in it");
  Candidates found;
  for (const ImageReference& image : images_) {
    if (IsMeant(image, selector)) found.push_back(&image);
  }
  if (wanted && (found.size() > 1 || selector.empty())) {
    std::erase_if(found, [&](const ImageReference* image) {
      return image->platform && !Serves(*image->platform, *wanted);
    });
    if (found.empty()) Fail("none is for " + ToText(*wanted) + "; it has " + Choice());
    KeepTheExact(*wanted, &found);
  }
  if (AreOne(found)) return *found.front();
  Fail("name one as DIRECTORY:TAG, DIRECTORY:PLATFORM or DIRECTORY:DIGEST; it has " + Choice());
}

std::string LayoutReader::Choice() const {
  std::string choice;
  for (const ImageReference& image : images_) {
    choice += (choice.empty() ? "" : ", ") + Description(image);
  }
  return choice;
}

ImageDocuments LayoutReader::Read(const ImageReference& image) const {
  ImageDocuments documents{.manifest = ReadBlob(image.descriptor), .config = {}};
  const json& manifest = documents.manifest;
  if (!manifest.is_object() || !manifest.contains("layers") || !manifest["layers"].is_array()) {
    Fail("its manifest has no layers");
  }
  documents.config = ReadBlob(Part(manifest, "config"));
  if (!documents.config.is_object()) Fail("its config is no object");
  const json& diff_ids = Part(Part(documents.config, "rootfs"), "diff_ids");
  if (!diff_ids.is_array() || diff_ids.size() != manifest["layers"].size()) {
    Fail("its config has other layers (diff_ids) than its manifest");
  }
  return documents;
}

std::string LayoutReader::BlobPath(const std::string& digest) const {
  return directory_ + "/blobs/sha256/" + std::string(HexOf(digest));
}

void LayoutReader::Fail(const std::string& cause) const {
  throw Error("cannot read the image", directory_, cause);
}

json LayoutReader::ReadBlob(const json& descriptor) const {
  const std::string digest = descriptor.is_object() ? TextOf(descriptor, "digest") : std::string();
  if (!IsSha256(digest)) Fail("it refers to a blob by no SHA-256");
  return ReadJson(BlobPath(digest), digest);
}

}  // namespace pyvenv
