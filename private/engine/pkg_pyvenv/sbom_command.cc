#include "pkg_pyvenv/sbom_command.h"

#include <memory>
#include <string>
#include <vector>

#include "base/output_file.h"
#include "base/path.h"
#include "base/progress.h"
#include "base/timestamp.h"
#include "cli/command.h"
#include "layers/layer_reader.h"
#include "pkg_pyvenv/layer_words.h"
#include "pkg_pyvenv/print_result.h"
#include "pkg_pyvenv/source_date_epoch.h"
#include "sbom/software.h"
#include "sbom/write_bill.h"

namespace pyvenv {
namespace {

struct SbomFlags {
  std::vector<std::string> words;
  std::string format;
  std::string output;
  std::string name;
  std::string created = SourceDateEpoch();
};

std::vector<FileFacts> FactsOfListing(const std::string& listing) {
  std::vector<FileFacts> facts;
  const auto reader = OpenListing(listing);
  FileFacts found;
  while (const LayerMember* const member = reader->Next()) {
    // What is empty tells nothing, here as in facts and tars.
    const bool has_content = member->type == MemberType::kFile && member->size > 0;
    if (has_content && FactsOfPath(member->path, &found)) facts.push_back(found);
  }
  return facts;
}

// `digest`: becomes that of the file.
std::vector<FileFacts> FactsOfTar(const std::string& tar, Progress* progress, std::string* digest) {
  std::vector<FileFacts> facts;
  const auto reader = OpenTar(tar, progress, &facts, WantedFacts::kSoftware);
  while (reader->Next() != nullptr) continue;
  *digest = DigestText(reader->Finish()->digest);
  return facts;
}

DescribedLayer Describe(const LayerSource& source, Progress* progress) {
  DescribedLayer layer{.name = source.name};
  if (source.descriptor) layer.digest = source.descriptor->digest;
  if (!source.facts.empty() && !source.is_tar_meant) {
    layer.software = SoftwareOf(ReadSoftwareFacts(source.facts));
  } else if (!source.tar.empty()) {
    layer.software = SoftwareOf(FactsOfTar(source.tar, progress, &layer.digest));
  } else {
    layer.software = SoftwareOf(FactsOfListing(source.listing));
  }
  return layer;
}

void WriteSbom(const SbomFlags& flags) {
  const BillFormat format = BillFormatOf(flags.format);
  const LayerSet set = FindLayers(flags.words);
  CheckOutputIsNoLayer(flags.output, FilesOf(set));
  Bill bill{.name = flags.name.empty() ? std::string(NameOf(flags.words.front())) : flags.name,
            .created = ParseNumber("--created", flags.created, 0, kLatestTime)};
  Progress progress("reading", BytesToRead(set), TerminalSink(), SteadyTime);
  for (const LayerSource& source : set.layers) {
    bill.layers.push_back(Describe(source, &progress));
  }
  const std::string text = WriteBill(bill, format);
  flags.output.empty() ? PrintResult(text) : WriteFile(flags.output, text);
}

}  // namespace

Command SbomCommand() {
  const auto flags = std::make_shared<SbomFlags>();
  Command command("pkg_pyvenv sbom",
                  "Writes a software bill of materials of layers: the distributions and the "
                  "interpreter in each "
                  "of them, with versions, package URLs and licenses, and the layers' digests.");
  command.Notes(LayerWordsHelp());
  command.Notes(
      "Of a layer of which only the listing is there, licenses are not known. Licenses are told as "
      "the distributions tell them; nobody has checked that.");
  command.Example("pkg_pyvenv sbom layout:latest --format cyclonedx -o image.cdx.json");
  command.Example("pkg_pyvenv sbom layer.tar.zst --format spdx");
  command.RequiredWords("LAYER", &flags->words, "The layers, bottom to top");
  command.Required("--format spdx|cyclonedx", &flags->format,
                   "SPDX 2.3 or CycloneDX 1.6, both as JSON");
  command.Optional("-o,--output FILE", &flags->output, "The file to write [standard output]");
  command.Optional("--name TEXT", &flags->name,
                   "What the document calls the layers [as the first LAYER is called]");
  command.Optional(
      "--created SECONDS", &flags->created,
      std::string("When it was written, in seconds since 1970 [") + kSourceDateEpochOrZero + "]");
  command.Action([flags] {
    WriteSbom(*flags);
    return 0;
  });
  return command;
}

}  // namespace pyvenv
