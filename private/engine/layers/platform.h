#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace pyvenv {

/// What an image is made for, in the words of Go (OCI image-spec, "Image Index", `platform`).
struct Platform {
  std::string os;
  std::string architecture;
  std::string variant;  ///< of the processor, such as "v7" of arm; empty: none in particular

  bool operator==(const Platform&) const = default;
};

/// "linux/arm/v7"
std::string ToText(const Platform& platform);

/// Reads `os/arch` or `os/arch/variant`; nothing if the text is of another form.
std::optional<Platform> ParsePlatform(std::string_view text);

/// Linux on this machine's processor, of no variant.
Platform ThisPlatform();

/// Whether an image for `offered` is one for `wanted`: of its variant, or of any if that has none.
/// Variants that say nothing (v8 of arm64, v1 of amd64) are as good as none, and an arm without one
/// is a v7, as containerd has it.
bool Serves(const Platform& offered, const Platform& wanted);

}  // namespace pyvenv
