#include "pack/descriptor.h"

#include <gtest/gtest.h>

namespace pyvenv::descriptor_test {

TEST(DescriptorTest, Json) {
  LayerDescriptor descriptor;
  descriptor.digest[31] = 0x1f;
  descriptor.size = 10240;
  descriptor.diff_id[0] = 0xa0;
  EXPECT_EQ(ToJson(descriptor),
            R"({"mediaType": "application/vnd.oci.image.layer.v1.tar", "digest": "sha256:)" +
                std::string(62, '0') + R"(1f", "size": 10240, "diffID": "sha256:a0)" +
                std::string(62, '0') + "\"}\n");
}

TEST(DescriptorTest, CompressedLayersNameTypeAndEncoder) {
  LayerDescriptor descriptor;
  descriptor.compression = CompressionKind::kGzip;
  EXPECT_NE(ToJson(descriptor).find(R"("application/vnd.oci.image.layer.v1.tar+gzip")"),
            std::string::npos);
  EXPECT_TRUE(ToJson(descriptor)
                  .ends_with(R"(, "encoder": ")" + EncoderOf(CompressionKind::kGzip) + "\"}\n"));
  descriptor.compression = CompressionKind::kZstd;
  EXPECT_NE(ToJson(descriptor).find(R"("application/vnd.oci.image.layer.v1.tar+zstd")"),
            std::string::npos);
  EXPECT_TRUE(ToJson(descriptor)
                  .ends_with(R"(, "encoder": ")" + EncoderOf(CompressionKind::kZstd) + "\"}\n"));
}

}  // namespace pyvenv::descriptor_test
