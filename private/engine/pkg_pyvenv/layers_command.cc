#include "pkg_pyvenv/layers_command.h"

#include <memory>
#include <string>
#include <vector>

#include "base/batch_process.h"
#include "base/progress.h"
#include "base/quoted.h"
#include "base/task_pool.h"
#include "base/timestamp.h"
#include "cli/command.h"
#include "cli/pack_flags.h"
#include "pack/pack.h"
#include "pkg_pyvenv/layer_directory.h"
#include "pkg_pyvenv/print_result.h"
#include "pkg_pyvenv/source_date_epoch.h"
#include "pkg_pyvenv/source_flags.h"
#include "pkg_pyvenv/source_layers.h"
#include "plan/assignment.h"
#include "plan/layer_index.h"
#include "report/contents.h"
#include "report/layer_table.h"
#include "sbom/facts_collector.h"
#include "sbom/software.h"
#include "sbom/write_bill.h"

namespace pyvenv {
namespace {

struct LayersFlags {
  SourceFlags source;
  PackFlags pack;
  PackOptions options;
  std::string directory;
  std::string name;
  std::string sbom;
  bool json = false;
};

std::string TableOf(const std::vector<PackedLayer>& layers) {
  std::vector<LayerSummary> summaries;
  summaries.reserve(layers.size());
  for (const PackedLayer& layer : layers) {
    summaries.push_back({.name = layer.name,
                         .files = layer.totals.files,
                         .links = layer.totals.links,
                         .directories = layer.totals.directories,
                         .content = layer.totals.content,
                         .size = layer.descriptor.size,
                         .digest = DigestText(layer.descriptor.digest)});
  }
  return ReportTable(summaries);
}

// `bill`: gets the layers and what is in them; null for no bill.
void PackAll(const SourceTree& source, const Assignment& assignment, const PackOptions& options,
             TaskPool& pool, LayerDirectory* files, Bill* bill) {
  Progress progress("packing", BytesOf(assignment), TerminalSink(), SteadyTime);
  for (const AssignedLayer& layer : assignment.layers) {
    FactsCollector facts;
    files->Pack(layer.name, LayerTree(source, layer, pool), options, pool, &progress,
                bill == nullptr ? nullptr : &facts);
    if (bill == nullptr) continue;
    bill->layers.push_back({.name = layer.name,
                            .digest = DigestText(files->layers().back().descriptor.digest),
                            .software = SoftwareOf(facts.facts())});
  }
}

// Returns the name of its file.
std::string AddBill(const Bill& bill, const std::string& format_name, LayerDirectory* files) {
  const BillFormat format = BillFormatOf(format_name);
  return files->Add(BillExtension(format), WriteBill(bill, format));
}

// It begins the names of files, which layers.json has.
void CheckName(const std::string& name) {
  if (name.find('/') != std::string::npos) {
    throw UsageError("--name", Quoted(name) + R"( has a "/")");
  }
  CheckText("--name", name);
}

void PackLayers(LayersFlags flags, unsigned jobs) {
  const PackOptions& options = flags.options;
  Bill bill;
  if (!flags.sbom.empty()) bill.created = ParseNumber("--mtime", flags.pack.mtime, 0, kLatestTime);
  CheckName(flags.name);
  CheckOutputIsOutside(flags.source.source, flags.directory);
  flags.source.output = flags.directory;
  const SourceTree source = ReadSource(flags.source);
  const Assignment assignment = AssignAsAsked(flags.source, source);
  WarnOfLayers(assignment.layers.size());
  const std::string name = flags.name.empty() ? NameOfSource(flags.source.source) : flags.name;
  LayerDirectory files(flags.directory, name);
  BecomeBatchProcess();
  TaskPool pool(jobs);
  bill.name = name;
  PackAll(source, assignment, options, pool, &files, flags.sbom.empty() ? nullptr : &bill);
  const std::string sbom = flags.sbom.empty() ? std::string() : AddBill(bill, flags.sbom, &files);
  const std::string index = LayerIndexAsJson(files.layers(), source.config, UserOf(options), sbom);
  files.Publish(index);
  PrintResult(flags.json ? index : TableOf(files.layers()));
}

}  // namespace

Command LayersCommand() {
  const auto flags = std::make_shared<LayersFlags>();
  flags->pack.mtime = SourceDateEpoch();
  Command command(
      "pkg_pyvenv layers",
      "Packs a runfiles directory or a virtual environment into layers for an OCI image: "
      "tars, their listings and descriptors, and layers.json.");
  command.Example("pkg_pyvenv layers .venv -o layers --prefix /opt/venv --app src:/app");
  command.Example("pkg_pyvenv layers .venv -o layers --plan layers.plan.json --compression zstd");
  command.Example("pkg_pyvenv layers bazel-bin/app.runfiles -o layers --entrypoint /usr/bin/app");
  AddSourceFlags(&command, &flags->source);
  command.Required("-o,--output DIRECTORY", &flags->directory, "The directory to write to");
  command.Optional("--name NAME", &flags->name,
                   "What the names of the layers' files begin with [SOURCE's]");
  command.Optional("--sbom spdx|cyclonedx", &flags->sbom,
                   "Write a software bill of materials too, as pkg_pyvenv sbom does");
  command.Switch("--json", &flags->json, "Print layers.json in place of a table");
  AddPackFlags(&command, &flags->pack, &flags->options, kSourceDateEpochOrZero);
  command.Action([flags] {
    ParsePackFlags(flags->pack, &flags->options);
    PackLayers(*flags, JobsOf(flags->pack));
    return 0;
  });
  return command;
}

}  // namespace pyvenv
