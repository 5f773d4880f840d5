#include "cli/verify_command.h"

#include <cstdio>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "base/output_file.h"
#include "cli/command.h"
#include "cli/distinct_files.h"
#include "inspect/finding.h"
#include "inspect/verify.h"

namespace pyvenv {
namespace {

// Of one kind; the report has them all.
constexpr size_t kMaxShown = 20;

struct VerifyOptions {
  std::string output;
  VerificationInputs inputs;
  std::vector<std::string> layers;  // name, listing, manifest, name, …
  std::vector<std::string> facts;   // of each layer, or none
};

void CheckFiles(const VerifyOptions& options) {
  if (!options.facts.empty() && 3 * options.facts.size() != options.layers.size()) {
    throw UsageError("--facts", "give one for each --layer, in the same order, or none");
  }
  std::vector<std::string> inputs = options.facts;
  inputs.insert(inputs.end(), {options.inputs.conflicts, options.inputs.findings});
  for (size_t i = 0; i + 2 < options.layers.size(); i += 3) {
    inputs.insert(inputs.end(), {options.layers[i + 1], options.layers[i + 2]});
  }
  CheckDistinct({&options.output, 1}, inputs);
}

/// Writes the report, shows what is wrong, and returns whether nothing is.
bool Verify(const VerifyOptions& options) {
  CheckFiles(options);
  OutputFile::RemoveOld(options.output);
  OutputFile output(options.output);
  std::vector<LayerToVerify> layers;
  for (size_t i = 0; i + 2 < options.layers.size(); i += 3) {
    layers.push_back({.name = options.layers[i],
                      .listing = options.layers[i + 1],
                      .manifest = options.layers[i + 2],
                      .facts = options.facts.empty() ? "" : options.facts[i / 3]});
  }
  const Verification verification = VerifyUnion(layers, options.inputs);
  output.Write(VerificationReport(verification));
  OutputFile* const files[] = {&output};
  OutputFile::Publish(files);
  const std::string digest =
      FindingDigest(verification.findings, "layer_packer: ", kMaxShown, options.output);
  std::fwrite(digest.data(), 1, digest.size(), stderr);
  return CountOf(verification.findings, Severity::kError) == 0;
}

}  // namespace

Command VerifyCommand() {
  const auto options = std::make_shared<VerifyOptions>();
  Command command(
      "layer_packer verify",
      "Checks that layers, laid over one another, are one sound tree: links that dangle or lead "
      "out of it, paths in two layers, groups that do not do what they seem to, and the like.");
  command.ExitStatuses({{0, "there is no error, warnings or not"},
                        {1, "there is an error, or something cannot be read or written"},
                        {2, "wrong usage"}});
  command.Required("--output FILE", &options->output, "The report to write: a line a finding");
  command.Optional("--conflicts FILE", &options->inputs.conflicts,
                   "Files that were left out: JSON lines");
  command.Optional("--findings FILE", &options->inputs.findings,
                   "What is already known of the layers, to report: JSON lines");
  command.Optional("--root PATH", &options->inputs.root,
                   "Where the runfiles are in the layers; checks that no distribution is in "
                   "\"interpreter\" or \"main\"");
  command.RequiredTriples("--layer NAME LISTING MANIFEST", &options->layers,
                          "A layer's name, listing and manifest; once a layer, bottom to top");
  command.OptionalList("--facts FILE", &options->facts,
                       "The facts of a layer; once a layer, in the same order, or never: then "
                       "nothing is said of libraries and interpreters");
  LoadingOptions& loading = options->inputs.loading;
  command.OptionalList(
      "--base-library NAME", &loading.base_libraries,
      "A library that the image has, or a pattern of them, such as \"libGL.so.*\"");
  command.OptionalList(
      "--base-interpreter PATH", &loading.base_interpreters,
      "An interpreter of scripts that the image has, such as \"/usr/bin/perl\", or a "
      "pattern of them");
  command.Switch("--elf-errors", &loading.warnings_are_errors,
                 "What would be warnings of libraries, machines and interpreters are errors");
  command.Action([options] { return Verify(*options) ? 0 : 1; });
  return command;
}

}  // namespace pyvenv
