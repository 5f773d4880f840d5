#include "pkg_pyvenv/report_command.h"

#include <array>
#include <memory>
#include <string>
#include <vector>

#include "base/output_file.h"
#include "cli/command.h"
#include "layers/layer_files.h"
#include "pkg_pyvenv/layer_words.h"
#include "report/contents.h"
#include "report/page.h"

namespace pyvenv {
namespace {

struct ReportOptions {
  std::string output;
  std::string title;
  std::vector<std::string> layers;
  std::vector<std::string> previous;
};

void CheckOutput(const std::string& output, const std::vector<LayerFiles>& layers) {
  for (const LayerFiles& layer : layers) {
    CheckOutputIsNoLayer(output, std::array{layer.listing, layer.descriptor});
  }
}

void WriteReport(const ReportOptions& options) {
  std::string title;
  std::string previous_title;
  const std::vector<LayerFiles> layers = FindLayerFiles(options.layers, &title);
  std::vector<LayerFiles> previous_layers;
  if (!options.previous.empty())
    previous_layers = FindLayerFiles(options.previous, &previous_title);
  CheckOutput(options.output, layers);
  CheckOutput(options.output, previous_layers);

  OutputFile::RemoveOld(options.output);
  OutputFile page(options.output);
  Contents contents;
  ReadContents(layers, &contents);
  Contents previous;
  ReadContents(previous_layers, &previous);
  WritePage(options.title.empty() ? title : options.title, contents,
            options.previous.empty() ? nullptr : &previous, page);
  OutputFile* const files[] = {&page};
  OutputFile::Publish(files);
}

}  // namespace

Command ReportCommand() {
  const auto options = std::make_shared<ReportOptions>();
  Command command("pkg_pyvenv report",
                  "Writes a page that explains layers: what takes the room, what is in them twice, "
                  "and what a change pushes. It is one file of HTML and needs no network.");
  command.Notes(
      "A layer is its listing (NAME.mtree), with its descriptor (NAME.json) beside it. "
      "A directory stands for all listings in it, those of one target.");
  command.Example("pkg_pyvenv report bazel-bin/app -o report.html");
  command.Example("pkg_pyvenv report now/app --previous before/app -o report.html");
  command.RequiredWords("LISTING", &options->layers,
                        "Listings, bottom to top, or a directory that holds them");
  command.Required("-o,--output FILE", &options->output, "The page to write");
  command.OptionalList(
      "--previous FILE", &options->previous,
      "A listing or the directory of an earlier build, to compare with; once for each");
  command.Optional("--title TEXT", &options->title, "What the page calls the layers");
  command.Action([options] {
    WriteReport(*options);
    return 0;
  });
  return command;
}

}  // namespace pyvenv
