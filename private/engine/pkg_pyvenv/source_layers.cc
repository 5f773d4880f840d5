#include "pkg_pyvenv/source_layers.h"

#include <filesystem>
#include <system_error>
#include <vector>

#include "base/path.h"
#include "base/progress.h"
#include "plan/plan.h"

namespace pyvenv {
namespace {

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

}  // namespace

Assignment Assign(const SourceFlags& flags, const SourceTree& source, const LayerWishes& wishes) {
  Assignment assignment = AssignLayers(source, wishes);
  for (const std::string& warning : source.warnings) Warn(warning);
  if (!flags.groups.empty()) {
    for (const std::string& finding : assignment.findings) Warn(finding);
  }
  return assignment;
}

Assignment AssignAsAsked(const SourceFlags& flags, const SourceTree& source) {
  // Sizes cost a look at every file, which only a terminal is worth.
  LayerWishes wishes{.budget = BudgetOf(flags), .wants_sizes = TerminalSink() != nullptr};
  wishes.groups = flags.plan.empty() ? GroupsOf(flags) : GroupsOfPlan(flags, source);
  return Assign(flags, source, wishes);
}

void WarnOfLayers(size_t count) {
  constexpr size_t kMostLayers = 127;  // of its overlay driver
  if (count <= kMostLayers) return;
  Warn("Docker takes at most 127 layers, and this image has " + std::to_string(count) +
       ": --max-layers merges some");
}

uint64_t BytesOf(const Assignment& assignment) {
  uint64_t bytes = 0;
  for (const AssignedLayer& layer : assignment.layers) bytes += layer.bytes;
  return bytes;
}

void CheckOutputIsOutside(const std::string& source, const std::string& output) {
  namespace fs = std::filesystem;
  std::error_code fault;
  const std::string from = fs::weakly_canonical(source, fault).string();
  const std::string to = fs::weakly_canonical(output, fault).string();
  if (to == from || IsBelow(to, from)) {
    throw UsageError("--output", output + " lies in " + source);
  }
}

std::string UserOf(const PackOptions& options) {
  if (options.uid == 0) return {};
  return std::to_string(options.uid) + ":" + std::to_string(options.gid);
}

}  // namespace pyvenv
