#include "pkg_pyvenv/plan_command.h"

#include <memory>
#include <optional>
#include <string>

#include "cli/command.h"
#include "pkg_pyvenv/print_result.h"
#include "pkg_pyvenv/source_flags.h"
#include "pkg_pyvenv/source_layers.h"
#include "plan/assignment.h"
#include "plan/plan.h"

namespace pyvenv {
namespace {

void PrintPlan(const SourceFlags& flags, const std::string& format) {
  std::optional<Plan> earlier;
  if (!flags.plan.empty()) earlier = ReadPlan(flags.plan);
  const bool keeps_groups = earlier && flags.groups.empty();
  const LayerWishes wishes{.groups = keeps_groups ? GroupsOf(*earlier) : GroupsOf(flags),
                           .budget = BudgetOf(flags),
                           .wants_sizes = true,
                           .earlier = earlier ? &*earlier : nullptr};
  const Plan plan = PlanOf(Assign(flags, ReadSource(flags), wishes), wishes.groups);
  PrintResult(format == "json" ? PlanAsJson(plan) : PlanAsBuildAttribute(plan));
}

}  // namespace

Command PlanCommand() {
  struct Flags {
    SourceFlags source;
    std::string format = "json";
  };
  const auto flags = std::make_shared<Flags>();
  Command command(
      "pkg_pyvenv plan",
      "Prints which layers a runfiles directory or a virtual environment would be packed "
      "into, with the bytes of content of each.");
  command.Notes(
      "Check the output in and give it to layers --plan, so that layers stay as they are; with "
      "--plan here, an earlier one changes as little as it must: it has the groups, unless "
      "--layer-group does, and new distributions go to external.");
  command.Example(
      "pkg_pyvenv plan .venv --layer-group '{distribution}=*' --max-layers 20 > layers.plan.json");
  command.Example("pkg_pyvenv plan .venv --plan layers.plan.json > new.plan.json");
  command.Example("pkg_pyvenv plan bazel-bin/app.runfiles --format build");
  AddSourceFlags(&command, &flags->source);
  command.Optional("--format json|build", &flags->format,
                   "What to print; build is an attribute of tar_runfiles [json]");
  command.Action([flags] {
    PrintPlan(flags->source, flags->format);
    return 0;
  });
  return command;
}

}  // namespace pyvenv
