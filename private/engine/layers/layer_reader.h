#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/progress.h"
#include "inspect/facts_reader.h"
#include "layers/content_facts.h"
#include "layers/member.h"
#include "pack/descriptor.h"

namespace pyvenv {

/// Streams the members of one layer. Errors are thrown as Error and name the file.
class LayerReader {
 public:
  LayerReader() = default;
  LayerReader(const LayerReader&) = delete;
  LayerReader& operator=(const LayerReader&) = delete;
  virtual ~LayerReader() = default;

  /// The next member, valid until the next call; null at the end.
  virtual const LayerMember* Next() = 0;

  /// After the last member: what the layer's file is; nothing if only its listing was read.
  virtual std::optional<LayerDescriptor> Finish() = 0;
};

/// Reads a tar that anyone made, plain or compressed with gzip or zstd, and hashes the content of
/// its files. A hard link has what a copy of the file would have.
///
/// Memory grows with the members, for hard links may lead to any of them; what would take more than
/// 2 million members, or 512 MiB of names, is an error. So is a tar that holds an image, with its
/// layers in it. `progress` may be null.
///
/// `facts`: gets what files need of an image and say of what is installed (see FileFacts), which is
/// limited to 256 MiB; null for nobody wants it. `wanted`: which of these.
std::unique_ptr<LayerReader> OpenTar(const std::string& path, Progress* progress,
                                     std::vector<FileFacts>* facts = nullptr,
                                     WantedFacts wanted = WantedFacts::kAll);

/// Reads a listing, see ListingReader.
std::unique_ptr<LayerReader> OpenListing(const std::string& path);

}  // namespace pyvenv
