#include "pkg_pyvenv/layers_command.h"

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <string>
#include <system_error>
#include <vector>

#include "base/one_heap.h"
#include "base/path.h"
#include "base/progress.h"
#include "base/task_pool.h"
#include "cli/command.h"
#include "cli/pack_flags.h"
#include "pack/pack.h"
#include "pkg_pyvenv/bill_flags.h"
#include "pkg_pyvenv/layer_directory.h"
#include "pkg_pyvenv/source_flags.h"
#include "plan/assignment.h"
#include "plan/plan.h"
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

// Of a plan: its layers, and word of what it does not know.
std::vector<LayerGroup> GroupsOfPlan(const SourceFlags& flags, const SourceTree& source) {
  const bool has_budget = flags.max_layers != "0" || flags.min_layer_size != "0";
  if (has_budget || !flags.groups.empty()) {
    throw UsageError("--plan",
                     "the plan has the layers, so groups and sizes go to pkg_pyvenv plan");
  }
  const Plan plan = ReadPlan(flags.plan);
  std::vector<std::string> distributions;
  for (const Owner& owner : source.owners) {
    if (!owner.distribution.empty()) distributions.push_back(owner.distribution);
  }
  for (const std::string& name : UnknownTo(plan, distributions)) {
    Warn(name + " is not in the plan, so it goes to external: pkg_pyvenv plan --plan " +
         flags.plan + " makes one that has it");
  }
  return GroupsOf(plan);
}

Assignment Assign(const SourceFlags& flags, const SourceTree& source) {
  // Sizes cost a look at every file, which only a terminal is worth.
  LayerWishes wishes{.budget = BudgetOf(flags), .wants_sizes = TerminalSink() != nullptr};
  wishes.groups = flags.plan.empty() ? GroupsOf(flags) : GroupsOfPlan(flags, source);
  Assignment assignment = AssignLayers(source, wishes);
  for (const std::string& warning : source.warnings) Warn(warning);
  if (!flags.groups.empty()) {
    for (const std::string& finding : assignment.findings) Warn(finding);
  }
  return assignment;
}

void PrintReport(const std::string& directory, const std::vector<PackedLayer>& layers) {
  std::vector<LayerSummary> summaries;
  for (const PackedLayer& layer : layers) {
    summaries.push_back(ReadSummary({.name = layer.name,
                                     .listing = JoinPath(directory, layer.listing),
                                     .descriptor = JoinPath(directory, layer.descriptor_file)}));
  }
  std::fputs(ReportTable(summaries).c_str(), stdout);
}

// What one run writes, the next one would pack.
void CheckOutput(const LayersFlags& flags) {
  namespace fs = std::filesystem;
  std::error_code fault;
  const std::string source = fs::weakly_canonical(flags.source.source, fault).string();
  const std::string output = fs::weakly_canonical(flags.directory, fault).string();
  if (output == source || IsBelow(output, source)) {
    throw UsageError("--output", flags.directory + " lies in " + flags.source.source);
  }
}

// `bill`: gets the layers and what is in them; null for no bill.
void PackAll(const SourceTree& source, const Assignment& assignment, const PackOptions& options,
             TaskPool& pool, LayerDirectory* files, Bill* bill) {
  uint64_t bytes = 0;
  for (const AssignedLayer& layer : assignment.layers) bytes += layer.bytes;
  Progress progress("packing", bytes, TerminalSink(), SteadyTime);
  for (const AssignedLayer& layer : assignment.layers) {
    FactsCollector facts;
    files->Pack(layer.name, LayerTree(source, layer, pool), options, pool, &progress,
                bill == nullptr ? nullptr : &facts);
    if (bill == nullptr) continue;
    bill->layers.push_back({.name = layer.name,
                            .digest = "sha256:" + ToHex(files->layers().back().descriptor.digest),
                            .software = SoftwareOf(facts.facts())});
  }
}

// Returns the name of its file.
std::string AddBill(const Bill& bill, const std::string& format_name, LayerDirectory* files) {
  const BillFormat format = BillFormatOf(format_name);
  return files->Add(BillExtension(format), WriteBill(bill, format));
}

void PackLayers(LayersFlags flags, unsigned jobs) {
  const PackOptions& options = flags.options;
  CheckOutput(flags);
  flags.source.output = flags.directory;
  const SourceTree source = ReadSource(flags.source);
  const Assignment assignment = Assign(flags.source, source);
  const std::string name = flags.name.empty() ? NameOfSource(flags.source.source) : flags.name;
  LayerDirectory files(flags.directory, name);
  UseOneHeap();
  TaskPool pool(jobs);
  Bill bill{.name = name,
            .created = static_cast<int64_t>(std::min<uint64_t>(options.mtime, kLatestCreated))};
  PackAll(source, assignment, options, pool, &files, flags.sbom.empty() ? nullptr : &bill);
  const std::string sbom = flags.sbom.empty() ? std::string() : AddBill(bill, flags.sbom, &files);
  const bool has_owner = options.uid != 0;
  const std::string user = std::to_string(options.uid) + ":" + std::to_string(options.gid);
  const std::string index =
      LayerIndexAsJson(files.layers(), source.config, has_owner ? user : std::string(), sbom);
  files.Publish(index);
  if (flags.json) {
    std::fputs(index.c_str(), stdout);
  } else {
    PrintReport(flags.directory, files.layers());
  }
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
  AddPackFlags(&command, &flags->pack, &flags->options);
  command.Action([flags] {
    ParsePackFlags(flags->pack, &flags->options);
    PackLayers(*flags, JobsOf(flags->pack));
    return 0;
  });
  return command;
}

}  // namespace pyvenv
