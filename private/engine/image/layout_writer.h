#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "base/output_file.h"
#include "image/layout_lock.h"
#include "pack/descriptor.h"

namespace pyvenv {

/// Adds an image to an OCI image layout (image-spec, "Image Layout"), and makes the layout unless
/// it is there.
///
/// Blobs are written beside the others under names of OutputFile's, and get their own, with the
/// index, when all are there: until then the layout is what it was, and where there was none, there
/// is none (the file `oci-layout` comes last). Blobs that are there already are left as they are.
/// Other runs wait, see LayoutLock; what killed ones have left is removed.
class LayoutWriter {
 public:
  using Json = nlohmann::ordered_json;

  /// Throws Error for a directory with something else in it, and for a layout of another version.
  /// `on_wait`: see LayoutLock.
  LayoutWriter(std::string directory, const std::function<void()>& on_wait);
  LayoutWriter(const LayoutWriter&) = delete;
  LayoutWriter& operator=(const LayoutWriter&) = delete;
  ~LayoutWriter();

  /// A blob that `write` makes; `name`: what it is called in messages.
  LayerDescriptor AddLayer(const std::string& name,
                           const std::function<LayerDescriptor(ByteSink&)>& write);

  /// A blob with this document. Returns its descriptor.
  Json AddDocument(std::string_view media_type, const Json& document);

  /// A blob that has a file elsewhere: one more name of that file, if the file system allows it,
  /// else a copy. Throws Error if the file has another size, or a copy has another digest.
  void AddFile(const std::string& path, const std::string& digest, uint64_t size);

  /// Gives the image a name: an entry of the index (see WithEntry), which leads to blobs of this
  /// layout.
  void Publish(const Json& entry);

 private:
  [[nodiscard]] std::string BlobPath(std::string_view hex) const;
  [[nodiscard]] bool HasBlob(std::string_view hex, uint64_t size) const;
  OutputFile& Open(const std::string& path);
  void Keep(std::string_view hex, uint64_t size);

  const std::string directory_;
  const std::string blobs_;
  const LayoutLock lock_;
  std::vector<std::string> made_directories_;
  std::vector<std::string> links_;                  // blobs that are done
  std::vector<std::unique_ptr<OutputFile>> files_;  // those that still need their names
};

}  // namespace pyvenv
