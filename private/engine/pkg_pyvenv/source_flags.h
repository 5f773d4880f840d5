#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "cli/command.h"
#include "plan/assignment.h"
#include "plan/plan.h"
#include "source/source_tree.h"

namespace pyvenv {

/// The flags of subcommands that read a source and deal it out to layers.
struct SourceFlags {
  std::string source;
  std::string entrypoint;
  std::string launcher;
  std::string prefix;
  std::vector<std::string> applications;
  std::vector<std::string> exclude;
  bool with_interpreter = false;
  bool keep_bytecode = false;
  std::vector<std::string> groups;
  std::string max_layers = "0";
  std::string min_layer_size = "0";
  std::string plan;

  std::string output;  ///< a directory that is being written; no flag
};

void AddSourceFlags(Command* command, SourceFlags* flags);

/// Throws UsageError for text that a JSON document cannot have.
void CheckText(const std::string& flag, std::string_view text);

/// Reads the source that the flags name. Throws UsageError for flags that do not go with it.
SourceTree ReadSource(const SourceFlags& flags);

/// A name for files about the source.
std::string NameOfSource(const std::string& source);

/// The groups of the flags, those by default where they name none.
std::vector<LayerGroup> GroupsOf(const SourceFlags& flags);
Budget BudgetOf(const SourceFlags& flags);

/// Prints a line on standard error.
void Warn(const std::string& text);

}  // namespace pyvenv
