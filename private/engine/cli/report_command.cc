#include "cli/report_command.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/output_file.h"
#include "cli/command.h"
#include "cli/distinct_files.h"
#include "report/contents.h"
#include "report/layer_table.h"
#include "report/page.h"

namespace pyvenv {
namespace {

struct ReportOptions {
  std::string output;
  std::string html;
  std::string title = "layers";
  std::vector<std::string> layers;  // name, listing, descriptor, name, …
};

std::vector<LayerFiles> FilesOf(const ReportOptions& options) {
  std::vector<LayerFiles> layers;
  for (size_t i = 0; i + 2 < options.layers.size(); i += 3) {
    layers.push_back({.name = options.layers[i],
                      .listing = options.layers[i + 1],
                      .descriptor = options.layers[i + 2]});
  }
  return layers;
}

void CheckFiles(const ReportOptions& options, const std::vector<LayerFiles>& layers) {
  std::vector<std::string> inputs;
  for (const LayerFiles& layer : layers) {
    inputs.push_back(layer.listing);
    inputs.push_back(layer.descriptor);
  }
  const std::string outputs[] = {options.output, options.html};
  CheckDistinct(outputs, inputs);
}

void WriteReport(const ReportOptions& options) {
  const std::vector<LayerFiles> layers = FilesOf(options);
  CheckFiles(options, layers);
  OutputFile::RemoveOld(options.output);
  OutputFile table(options.output);
  std::vector<OutputFile*> outputs = {&table};
  std::optional<OutputFile> page;
  if (!options.html.empty()) {
    OutputFile::RemoveOld(options.html);
    outputs.push_back(&page.emplace(options.html));
  }
  Contents contents;
  ReadContents(layers, &contents);
  table.Write(ReportTable(contents.layers));
  if (page) WritePage(options.title, contents, nullptr, *page);
  OutputFile::Publish(outputs);
}

}  // namespace

Command ReportCommand() {
  const auto options = std::make_shared<ReportOptions>();
  Command command("layer_packer report", "Writes a table of layers: entries, bytes, digests.");
  command.Required("--output FILE", &options->output, "The table to write");
  command.Optional("--html FILE", &options->html,
                   "A page to write that explains the layers as well");
  command.Optional("--title TEXT", &options->title, "What the page calls the layers");
  command.RequiredTriples("--layer NAME LISTING DESCRIPTOR", &options->layers,
                          "A layer's name, listing and descriptor; once a layer, bottom to top");
  command.Action([options] {
    WriteReport(*options);
    return 0;
  });
  return command;
}

}  // namespace pyvenv
