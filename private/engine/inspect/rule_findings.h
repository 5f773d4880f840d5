#pragma once

#include <string>
#include <vector>

#include "inspect/finding.h"

namespace pyvenv {

/// Reads what the rule found out about groups and layers, which no listing tells: JSON Lines in
/// UTF-8, one object a line with the strings `kind` and `text`. The kinds are
///
///  - too_many_layers, an error: more than an image may have
///  - unmatched_pattern, a warning: a pattern of a group that nothing matches
///  - claimed_twice, a warning: a distribution that two groups want
///  - many_layers, a warning: so many that a base image may bring them over the limit
///
/// A line of another form, or of another kind, is an error that names it.
std::vector<Finding> ReadRuleFindings(const std::string& path);

}  // namespace pyvenv
