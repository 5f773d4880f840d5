#include "sandbox/image_run.h"

#include <cstdio>
#include <filesystem>
#include <optional>
#include <system_error>
#include <utility>

#include "base/error.h"
#include "base/progress.h"
#include "base/signal_cleanup.h"
#include "layers/image_layout.h"
#include "sandbox/bubblewrap.h"
#include "sandbox/default_entrypoint.h"
#include "sandbox/extract.h"
#include "sandbox/import_start.h"
#include "sandbox/machine_files.h"
#include "sandbox/program_check.h"
#include "sandbox/root_writer.h"
#include "sandbox/scratch_directory.h"
#include "sandbox/snapshot.h"

namespace pyvenv {
namespace {

// More changes than this are only counted.
constexpr size_t kMostChanges = 10;

// Where the root has what is this command's own.
const std::string kOwn = "/.pkg_pyvenv/";

// A tar, or a directory with a root.
struct Piece {
  std::string path;
  RootPart part;
};

// `word`: as a user names it. Of an image all layers are a base: among them is one, and it says not
// which.
void AddPiecesOf(const std::string& word, RootPart part, std::vector<Piece>* pieces) {
  if (const std::optional<ImageWord> image = ParseImageWord(word)) {
    for (const LayerSource& layer : ReadImageForThisMachine(*image)) {
      pieces->push_back({.path = layer.tar, .part = RootPart::kBase});
    }
  } else {
    pieces->push_back({.path = word, .part = part});
  }
}

// Bottom to top.
std::vector<Piece> PiecesOf(const ImageRun& run) {
  std::vector<Piece> pieces;
  for (const std::string& base : run.bases) AddPiecesOf(base, RootPart::kBase, &pieces);
  for (const std::string& layer : run.layers) AddPiecesOf(layer, RootPart::kLayer, &pieces);
  return pieces;
}

void AddPieces(const std::vector<Piece>& pieces, RootWriter* root) {
  uint64_t bytes = 0;
  for (const Piece& piece : pieces) {
    std::error_code fault;
    const uint64_t size = std::filesystem::file_size(piece.path, fault);
    if (!fault) bytes += size;
  }
  Progress progress("unpacking", bytes, TerminalSink(), SteadyTime);
  for (const Piece& piece : pieces) {
    if (piece.part == RootPart::kBase && std::filesystem::is_directory(piece.path)) {
      CopyDirectory(piece.path, piece.part, root);
    } else {
      ExtractLayer(piece.path, piece.part, root, &progress);
    }
  }
}

std::string ImportScriptPath(size_t index) {
  return kOwn + "import_" + std::to_string(index) + ".py";
}

void AddOwnFiles(const ImageRun& run, RootWriter* root) {
  root->BeginLayer(RootPart::kBase);
  for (const char* const directory : {"proc", "dev", "tmp"}) {
    const bool is_wanted = directory != std::string("tmp") || run.has_tmp;
    if (is_wanted && !root->HasDirectory(directory)) {
      root->MakeDirectory(directory, {.mode = 0755}, 0);
    }
  }
  for (size_t i = 0; i < run.imports.size(); ++i) {
    File script = root->MakeFile(ImportScriptPath(i));
    script.Write(ImportScript(run.imports[i]));
    root->SetStatus(script, {.mode = 0644}, 0);
    script.Close();
  }
}

/// Fills the root directory; returns what is to be mounted in it.
std::vector<Mount> BuildRoot(const ImageRun& run, const std::string& directory) {
  RootWriter root(directory, run.user);
  if (run.from_host == FromHost::kLibraries) CopyBaseLibraries(&root);
  for (const std::string& file : run.host_files) CopyFromMachine(file, &root);
  AddPieces(PiecesOf(run), &root);
  std::vector<Mount> mounts;
  if (run.from_host == FromHost::kUsr) mounts = ShowMachine(&root);
  AddOwnFiles(run, &root);
  root.Finish();
  return mounts;
}

/// Starts programs in one container.
class Runner {
 public:
  Runner(const ImageRun& run, Container container, std::string bubblewrap)
      : run_(run), container_(std::move(container)), bubblewrap_(std::move(bubblewrap)) {}

  void Run() {
    CheckProgram(container_, !bubblewrap_.empty());
    const Snapshot before(container_.root.directory());
    for (size_t i = 0; i < run_.imports.size(); ++i) Import(i);
    if (run_.starts_program) RunProgram();
    Compare(before);
  }

  [[nodiscard]] std::vector<std::string> TakeFailures() { return std::move(failures_); }

 private:
  void RunProgram() {
    const Expectations& expected = run_.expectations;
    const bool is_read = expected.output || !expected.texts.empty();
    Add("", Failures(expected, Start(container_, is_read ? Output::kPassedKept : Output::kPassed)));
  }

  [[nodiscard]] ProcessEnd Start(const Container& container, Output output) const {
    const Process process = bubblewrap_.empty() ? UnisolatedProcess(container)
                                                : IsolatedProcess(bubblewrap_, container);
    return RunProcess(process, output, run_.limit);
  }

  void Import(size_t index) {
    const std::string& module = run_.imports[index];
    Container container = container_;
    const bool is_here = bubblewrap_.empty();
    const std::string script = ImportScriptPath(index);
    ImportStart start =
        StartForImport(container.command, is_here ? container.root.directory() + script : script);
    container.command = std::move(start.command);
    container.environment.insert(container.environment.end(), start.environment.begin(),
                                 start.environment.end());
    const ProcessEnd end = Start(container, Output::kPassedKept);
    std::vector<std::string> failures = Failures({}, end);
    if (failures.empty() && end.out.find(ImportProof(module)) == std::string::npos) {
      failures.emplace_back(
          "its launcher does not take RULES_PYTHON_ADDITIONAL_INTERPRETER_ARGS; start it directly");
    }
    Add("import " + module + ": ", failures);
  }

  void Compare(const Snapshot& before) {
    std::vector<std::string> changes = Snapshot(container_.root.directory()).ChangesSince(before);
    const size_t count = changes.size();
    if (count > kMostChanges) {
      changes.resize(kMostChanges);
      changes.push_back("and " + std::to_string(count - kMostChanges) + " more");
    }
    Add("the root is not as it was: ", changes);
  }

  void Add(const std::string& what, const std::vector<std::string>& failures) {
    for (const std::string& failure : failures) failures_.push_back(what + failure);
  }

  const ImageRun& run_;
  Container container_;
  std::string bubblewrap_;  // empty where it cannot be used
  std::vector<std::string> failures_;
};

/// The program that isolates; empty where none can, which is said, or thrown if it is required.
std::string Isolation(bool is_required) {
  std::string bubblewrap = FindBubblewrap();
  const std::string fault = IsolationFault(bubblewrap);
  if (fault.empty()) return bubblewrap;
  if (is_required) throw Error("cannot isolate the program", bubblewrap, fault);
  std::fprintf(stderr,
               "pkg_pyvenv: NOT ISOLATED: no namespaces here (%s): the program sees this machine's "
               "files, processes and network, and is not the image's user\n",
               fault.c_str());
  return {};
}

}  // namespace

ImageVerdict RunImage(const ImageRun& run) {
  // Before the directory, which is gone when a signal comes through.
  const SignalsBlocked blocked;
  std::string bubblewrap = Isolation(run.requires_isolation);
  const bool is_isolated = !bubblewrap.empty();
  const ScratchDirectory scratch;
  const std::string directory = scratch.path() + "/root";
  std::filesystem::create_directory(directory);
  Container container = {.root = RootView(directory, BuildRoot(run, directory)),
                         .user = run.user,
                         .has_tmp = run.has_tmp,
                         .command = run.config.entrypoint,
                         .environment = run.config.environment,
                         .working_directory = run.config.working_directory};
  if (run.finds_entrypoint) container.command = {DefaultEntrypoint(container.root)};
  container.command.insert(container.command.end(), run.config.arguments.begin(),
                           run.config.arguments.end());
  Runner runner(run, std::move(container), std::move(bubblewrap));
  runner.Run();
  return {.failures = runner.TakeFailures(), .is_isolated = is_isolated};
}

}  // namespace pyvenv
