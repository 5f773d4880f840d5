#include "pkg_pyvenv/listing_command.h"

#include <memory>
#include <string>

#include "base/error.h"
#include "base/output_file.h"
#include "base/progress.h"
#include "cli/command.h"
#include "layers/layer_reader.h"
#include "layers/write_listing.h"
#include "pkg_pyvenv/layer_words.h"
#include "pkg_pyvenv/print_result.h"

namespace pyvenv {
namespace {

struct ListingFlags {
  std::string word;
  std::string layer;
  std::string output;
};

class StandardOutput : public ByteSink {
 public:
  void Write(std::string_view bytes) override { PrintResult(bytes); }
};

const LayerSource& Select(const LayerSet& set, const ListingFlags& flags) {
  if (flags.layer.empty() && set.layers.size() == 1) return set.layers.front();
  std::string names;
  for (const LayerSource& layer : set.layers) {
    if (layer.name == flags.layer) return layer;
    names += (names.empty() ? "" : ", ") + layer.name;
  }
  throw UsageError("--layer", "name one of " + names);
}

void List(const LayerSource& source, ByteSink& sink) {
  LayerSet set;
  set.layers.push_back(source);
  Progress progress("reading", BytesToRead(set), TerminalSink(), SteadyTime);
  const auto reader =
      source.tar.empty() ? OpenListing(source.listing) : OpenTar(source.tar, &progress);
  WriteListing(reader.get(), sink);
}

void WriteOutput(const ListingFlags& flags) {
  LayerSet set = FindLayers({&flags.word, 1});
  for (LayerSource& layer : set.layers) {
    // Not read, and maybe what an earlier run has written.
    if (!layer.tar.empty()) layer.listing.clear();
  }
  CheckOutputIsNoLayer(flags.output, FilesOf(set));
  const LayerSource& source = Select(set, flags);
  if (flags.output.empty()) {
    StandardOutput output;
    return List(source, output);
  }
  OutputFile::RemoveOld(flags.output);
  OutputFile output(flags.output);
  List(source, output);
  OutputFile* const files[] = {&output};
  OutputFile::Publish(files);
}

}  // namespace

Command ListingCommand() {
  const auto flags = std::make_shared<ListingFlags>();
  Command command(
      "pkg_pyvenv listing",
      "Writes what is in a layer as mtree text: a line a member, with the digest of its "
      "content. It is the text that layer_packer writes beside its own layers.");
  command.Notes(LayerWordsHelp());
  command.Example("pkg_pyvenv listing layer.tar.zst > layer.mtree");
  command.Example("pkg_pyvenv listing layout:latest --layer 'layer 3' --output layer.mtree");
  command.Required("LAYER", &flags->word, "The layer");
  command.Optional("--layer NAME", &flags->layer, "Which one, where LAYER has several");
  command.Optional("--output FILE", &flags->output, "The file to write [standard output]");
  command.Action([flags] {
    WriteOutput(*flags);
    return 0;
  });
  return command;
}

}  // namespace pyvenv
