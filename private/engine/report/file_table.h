#pragma once

#include <cstdint>
#include <tuple>
#include <vector>

#include "base/json_writer.h"
#include "report/contents.h"

namespace pyvenv {

/// The files of a build and their directories, as a page has them, see PageData.
class FileTable {
 public:
  explicit FileTable(const Contents& contents);

  void WriteDirectories(JsonWriter* json) const;
  void WriteFiles(JsonWriter* json) const;
  void WriteHardLinks(JsonWriter* json) const;
  void WriteCopies(JsonWriter* json) const;

 private:
  // Layer, component and directory: what files are sorted by.
  using Key = std::tuple<LayerUnion::Layer, Components::Index, LayerUnion::Node>;

  [[nodiscard]] Key KeyOf(uint32_t index) const;
  void NumberDirectories();
  void WriteGroups(JsonWriter* json) const;

  const Contents& contents_;
  std::vector<uint32_t> order_;     // of the files, by their indices in the entries
  std::vector<uint32_t> position_;  // the inverse
  std::vector<LayerUnion::Node> directories_;
  std::vector<uint32_t> number_;  // of a directory, by node
};

}  // namespace pyvenv
