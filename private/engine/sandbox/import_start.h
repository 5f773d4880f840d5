#pragma once

#include <string>
#include <vector>

namespace pyvenv {

/// Starts the program of a py_binary so that it imports a module in place of what it does.
///
/// Everything is as it always is until stage 2 of rules_python, which sets up sys.path, hands over
/// to the main file by runpy: the launcher, the interpreter and its flags, the environment. A
/// script goes before stage 2 and takes that over. A launcher is given it by
/// RULES_PYTHON_ADDITIONAL_INTERPRETER_ARGS, which those of rules_python 1.8 and newer heed; in a
/// command that names stage 2 itself it stands before that.
struct ImportStart {
  std::vector<std::string> command;
  std::vector<std::string> environment;  ///< what to add, NAME=VALUE
};

/// `script`: the path by which the program finds the script.
ImportStart StartForImport(const std::vector<std::string>& command, const std::string& script);

/// The script, in Python. It ends with ImportProof on a line of its own.
std::string ImportScript(const std::string& module);

/// What the script says when the module is imported, so that a launcher which passes it over is
/// not taken for one that imports.
std::string ImportProof(const std::string& module);

/// Whether that is a name which Python can import: parts with ".", of letters, digits, "_" and
/// bytes beyond ASCII.
bool IsModuleName(const std::string& name);

}  // namespace pyvenv
