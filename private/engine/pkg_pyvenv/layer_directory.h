#pragma once

#include <memory>
#include <set>
#include <string>
#include <vector>

#include "base/output_file.h"
#include "base/task_pool.h"
#include "pack/pack.h"
#include "plan/layer_index.h"
#include "tree/tree.h"

namespace pyvenv {

/// The files of layers in one directory: <name>.<layer>.tar (.tar.gz, .tar.zst), .mtree and .json
/// of each, and layers.json. They appear together; until then the directory keeps what an earlier
/// run has left there, which then goes.
class LayerDirectory {
 public:
  /// Makes the directory unless it is there.
  LayerDirectory(std::string directory, std::string name);
  LayerDirectory(const LayerDirectory&) = delete;
  LayerDirectory& operator=(const LayerDirectory&) = delete;

  /// Removes the directory again, though not those above, if it was made and nothing was published.
  ~LayerDirectory();

  /// `facts`: gets what FactsWriter writes; null for no facts.
  void Pack(const std::string& layer, const Tree& tree, const PackOptions& options, TaskPool& pool,
            Progress* progress, ByteSink* facts);

  /// A further file: what its name has after the name of the layers, and its content. Returns its
  /// name.
  std::string Add(std::string_view extension, std::string_view content);

  /// In the order of packing.
  [[nodiscard]] const std::vector<PackedLayer>& layers() const { return layers_; }

  /// `index`: the text of layers.json.
  void Publish(const std::string& index);

 private:
  OutputFile& Open(const std::string& file);

  std::string directory_;
  std::string name_;
  bool made_directory_;
  std::vector<std::unique_ptr<OutputFile>> files_;
  std::set<std::string> names_;  // of these
  std::vector<PackedLayer> layers_;
};

}  // namespace pyvenv
