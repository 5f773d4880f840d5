#include "pkg_pyvenv/report_command.h"

#include <string>
#include <vector>

#include "base/output_file.h"
#include "cli/command.h"
#include "report/contents.h"
#include "report/layer_files.h"
#include "report/page.h"

namespace pyvenv {
namespace {

struct ReportOptions {
  std::string output;
  std::string title;
  std::vector<std::string> layers;
  std::vector<std::string> previous;
};

/// Throws UsageError if what is to be read is the output, which is removed first.
void CheckOutput(const std::string& output, const std::vector<LayerFiles>& layers) {
  for (const LayerFiles& files : layers) {
    if (output == files.listing || output == files.descriptor) {
      throw UsageError(output, "is a layer's, and would be overwritten");
    }
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

int ReportMain(int argc, char** argv) {
  ReportOptions options;
  Command command("pkg_pyvenv report",
                  "Writes a page that explains layers: what takes the room, what is in them twice, "
                  "and what a change pushes. It is one file of HTML and needs no network.",
                  "A layer is its listing (NAME.mtree), with its descriptor (NAME.json) beside it. "
                  "A directory stands for all listings in it, those of one target.");
  command.RequiredWords("LAYERS", &options.layers,
                        "Listings, bottom to top, or a directory that holds them");
  command.Required("-o,--output", &options.output, "The page to write");
  command.OptionalList(
      "--previous", &options.previous,
      "A listing or the directory of an earlier build, to compare with; once for each");
  command.Optional("--title", &options.title, "What the page calls the layers");
  return command.Run(argc, argv, [&] { WriteReport(options); });
}

}  // namespace pyvenv
