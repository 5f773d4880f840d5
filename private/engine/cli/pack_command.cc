#include "cli/pack_command.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/batch_process.h"
#include "base/output_file.h"
#include "base/task_pool.h"
#include "cli/command.h"
#include "cli/distinct_files.h"
#include "cli/pack_flags.h"
#include "pack/descriptor.h"
#include "pack/pack.h"
#include "tree/builder.h"

namespace pyvenv {
namespace {

struct PackFiles {
  std::string manifest;
  std::string output;
  std::string listing;
  std::string descriptor;
  std::string facts;  // empty for none
  std::vector<std::string> bytecode;
};

void Pack(const PackFiles& files, const PackOptions& options, unsigned jobs) {
  std::vector<std::string> inputs = files.bytecode;
  inputs.push_back(files.manifest);
  const std::string paths[] = {files.output, files.listing, files.descriptor, files.facts};
  CheckDistinct(paths, inputs);
  for (const std::string& path : paths) {
    if (!path.empty()) OutputFile::RemoveOld(path);
  }
  OutputFile layer(files.output);
  OutputFile listing(files.listing);
  OutputFile descriptor(files.descriptor);
  std::optional<OutputFile> facts;
  if (!files.facts.empty()) facts.emplace(files.facts);
  BecomeBatchProcess();
  TaskPool pool(jobs);
  const Tree tree = BuildTree(files.manifest, pool, files.bytecode);
  descriptor.Write(
      ToJson(PackLayer(tree, options, pool, layer, listing, facts ? &*facts : nullptr)));
  std::vector<OutputFile*> outputs = {&layer, &listing, &descriptor};
  if (facts) outputs.push_back(&*facts);
  OutputFile::Publish(outputs);
}

void AddFileOptions(Command* command, PackFiles* files) {
  command->Required("--manifest FILE", &files->manifest, "What to pack: JSON lines");
  command->Required("--output FILE", &files->output, "The layer to write: a tar");
  command->Required("--listing FILE", &files->listing, "What is in it, to write: mtree text");
  command->OptionalList(
      "--bytecode FILE", &files->bytecode,
      "A manifest of bytecode in this layer or another: links to its modules get one to "
      "it beside them");
  command->Required("--descriptor FILE", &files->descriptor, "Its OCI descriptor, to write: JSON");
  command->Optional(
      "--facts FILE", &files->facts,
      "What its programs, libraries and scripts need, and what the distributions and the "
      "interpreter in it say, to write: JSON lines");
}

}  // namespace

Command PackCommand() {
  struct Flags {
    PackFiles files;
    PackOptions options;
    PackFlags pack;
  };
  const auto flags = std::make_shared<Flags>();
  Command command(
      "layer_packer",
      "Packs what a manifest lists into one OCI layer: a tar, its listing, its descriptor.");
  AddFileOptions(&command, &flags->files);
  AddPackFlags(&command, &flags->pack, &flags->options, flags->pack.mtime);
  command.Notes(
      "- layer_packer report --help: a table of packed layers\n"
      "- layer_packer verify --help: checks of packed layers\n"
      "- layer_packer sbom --help: which software is in packed layers\n"
      "- layer_packer merge_repo_mappings --help: one mapping for several executables");
  command.Action([flags] {
    ParsePackFlags(flags->pack, &flags->options);
    const unsigned jobs = JobsOf(flags->pack);
    Pack(flags->files, flags->options, jobs);
    return 0;
  });
  return command;
}

}  // namespace pyvenv
