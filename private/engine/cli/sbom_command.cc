#include "cli/sbom_command.h"

#include <memory>
#include <string>
#include <vector>

#include "base/output_file.h"
#include "base/timestamp.h"
#include "cli/command.h"
#include "cli/distinct_files.h"
#include "inspect/descriptor_file.h"
#include "sbom/software.h"
#include "sbom/write_bill.h"

namespace pyvenv {
namespace {

struct SbomOptions {
  std::string spdx;
  std::string cyclonedx;
  std::string name;
  std::string created = "0";
  std::vector<std::string> layers;  // name, facts, descriptor, name, …
};

DescribedLayer Describe(const std::string& name, const std::string& facts,
                        const std::string& descriptor) {
  return {.name = name,
          .digest = ReadFileDescriptor(descriptor).digest,
          .software = SoftwareOf(ReadSoftwareFacts(facts))};
}

void CheckFiles(const SbomOptions& options) {
  const std::string outputs[] = {options.spdx, options.cyclonedx};
  std::vector<std::string> inputs;
  for (size_t i = 0; i + 2 < options.layers.size(); i += 3) {
    inputs.insert(inputs.end(), {options.layers[i + 1], options.layers[i + 2]});
  }
  CheckDistinct(outputs, inputs);
}

void WriteBills(const SbomOptions& options) {
  CheckFiles(options);
  OutputFile::RemoveOld(options.spdx);
  OutputFile::RemoveOld(options.cyclonedx);
  Bill bill{.name = options.name,
            .created = ParseNumber("--created", options.created, 0, kLatestTime)};
  for (size_t i = 0; i + 2 < options.layers.size(); i += 3) {
    bill.layers.push_back(
        Describe(options.layers[i], options.layers[i + 1], options.layers[i + 2]));
  }
  OutputFile spdx(options.spdx);
  OutputFile cyclonedx(options.cyclonedx);
  spdx.Write(WriteBill(bill, BillFormat::kSpdx));
  cyclonedx.Write(WriteBill(bill, BillFormat::kCycloneDx));
  OutputFile* const files[] = {&spdx, &cyclonedx};
  OutputFile::Publish(files);
}

}  // namespace

Command SbomCommand() {
  const auto options = std::make_shared<SbomOptions>();
  Command command("layer_packer sbom", "Writes which software is in layers.");
  command.Required("--spdx FILE", &options->spdx, "The SPDX document to write");
  command.Required("--cyclonedx FILE", &options->cyclonedx, "The CycloneDX document to write");
  command.Required("--name TEXT", &options->name, "What the documents call the layers");
  command.Optional("--created SECONDS", &options->created,
                   "When they were written, in seconds since 1970 [0]");
  command.RequiredTriples("--layer NAME FACTS DESCRIPTOR", &options->layers,
                          "A layer's name, facts and descriptor; once a layer, bottom to top");
  command.Action([options] {
    WriteBills(*options);
    return 0;
  });
  return command;
}

}  // namespace pyvenv
