#include "sandbox/import_start.h"

#include <algorithm>
#include <string_view>

#include "base/quoted.h"

namespace pyvenv {
namespace {

constexpr std::string_view kStage2 = "_stage2_bootstrap.py";

constexpr std::string_view kRestOfScript = R"(import importlib, runpy, sys

def hand_over(*_, **__):
    importlib.import_module(MODULE)
    print(PROOF)

# What stage 2 ends with.
runpy.run_path = runpy.run_module = hand_over
stage2 = next(i for i, word in enumerate(sys.argv) if word.endswith("_stage2_bootstrap.py"))
sys.argv = sys.argv[stage2:]
__file__ = sys.argv[0]
with open(__file__, "rb") as source:
    exec(compile(source.read(), __file__, "exec"))
)";

bool IsPartOfName(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte >= 0x80 || byte == '_' || (byte >= '0' && byte <= '9') ||
         (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z');
}

}  // namespace

ImportStart StartForImport(const std::vector<std::string>& command, const std::string& script) {
  ImportStart start = {.command = command};
  const auto stage2 = std::find_if(start.command.begin(), start.command.end(),
                                   [](const auto& word) { return word.ends_with(kStage2); });
  if (stage2 == start.command.end()) {
    start.environment.push_back("RULES_PYTHON_ADDITIONAL_INTERPRETER_ARGS=" + script);
  } else {
    start.command.insert(stage2, script);
  }
  return start;
}

std::string ImportScript(const std::string& module) {
  return "# Made by pkg_pyvenv run --import.\nMODULE = " + Quoted(module) +
         "\nPROOF = " + Quoted(ImportProof(module)) + "\n" + std::string(kRestOfScript);
}

std::string ImportProof(const std::string& module) {
  return "pkg_pyvenv: imported " + module;
}

bool IsModuleName(const std::string& name) {
  bool is_at_start = true;
  for (const char c : name) {
    if (c != '.' && !IsPartOfName(c)) return false;
    if (c == '.' && is_at_start) return false;
    is_at_start = c == '.';
  }
  return !is_at_start;
}

}  // namespace pyvenv
