#include "inspect/base_image.h"

#include <algorithm>
#include <array>

#include "base/path.h"

namespace pyvenv {
namespace {

constexpr std::array<std::string_view, 23> kLibraries = {
    // glibc.
    "ld-linux*.so.*",
    "ld64.so.*",
    "ld.so.1",
    "libc.so.6*",
    "libm.so.6*",
    "libmvec.so.1",
    "libpthread.so.0",
    "libdl.so.2",
    "librt.so.1",
    "libutil.so.1",
    "libresolv.so.2",
    "libanl.so.1",
    "libnss_*.so.2",
    // musl.
    "ld-musl-*.so.1",
    "libc.musl-*.so.1",
    "libc.so",
    // GCC.
    "libgcc_s.so.1",
    "libstdc++.so.6",
    // zlib: package managers need it.
    "libz.so.1",
    // The driver, mounted where there is a graphics card.
    "libcuda.so.1",
    "libnvcuvid.so.1",
    "libnvidia-*.so.1",
    "libnvoptix.so.1",
};

constexpr std::array<std::string_view, 16> kInterpreters = {
    "/bin/sh",
    "/bin/bash",
    "/bin/dash",
    "/bin/env",
    "/bin/false",
    "/usr/bin/sh",
    "/usr/bin/bash",
    "/usr/bin/dash",
    "/usr/bin/env",
    "/usr/bin/false",
    // Dynamic linkers.
    "/lib/ld-linux*.so.*",
    "/lib64/ld-linux*.so.*",
    "/lib/ld64.so.*",
    "/lib64/ld64.so.*",
    "/lib/ld.so.1",
    "/lib/ld-musl-*.so.1",
};

// Patterns are relative. With a name before it "/x" stays a whole path, and is not any "x".
std::string Anchored(std::string_view path) {
  return (path.starts_with('/') ? "root" : "") + std::string(path);
}

bool Match(std::span<const PathPattern> patterns, std::string_view path) {
  return std::any_of(patterns.begin(), patterns.end(),
                     [path](const PathPattern& pattern) { return pattern.Matches(path); });
}

}  // namespace

BaseImage::BaseImage(std::span<const std::string> libraries,
                     std::span<const std::string> interpreters)
    : libraries_(kLibraries.begin(), kLibraries.end()) {
  for (const std::string& pattern : libraries) libraries_.emplace_back(pattern);
  for (const std::string_view pattern : kInterpreters) {
    interpreters_.emplace_back(Anchored(pattern));
  }
  for (const std::string& pattern : interpreters) interpreters_.emplace_back(Anchored(pattern));
}

bool BaseImage::HasLibrary(std::string_view name) const {
  return Match(libraries_, NameOf(name));
}

bool BaseImage::HasInterpreter(std::string_view path) const {
  return Match(interpreters_, Anchored(path));
}

}  // namespace pyvenv
