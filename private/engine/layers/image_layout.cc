#include "layers/image_layout.h"

#include <sys/utsname.h>

#include <filesystem>
#include <map>
#include <nlohmann/json.hpp>
#include <utility>

#include "base/error.h"
#include "layers/descriptor.h"

namespace pyvenv {
namespace {

using nlohmann::json;

// An index may refer to indexes. One level is what builders make.
constexpr int kDeepestIndex = 4;

std::string Text(const json& object, const char* key) {
  const auto found = object.find(key);
  return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

const json& Part(const json& object, const char* key) {
  static const json nothing = json::object();
  const auto found = object.find(key);
  return found == object.end() ? nothing : *found;
}

/// An image that an index refers to.
struct Image {
  json descriptor;
  std::string reference;  // its tag
  std::string platform;   // "linux/arm64"

  [[nodiscard]] std::string Description() const {
    std::string text = reference;
    for (const std::string& part : {platform, Text(descriptor, "digest").substr(0, 19)}) {
      if (!text.empty() && !part.empty()) text += " ";
      text += part;
    }
    return text;
  }
};

/// The platform of this machine. What it calls its processor, images call as Go does.
std::string ThisPlatform() {
  static const std::map<std::string, std::string> names = {
      {"x86_64", "amd64"}, {"aarch64", "arm64"}, {"i686", "386"}, {"armv7l", "arm"}};
  utsname name{};
  ::uname(&name);
  const auto known = names.find(name.machine);
  return "linux/" + (known == names.end() ? name.machine : known->second);
}

/// Whether a selector means an image.
bool IsMeant(const Image& image, const std::string& selector) {
  return selector.empty() || selector == image.reference || selector == image.platform ||
         (selector.size() > 7 && Text(image.descriptor, "digest").starts_with(selector));
}

/// Whether this machine can run an image. Of what processors there are of a kind, such as arm/v7,
/// nobody knows.
bool IsForThisMachine(const Image& image) {
  return image.platform.empty() || (image.platform + "/").starts_with(ThisPlatform() + "/");
}

bool IsImageLayout(const std::string& directory) {
  std::error_code ignored;
  return std::filesystem::is_regular_file(directory + "/oci-layout", ignored);
}

std::string PlatformOf(const json& descriptor) {
  const json& platform = Part(descriptor, "platform");
  if (!platform.is_object() || Text(platform, "os").empty()) return {};
  std::string text = Text(platform, "os") + "/" + Text(platform, "architecture");
  if (!Text(platform, "variant").empty()) text += "/" + Text(platform, "variant");
  return text;
}

class Layout {
 public:
  explicit Layout(std::string directory) : directory_(std::move(directory)) {}

  template <typename Predicate>
  std::vector<LayerSource> LayersOfTheOne(Predicate is_meant) {
    Collect(ReadJson(directory_ + "/index.json"), {}, 0);
    return LayersOf(Select(is_meant));
  }

 private:
  [[noreturn]] void Fail(const std::string& cause) const {
    throw Error("cannot read the image", directory_, cause);
  }

  void Collect(const json& index, const std::string& reference, int depth) {
    if (!index.is_object() || !Part(index, "manifests").is_array() || depth > kDeepestIndex) {
      Fail("an index of another form than OCI's");
    }
    for (const json& entry : index["manifests"]) {
      if (!entry.is_object()) Fail("an index of another form than OCI's");
      const std::string own = Text(Part(entry, "annotations"), "org.opencontainers.image.ref.name");
      const std::string& name = own.empty() ? reference : own;
      const std::string media_type = Text(entry, "mediaType");
      if (media_type.find("index") != std::string::npos ||
          media_type.find("manifest.list") != std::string::npos) {
        Collect(ReadBlob(entry), name, depth + 1);
        continue;
      }
      Image image{.descriptor = entry, .reference = name, .platform = PlatformOf(entry)};
      // What BuildKit puts beside images: how they were made.
      if (image.platform == "unknown/unknown") continue;
      images_.push_back(std::move(image));
    }
  }

  template <typename Predicate>
  const Image& Select(Predicate is_meant) const {
    std::vector<const Image*> found;
    for (const Image& image : images_) {
      if (is_meant(image)) found.push_back(&image);
    }
    if (found.size() == 1) return *found.front();
    if (images_.empty()) Fail("there is none in it");
    std::string choice;
    for (const Image& image : images_) {
      choice += (choice.empty() ? "" : ", ") + image.Description();
    }
    Fail("name one as DIRECTORY:TAG, DIRECTORY:PLATFORM or DIRECTORY:DIGEST; it has " + choice);
  }

  std::vector<LayerSource> LayersOf(const Image& image) const {
    const json manifest = ReadBlob(image.descriptor);
    if (!manifest.is_object() || !Part(manifest, "layers").is_array()) {
      Fail("its manifest has no layers");
    }
    const json config = ReadBlob(Part(manifest, "config"));
    if (!config.is_object()) Fail("its config is no object");
    const json& diff_ids = Part(Part(config, "rootfs"), "diff_ids");
    const json& layers = manifest["layers"];
    if (!diff_ids.is_array() || diff_ids.size() != layers.size()) {
      Fail("its config has other layers (diff_ids) than its manifest");
    }
    std::vector<LayerSource> sources;
    for (const json& layer : layers) {
      const json& diff_id = diff_ids[sources.size()];
      if (!diff_id.is_string()) Fail("its config has a diff_id that is no digest");
      sources.push_back(ToSource(layer, diff_id.get<std::string>(), sources.size() + 1));
    }
    return sources;
  }

  LayerSource ToSource(const json& layer, const std::string& diff_id, size_t number) const {
    if (!layer.is_object()) Fail("a layer's descriptor is no object");
    LayerSource source;
    source.name = Text(Part(layer, "annotations"), "org.opencontainers.image.title");
    source.is_named = !source.name.empty();
    if (!source.is_named) source.name = "layer " + std::to_string(number);
    source.descriptor = ToDescriptor(layer, directory_);
    if (!IsSha256(diff_id)) Fail("its config has a diff_id that is no SHA-256");
    source.descriptor->diff_id = diff_id;
    source.tar = BlobPath(source.descriptor->digest);
    return source;
  }

  // The digest is checked first: it becomes a path.
  [[nodiscard]] std::string BlobPath(const std::string& digest) const {
    return directory_ + "/blobs/sha256/" + digest.substr(digest.find(':') + 1);
  }

  [[nodiscard]] json ReadBlob(const json& descriptor) const {
    const std::string digest = descriptor.is_object() ? Text(descriptor, "digest") : std::string();
    if (!IsSha256(digest)) Fail("it refers to a blob by no SHA-256");
    return ReadJson(BlobPath(digest), digest);
  }

  const std::string directory_;
  std::vector<Image> images_;
};

}  // namespace

std::optional<ImageWord> ParseImageWord(const std::string& word) {
  if (IsImageLayout(word)) return ImageWord{.directory = word, .selector = {}};
  std::error_code ignored;
  if (std::filesystem::exists(word, ignored)) return std::nullopt;
  // "DIRECTORY:sha256:…" too, and directories with a colon in their names.
  for (size_t colon = word.find(':'); colon != std::string::npos;
       colon = word.find(':', colon + 1)) {
    std::string directory = word.substr(0, colon);
    if (IsImageLayout(directory)) {
      return ImageWord{.directory = std::move(directory), .selector = word.substr(colon + 1)};
    }
  }
  return std::nullopt;
}

std::vector<LayerSource> ReadImage(const ImageWord& image) {
  return Layout(image.directory).LayersOfTheOne([&](const Image& candidate) {
    return IsMeant(candidate, image.selector);
  });
}

std::vector<LayerSource> ReadImageForThisMachine(const ImageWord& image) {
  if (!image.selector.empty()) return ReadImage(image);
  return Layout(image.directory).LayersOfTheOne(IsForThisMachine);
}

}  // namespace pyvenv
