#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "plan/layer_groups.h"

namespace pyvenv {

/// One layer of a plan.
struct PlannedLayer {
  std::string name;
  std::vector<std::string> distributions;  ///< all that it has, normalised
  std::vector<std::string> paths;          ///< patterns of paths that it has, too
  uint64_t bytes = 0;                      ///< of content when the plan was made; for people
};

/// Which layers there are, to be checked in, so that they stay as they are while their content
/// changes. JSON:
///
///   {"version": 1,
///    "layers": [{"name": "torch", "bytes": 812, "distributions": ["torch", "triton"],
///                "paths": ["models/**"]}, ...]}
///
/// bottom to top; "paths" is left out if empty. Other keys are refused.
struct Plan {
  std::vector<PlannedLayer> layers;
};

/// Throws Error, naming the file, if it is no plan.
Plan ReadPlan(const std::string& path);

std::string PlanAsJson(const Plan& plan);

/// The plan as an attribute of `tar_runfiles`. Line comments have the sizes.
std::string PlanAsBuildAttribute(const Plan& plan);

/// The groups that lead to the plan. Distributions that it does not know go to `external`.
std::vector<LayerGroup> GroupsOf(const Plan& plan);

/// Those of `distributions` that no layer of the plan has, sorted.
std::vector<std::string> UnknownTo(const Plan& plan, const std::vector<std::string>& distributions);

}  // namespace pyvenv
