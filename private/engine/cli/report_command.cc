#include "cli/report_command.h"

#include <span>
#include <string>
#include <vector>

#include "base/output_file.h"
#include "cli/command.h"
#include "cli/distinct_files.h"
#include "inspect/report.h"

namespace pyvenv {
namespace {

struct ReportOptions {
  std::string output;
  std::vector<std::string> layers;  // name, listing, descriptor, name, …
};

void CheckFiles(const ReportOptions& options) {
  for (size_t i = 0; i + 2 < options.layers.size(); i += 3) {
    CheckOutputIsNoInput(options.output, std::span(options.layers).subspan(i + 1, 2));
  }
}

void WriteReport(const ReportOptions& options) {
  CheckFiles(options);
  OutputFile::RemoveOld(options.output);
  OutputFile output(options.output);
  std::vector<LayerSummary> layers;
  for (size_t i = 0; i + 2 < options.layers.size(); i += 3) {
    layers.push_back(Summarize(options.layers[i], options.layers[i + 1], options.layers[i + 2]));
  }
  output.Write(ReportTable(layers));
  OutputFile* const files[] = {&output};
  OutputFile::Publish(files);
}

}  // namespace

int ReportMain(int argc, char** argv) {
  ReportOptions options;
  Command command("layer_packer report", "Writes a table of layers: entries, bytes, digests.");
  command.Required("--output", &options.output, "The table to write");
  command.RequiredTriples("--layer", &options.layers,
                          "A layer's name, listing and descriptor; once a layer, bottom to top");
  return command.Run(argc, argv, [&] { WriteReport(options); });
}

}  // namespace pyvenv
