#pragma once

#include <string>
#include <vector>

#include "source/source_tree.h"

namespace pyvenv {

/// Variables of an environment, "NAME=value", in their order.
using Variables = std::vector<std::string>;

/// Sets one, in its place if there is one of that name already.
void SetVariable(const std::string& variable, Variables* variables);

/// The variables of an image: those of its base, and over them what the program needs. PATH begins
/// with the directory of programs, and goes on as the base has it, or as Docker does by default.
Variables VariablesOver(const Variables& base, const StartConfig& config);

}  // namespace pyvenv
