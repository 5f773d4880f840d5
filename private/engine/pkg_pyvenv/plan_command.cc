#include "pkg_pyvenv/plan_command.h"

#include <cstdio>
#include <optional>
#include <string>

#include "cli/command.h"
#include "pkg_pyvenv/source_flags.h"
#include "plan/assignment.h"
#include "plan/plan.h"

namespace pyvenv {
namespace {

void PrintPlan(const SourceFlags& flags, const std::string& format) {
  if (format != "json" && format != "build") {
    throw UsageError("--format", "\"" + format + "\" is not json or build");
  }
  std::optional<Plan> earlier;
  if (!flags.plan.empty()) earlier = ReadPlan(flags.plan);
  const LayerWishes wishes{.groups = GroupsOf(flags),
                           .budget = BudgetOf(flags),
                           .wants_sizes = true,
                           .earlier = earlier ? &*earlier : nullptr};
  const SourceTree source = ReadSource(flags);
  const Assignment assignment = AssignLayers(source, wishes);
  for (const std::string& warning : source.warnings) Warn(warning);
  if (!flags.groups.empty()) {
    for (const std::string& finding : assignment.findings) Warn(finding);
  }
  const Plan plan = PlanOf(assignment, wishes.groups);
  const std::string text = format == "json" ? PlanAsJson(plan) : PlanAsBuildAttribute(plan);
  std::fputs(text.c_str(), stdout);
}

}  // namespace

int PlanMain(int argc, char** argv) {
  SourceFlags flags;
  std::string format = "json";
  Command command(
      "pkg_pyvenv plan",
      "Prints which layers a runfiles directory or a virtual environment would be packed "
      "into, with the bytes of content of each.",
      "Check the output in and give it to layers --plan, so that layers stay as they "
      "are; with --plan here, an earlier one changes as little as it must.");
  AddSourceFlags(&command, &flags);
  command.Optional("--format", &format, "json, or build for an attribute of tar_runfiles [json]");
  return command.Run(argc, argv, [&] { PrintPlan(flags, format); });
}

}  // namespace pyvenv
