#include "pkg_pyvenv/sbom_command.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/output_file.h"
#include "base/path.h"
#include "base/progress.h"
#include "cli/command.h"
#include "layers/layer_reader.h"
#include "pkg_pyvenv/bill_flags.h"
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

void AddFactsOfMembers(LayerReader* reader, std::vector<FileFacts>* facts) {
  FileFacts found;
  while (const LayerMember* const member = reader->Next()) {
    const bool is_file = member->type == MemberType::kFile;
    if (is_file && FactsOfPath(member->path, &found)) facts->push_back(found);
  }
}

// The digest of the layer's file, as far as that is read; nothing if its listing is.
std::string ReadTar(const LayerSource& source, Progress* progress, std::vector<FileFacts>* facts) {
  const auto reader = OpenTar(source.tar, progress, facts);
  while (reader->Next() != nullptr) continue;
  return DigestText(reader->Finish()->digest);
}

DescribedLayer Describe(const LayerSource& source, Progress* progress) {
  DescribedLayer layer{.name = source.name};
  if (source.descriptor) layer.digest = source.descriptor->digest;
  std::vector<FileFacts> facts;
  if (!source.facts.empty() && !source.is_tar_meant) {
    FactsReader reader(source.facts);
    while (const FileFacts* const file = reader.Next()) facts.push_back(*file);
  } else if (!source.tar.empty()) {
    layer.digest = ReadTar(source, progress, &facts);
  } else {
    AddFactsOfMembers(OpenListing(source.listing).get(), &facts);
  }
  layer.software = SoftwareOf(facts);
  return layer;
}

void WriteSbom(const SbomFlags& flags) {
  const BillFormat format = BillFormatOf(flags.format);
  const LayerSet set = FindLayers(flags.words);
  Bill bill{
      .name = flags.name.empty() ? std::string(NameOf(flags.words.front())) : flags.name,
      .created = static_cast<int64_t>(ParseNumber("--created", flags.created, 0, kLatestCreated))};
  Progress progress("reading", BytesToRead(set), TerminalSink(), SteadyTime);
  for (const LayerSource& source : set.layers) {
    if (!flags.output.empty() && flags.output == source.file()) {
      throw UsageError("--output", "this is a layer");
    }
    bill.layers.push_back(Describe(source, &progress));
  }
  const std::string text = WriteBill(bill, format);
  if (flags.output.empty()) return PrintResult(text);
  OutputFile::RemoveOld(flags.output);
  OutputFile output(flags.output);
  output.Write(text);
  OutputFile* const files[] = {&output};
  OutputFile::Publish(files);
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
  command.Optional("--created SECONDS", &flags->created,
                   "When it was written, in seconds since 1970 [SOURCE_DATE_EPOCH, else 0]");
  command.Action([flags] {
    WriteSbom(*flags);
    return 0;
  });
  return command;
}

}  // namespace pyvenv
