#include "source/variables.h"

#include <algorithm>
#include <string_view>

namespace pyvenv {
namespace {

// What Docker gives to an image without a PATH of its own.
constexpr std::string_view kUsualPath =
    "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
constexpr std::string_view kPath = "PATH=";

template <typename List>
auto Find(List* variables, std::string_view name_and_equals) {
  return std::find_if(variables->begin(), variables->end(), [&](const std::string& variable) {
    return variable.starts_with(name_and_equals);
  });
}

}  // namespace

void SetVariable(const std::string& variable, Variables* variables) {
  const auto present =
      Find(variables, std::string_view{variable}.substr(0, variable.find('=') + 1));
  if (present == variables->end()) {
    variables->push_back(variable);
  } else {
    *present = variable;
  }
}

Variables VariablesOver(const Variables& base, const StartConfig& config) {
  Variables variables = base;
  if (!config.program_directory.empty()) {
    const auto path = Find(&base, kPath);
    const std::string_view rest =
        path == base.end() ? kUsualPath : std::string_view{*path}.substr(kPath.size());
    std::string text = std::string(kPath) + config.program_directory;
    if (!rest.empty()) text.append(":").append(rest);
    SetVariable(text, &variables);
  }
  for (const std::string& variable : config.env) SetVariable(variable, &variables);
  return variables;
}

}  // namespace pyvenv
