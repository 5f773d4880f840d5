#include "pkg_pyvenv/verify_command.h"

#include <memory>
#include <string>
#include <vector>

#include "base/progress.h"
#include "cli/command.h"
#include "inspect/finding.h"
#include "pkg_pyvenv/layer_words.h"
#include "pkg_pyvenv/print_result.h"
#include "verify/verify_layers.h"

namespace pyvenv {
namespace {

struct VerifyFlags {
  std::vector<std::string> words;
  VerificationInputs inputs;
  std::string most = "20";
  bool image = false;
  bool all = false;
  bool json = false;
};

/// `most`: findings of a kind.
std::string TextOf(const Verification& verification, bool all, size_t most) {
  std::string report = VerificationReport(verification);
  if (all) return report;
  return FindingDigest(verification.findings, "", most, "") +
         report.substr(0, report.find('\n') + 1);
}

/// Prints what is wrong, and returns whether nothing is.
bool Verify(const VerifyFlags& flags) {
  const auto most = static_cast<size_t>(ParseNumber("--most", flags.most, 0, UINT32_MAX));
  LayerSet set = FindLayers(flags.words);
  set.is_image |= flags.image;
  Verification verification;
  {
    Progress progress("reading", BytesToRead(set), TerminalSink(), SteadyTime);
    verification = VerifyLayers(set, flags.inputs, &progress);
  }
  PrintResult(flags.json ? VerificationJson(verification) : TextOf(verification, flags.all, most));
  return CountOf(verification.findings, Severity::kError) == 0;
}

}  // namespace

Command VerifyCommand() {
  const auto flags = std::make_shared<VerifyFlags>();
  Command command(
      "pkg_pyvenv verify",
      "Checks layers: that they are what their descriptors and listings say, and that, laid over "
      "one another, they are one sound tree whose programs find their libraries.");
  command.Notes(LayerWordsHelp());
  command.Notes("Layers come bottom to top. Tars are read; of a layer that has none its listing.");
  command.ExitStatuses({{0, "there is no error, warnings or not"},
                        {1, "there is an error, or something cannot be read"},
                        {2, "wrong usage"}});
  command.Example("pkg_pyvenv verify bazel-bin/app");
  command.Example("pkg_pyvenv verify external.tar.zst main.tar.gz");
  command.Example("pkg_pyvenv verify layout:latest --json");
  command.RequiredWords("LAYER", &flags->words, "The layers");
  command.Switch(
      "--image", &flags->image,
      "The layers are a whole image, and may replace and remove files of the ones below; "
      "an OCI image layout always is");
  command.Optional("--root PATH", &flags->inputs.root,
                   "Where the runfiles are in the layers, such as entrypoint.runfiles; checks that "
                   "no distribution is in \"interpreter\" or \"main\"");
  LoadingOptions& loading = flags->inputs.loading;
  command.OptionalList("--base-library NAME", &loading.base_libraries,
                       "A library that the image below has, or a pattern of them, such as "
                       "\"libGL.so.*\" (base_libraries of the rule); libc and the like are known");
  command.OptionalList("--base-interpreter PATH", &loading.base_interpreters,
                       "An interpreter of scripts that the image below has, such as "
                       "\"/usr/bin/perl\", or a pattern of them (base_interpreters of the rule); "
                       "shells are known");
  command.Switch("--elf-errors", &loading.warnings_are_errors,
                 "What would be warnings of libraries, machines and interpreters are errors");
  command.Optional("--most COUNT", &flags->most, "How many findings of a kind to print [20]");
  command.Switch("--all", &flags->all, "Prints all findings, notes too");
  command.Switch("--json", &flags->json,
                 "Prints all findings as JSON; docs/explaining.md has the form");
  command.Action([flags] { return Verify(*flags) ? 0 : 1; });
  return command;
}

}  // namespace pyvenv
