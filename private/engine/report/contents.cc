#include "report/contents.h"

#include <string_view>

#include "inspect/descriptor_file.h"
#include "inspect/listing_reader.h"

namespace pyvenv {
namespace {

void AddDescriptor(const std::string& path, LayerSummary* layer) {
  const FileDescriptor descriptor = ReadFileDescriptor(path);
  layer->digest = descriptor.digest;
  layer->size = descriptor.size;
}

void Count(const ListedEntry& entry, LayerSummary* layer) {
  switch (entry.type) {
    case MemberType::kDirectory:
      ++layer->directories;
      break;
    case MemberType::kLink:
      ++layer->links;
      break;
    case MemberType::kFile:
      ++layer->files;
      layer->content += entry.size;
      break;
  }
}

void AddEntry(LayerUnion::Layer layer, const ListedEntry& entry, Contents* contents) {
  const LayerUnion::Node node = contents->paths.Add(layer, entry);
  Count(entry, &contents->layers[layer]);
  if (entry.type == MemberType::kDirectory) return;
  contents->entries.push_back(
      {.node = node,
       .layer = layer,
       .type = entry.type,
       .size = entry.size,
       .content = entry.type == MemberType::kLink ? entry.link : entry.digest,
       .hard_link = entry.hard_link,
       .attributes = entry.attributes});
}

}  // namespace

void ReadContents(std::span<const LayerFiles> layers, Contents* contents) {
  for (const LayerFiles& files : layers) {
    const auto layer = static_cast<LayerUnion::Layer>(contents->layers.size());
    contents->layers.push_back({.name = files.name});
    ListingReader reader(files.listing);
    while (const ListedEntry* entry = reader.Next()) AddEntry(layer, *entry, contents);
    AddDescriptor(files.descriptor, &contents->layers[layer]);
  }
  contents->components = FindComponents(contents->paths);
}

}  // namespace pyvenv
