#include "pkg_pyvenv/image_command.h"

#include <cctype>
#include <cstdio>
#include <iomanip>
#include <map>
#include <memory>
#include <optional>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "base/batch_process.h"
#include "base/byte_sink.h"
#include "base/path.h"
#include "base/progress.h"
#include "base/quantity.h"
#include "base/task_pool.h"
#include "base/timestamp.h"
#include "cli/command.h"
#include "cli/pack_flags.h"
#include "image/base_layers.h"
#include "image/configuration.h"
#include "image/layout_writer.h"
#include "layers/layout_reader.h"
#include "pack/pack.h"
#include "pkg_pyvenv/print_result.h"
#include "pkg_pyvenv/source_date_epoch.h"
#include "pkg_pyvenv/source_flags.h"
#include "pkg_pyvenv/source_layers.h"

namespace pyvenv {
namespace {

using Json = nlohmann::ordered_json;

struct ImageFlags {
  SourceFlags source;
  PackFlags pack;
  PackOptions options;
  std::string directory;
  std::string base;
  std::string platform;
  std::string tag = "latest";
  std::string user;
  std::string working_directory;
  std::vector<std::string> arguments;
  std::vector<std::string> variables;
  std::vector<std::string> labels;
  std::vector<std::string> annotations;
  bool json = false;
};

/// Where nobody wants the listing.
class NullSink : public ByteSink {
 public:
  void Write(std::string_view /*bytes*/) override {}
};

// NAME=VALUE
std::map<std::string, std::string> ParsePairs(const char* flag,
                                              const std::vector<std::string>& texts) {
  std::map<std::string, std::string> pairs;
  for (const std::string& text : texts) {
    CheckText(flag, text);
    const size_t equals = text.find('=');
    if (equals == std::string::npos || equals == 0) {
      throw UsageError(flag, "\"" + text + "\" is not NAME=VALUE");
    }
    pairs[text.substr(0, equals)] = text.substr(equals + 1);
  }
  return pairs;
}

// Words with a separator between each two, which may be "--", too (image-spec, "Annotations",
// ref.name).
bool IsTag(std::string_view tag) {
  constexpr std::string_view kSeparators = "-._:@+/";
  std::string_view separator = kSeparators;  // since the last word; at the start none is allowed
  for (const char& c : tag) {
    if (std::isalnum(static_cast<unsigned char>(c)) != 0) {
      separator = {};
    } else if (separator == "-" && c == '-') {
      separator = "--";
    } else if (separator.empty() && kSeparators.find(c) != std::string_view::npos) {
      separator = std::string_view(&c, 1);
    } else {
      return false;
    }
  }
  return separator.empty();
}

Platform PlatformOf(const ImageFlags& flags) {
  if (flags.platform.empty()) return ThisPlatform();
  const std::optional<Platform> platform = ParsePlatform(flags.platform);
  if (!platform) {
    throw UsageError("--platform", "\"" + flags.platform + "\" is not OS/ARCH or OS/ARCH/VARIANT");
  }
  return *platform;
}

ImageWishes WishesOf(const ImageFlags& flags) {
  if (!IsTag(flags.tag)) {
    throw UsageError("--tag", "\"" + flags.tag +
                                  "\" is not letters and digits, with one of -._:@+/ between them");
  }
  ParsePairs("--env", flags.variables);
  CheckText("--user", flags.user);
  CheckText("--workdir", flags.working_directory);
  for (const std::string& argument : flags.arguments) CheckText("--cmd", argument);
  return {.platform = PlatformOf(flags),
          .created = ParseNumber("--mtime", flags.pack.mtime, 0, kLatestTime),
          .start = {},
          .user = flags.user.empty() ? UserOf(flags.options) : flags.user,
          .working_directory = flags.working_directory,
          .variables = flags.variables,
          .arguments = flags.arguments,
          .labels = ParsePairs("--label", flags.labels),
          .annotations = ParsePairs("--annotation", flags.annotations)};
}

std::string LayerText(const std::string& name, uint64_t size, const std::string& digest) {
  std::ostringstream text;
  text << std::left << std::setw(16) << name << ' ' << std::right << std::setw(10)
       << ByteQuantity(size) << "  " << digest << '\n';
  return text.str();
}

// A line a layer, and one for the image.
std::string ImageText(const ImageFlags& flags, const BaseLayers& base,
                      const std::vector<NamedLayer>& layers, const Json& entry) {
  std::string text;
  for (const LayerSource& layer : base.layers) {
    text += LayerText("(base)", layer.descriptor->size.value(), layer.descriptor->digest);
  }
  for (const NamedLayer& layer : layers) {
    text += LayerText(layer.name, layer.descriptor.size, DigestText(layer.descriptor.digest));
  }
  return text + flags.directory + ":" + flags.tag + " is " + entry["digest"].get<std::string>() +
         "\n";
}

std::vector<NamedLayer> PackInto(LayoutWriter* layout, const ImageFlags& flags,
                                 const SourceTree& source, const Assignment& assignment,
                                 unsigned jobs) {
  BecomeBatchProcess();
  TaskPool pool(jobs);
  Progress progress("packing", BytesOf(assignment), TerminalSink(), SteadyTime);
  NullSink no_listing;
  std::vector<NamedLayer> layers;
  for (const AssignedLayer& layer : assignment.layers) {
    const Tree tree = LayerTree(source, layer, pool);
    layers.push_back(
        {.name = layer.name, .descriptor = layout->AddLayer(layer.name, [&](ByteSink& blob) {
           return PackLayer(tree, flags.options, pool, blob, no_listing, nullptr, &progress);
         })});
  }
  return layers;
}

void MakeImage(ImageFlags flags, unsigned jobs) {
  ImageWishes wishes = WishesOf(flags);
  CheckOutputIsOutside(flags.source.source, flags.directory);
  BaseLayers base;
  if (!flags.base.empty()) {
    base = ReadBase(flags.base, wishes.platform);
    wishes.platform = base.platform;
  }
  flags.source.output = flags.directory;
  const SourceTree source = ReadSource(flags.source);
  const Assignment assignment = AssignAsAsked(flags.source, source);
  wishes.start = source.config;

  LayoutWriter layout(flags.directory, [&] {
    std::fprintf(stderr, "pkg_pyvenv: waiting for another run that writes to %s\n",
                 Printable(flags.directory).c_str());
  });
  for (const LayerSource& layer : base.layers) {
    layout.AddFile(layer.tar, layer.descriptor->digest, layer.descriptor->size.value());
  }
  const std::vector<NamedLayer> layers = PackInto(&layout, flags, source, assignment, jobs);
  WarnOfLayers(base.layers.size() + layers.size());
  const Json config = layout.AddDocument(kConfigType, MakeConfiguration(base, layers, wishes));
  const Json manifest =
      layout.AddDocument(kManifestType, MakeManifest(config, base, layers, wishes));
  const Json entry = MakeIndexEntry(manifest, flags.tag, wishes.platform);
  layout.Publish(entry);
  PrintResult(flags.json ? entry.dump(2) + "\n" : ImageText(flags, base, layers, entry));
}

}  // namespace

Command ImageCommand() {
  const auto flags = std::make_shared<ImageFlags>();
  flags->pack.compression = "gzip";
  flags->pack.mtime = SourceDateEpoch();
  Command command(
      "pkg_pyvenv image",
      "Packs a runfiles directory or a virtual environment into an OCI image, and adds "
      "that to an image layout, a directory that skopeo, crane, podman and others read. "
      "An image that is there under the tag is replaced; others, and blobs, stay.");
  command.Example("pkg_pyvenv image .venv -o image --prefix /opt/venv --with-interpreter");
  command.Example("pkg_pyvenv image .venv -o image --base base:12-slim --tag v1 --app src:/app");
  AddSourceFlags(&command, &flags->source);
  command.Required("-o,--output DIRECTORY", &flags->directory,
                   "Of the image layout, which is made unless it is there");
  command.Optional("--base DIRECTORY[:IMAGE]", &flags->base,
                   "The image to build on, in a layout; of several by its TAG or sha256:DIGEST");
  command.Optional("--platform OS/ARCH", &flags->platform,
                   "OS/ARCH or OS/ARCH/VARIANT: what it is for [Linux on this processor]");
  command.Optional("--tag NAME", &flags->tag, "Its name in the layout [latest]");
  command.OptionalList("--cmd WORD", &flags->arguments,
                       "An argument of the program unless others are given (Cmd); once for each");
  command.OptionalList("--env NAME=VALUE", &flags->variables, "A variable of the environment");
  command.Optional("--user USER", &flags->user,
                   "Who runs the program [--owner, unless that is root; the base's]");
  command.Optional("--workdir PATH", &flags->working_directory,
                   "Where it starts [the place of the first --app; the base's; /]");
  command.OptionalList("--label NAME=VALUE", &flags->labels, "A label of the image");
  command.OptionalList("--annotation NAME=VALUE", &flags->annotations,
                       "An annotation of its manifest");
  command.Switch("--json", &flags->json, "Print the image's descriptor in place of a table");
  AddPackFlags(&command, &flags->pack, &flags->options, kSourceDateEpochOrZero);
  command.Action([flags] {
    ParsePackFlags(flags->pack, &flags->options);
    MakeImage(*flags, JobsOf(flags->pack));
    return 0;
  });
  return command;
}

}  // namespace pyvenv
