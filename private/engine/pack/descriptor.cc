#include "pack/descriptor.h"

namespace pyvenv {

std::string ToJson(const LayerDescriptor& descriptor) {
  return R"({"mediaType": "application/vnd.oci.image.layer.v1.tar", "digest": "sha256:)" +
         ToHex(descriptor.digest) + R"(", "size": )" + std::to_string(descriptor.size) +
         R"(, "diffID": "sha256:)" + ToHex(descriptor.diff_id) + "\"}\n";
}

}  // namespace pyvenv
