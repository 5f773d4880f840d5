#include "source/virtual_environment.h"

#include <strings.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <optional>
#include <set>
#include <string_view>
#include <system_error>
#include <unordered_map>
#include <utility>

#include "base/error.h"
#include "base/file.h"
#include "base/path.h"
#include "base/path_pattern.h"
#include "base/text_file.h"
#include "source/base_interpreter.h"
#include "source/environment_config.h"
#include "source/environment_layout.h"
#include "source/installed.h"
#include "source/pth_file.h"
#include "source/pyvenv_cfg.h"
#include "source/relative_link.h"
#include "source/relocation.h"
#include "source/scan.h"

namespace pyvenv {
namespace {

namespace fs = std::filesystem;

// Where the interpreter goes, below the environment.
constexpr std::string_view kInterpreterPlace = "interpreter";

constexpr std::string_view kRecord = "/RECORD";

class EnvironmentReader {
 public:
  explicit EnvironmentReader(const EnvironmentOptions& options)
      : options_(options),
        layout_(options.directory, options.keep_bytecode),
        prefix_(options.prefix.empty() ? layout_.directory() : options.prefix),
        relocation_(layout_.KnownAs(), prefix_),
        installed_(layout_.directory(), layout_.found(), layout_.sites()),
        exclude_(options.exclude.begin(), options.exclude.end()) {
    CheckPrefix();
  }

  SourceTree Read() {
    root_ = tree_.AddRoot(prefix_.substr(1));
    tree_.warnings = installed_.warnings();
    for (const InstalledDistribution& distribution : installed_.distributions()) {
      owners_.push_back(
          tree_.AddOwner({.kind = distribution.is_local ? Owner::Kind::kMain : Owner::Kind::kOther,
                          .distribution = distribution.name}));
    }
    if (options_.with_interpreter) FindInterpreter();
    for (const Found& item : layout_.found()) AddFound(item);
    AddRecords();
    if (interpreter_) {
      AddBaseInterpreter(*interpreter_, InImage(kInterpreterPlace), root_, &tree_);
    }
    AddApplications();
    tree_.config = EnvironmentConfig(prefix_, options_.entrypoint, [&](const std::string& path) {
      return layout_.Has(path) && !missing_.contains(path);
    });
    if (!options_.applications.empty()) {
      tree_.config.working_directory = "/" + options_.applications.front().destination;
    }
    return std::move(tree_);
  }

 private:
  // A path that goes into scripts of many languages as it is.
  void CheckPrefix() const {
    constexpr std::string_view kCharacters =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._+-/";
    const std::string_view path = prefix_;
    if (path.starts_with('/') && LayerPathFault(path.substr(1)).empty() &&
        path.find_first_not_of(kCharacters) == std::string_view::npos) {
      return;
    }
    throw Error("cannot put the environment at", prefix_,
                "give a path with --prefix that is absolute, and has letters, digits, \".\", "
                "\"_\", \"+\" and \"-\" alone");
  }

  // Below the environment -> in the image.
  [[nodiscard]] std::string InImage(std::string_view path) const {
    return JoinPath(prefix_.substr(1), path);
  }

  void FindInterpreter() {
    // In any case of letters (Lib/site.py).
    const std::string system = CfgValue(layout_.cfg(), "include-system-site-packages");
    if (::strcasecmp(system.c_str(), "true") == 0) {
      throw Error("cannot pack", layout_.directory(),
                  "it uses the site-packages of its Python, which --with-interpreter leaves out: "
                  "make it without --system-site-packages");
    }
    const std::string home = CfgValue(layout_.cfg(), "home");
    std::string executable = CfgValue(layout_.cfg(), "base-executable");
    if (executable.empty()) executable = CfgValue(layout_.cfg(), "executable");
    if (executable.empty()) executable = layout_.OnDisk("bin/python3");
    interpreter_ = FindBaseInterpreter(executable, home, layout_.python());
  }

  void AddFound(const Found& item) {
    const std::string& path = item.path;
    if (MatchesAny(exclude_, path)) {
      missing_.insert(path);
      return Add(path, DeclarationType::kExcluded, {});
    }
    if (layout_.IsInfoFile(path, kRecord)) return;  // see AddRecords
    switch (item.type) {
      case Found::Type::kFile:
        return AddFile(path);
      case Found::Type::kLink:
        return AddLink(path, item.text);
      case Found::Type::kEmptyDirectory:
        return Add(path, DeclarationType::kDirectory, {});
      case Found::Type::kOther:
        throw Error("cannot pack", layout_.OnDisk(path), "neither a file nor a directory");
    }
  }

  void AddFile(const std::string& path) {
    if (path == kPyvenvCfg) {
      return Add(path, DeclarationType::kContent, RelocatedCfg());
    }
    if (interpreter_ && layout_.IsPython(path)) return AddPython(path, {});
    if (ParentPath(path) == "bin") return AddProgram(path);
    if (layout_.IsSite(ParentPath(path)) && path.ends_with(".pth")) {
      const std::string site(ParentPath(path));
      return AddRewritten(
          path, [&](std::string_view text) { return RelocatedPth(path, site, text, relocation_); });
    }
    if (TellsOfThisMachine(path)) {
      missing_.insert(path);
      return;
    }
    Add(path, DeclarationType::kFile, layout_.OnDisk(path));
  }

  // Where something was installed from, and when that was changed last.
  [[nodiscard]] bool TellsOfThisMachine(const std::string& path) const {
    if (layout_.IsInfoFile(path, "/uv_cache.json")) return true;
    return layout_.IsInfoFile(path, "/direct_url.json") &&
           ReadTextFile(layout_.OnDisk(path)).find("\"file:") != std::string::npos;
  }

  void AddProgram(const std::string& path) {
    if (layout_.IsActivateScript(path)) {
      return AddRewritten(path,
                          [&](std::string_view text) { return relocation_.ActivateScript(text); });
    }
    if (!layout_.IsScript(path)) {
      return Add(path, DeclarationType::kFile, layout_.OnDisk(path));
    }
    AddRewritten(path, [&](std::string_view text) { return relocation_.Script(text); });
  }

  template <typename Rewrite>
  void AddRewritten(const std::string& path, Rewrite rewrite) {
    std::string on_disk = layout_.OnDisk(path);
    const std::string text = ReadTextFile(on_disk);
    std::string rewritten = rewrite(text);
    if (rewritten == text) return Add(path, DeclarationType::kFile, std::move(on_disk));
    rewritten_.emplace(path, rewritten);
    Add(path, DeclarationType::kContent, std::move(rewritten));
  }

  void AddLink(const std::string& path, std::string text) {
    if (!text.starts_with('/')) {
      if (ResolveLink(path, text)) return Add(path, DeclarationType::kLink, std::move(text));
    } else if (const std::optional<std::string> below = relocation_.Below(text)) {
      return Add(path, DeclarationType::kLink, RelativeLink(path, *below));
    }
    if (layout_.IsPython(path)) return AddPython(path, std::move(text));
    std::error_code fault;
    // A wheel has files, whatever an installer makes of them (uv's --link-mode=symlink).
    if (installed_.OwnerOf(path) && fs::is_regular_file(layout_.OnDisk(path), fault)) {
      return Add(path, DeclarationType::kFile, layout_.OnDisk(path));
    }
    throw Error("cannot pack", layout_.OnDisk(path),
                "the link leads out of the environment, to " + text +
                    ": put a copy in its place, or leave it out with --exclude");
  }

  void AddPython(const std::string& path, std::string text) {
    if (!interpreter_) {
      // Where it leads from here; it may lie at another depth in the image.
      if (!text.starts_with('/')) {
        text = NormalPath(JoinPath(ParentPath(layout_.OnDisk(path)), text)).value();
      }
      tree_.warnings.push_back(path + " leads to " + text +
                               ", which the image has to bring (or pack it: --with-interpreter)");
      return Add(path, DeclarationType::kLink, std::move(text));
    }
    const std::string program =
        JoinPath(kInterpreterPlace, "bin/" + std::string(interpreter_->Name()));
    Add(path, DeclarationType::kLink, RelativeLink(path, program));
  }

  [[nodiscard]] std::string RelocatedCfg() const {
    const std::string home = CfgValue(layout_.cfg(), "home") + "/";
    std::string place = "/" + InImage(kInterpreterPlace);
    return WithCfgValues(layout_.cfg(), [&](std::string_view key, std::string_view value) {
      std::string text = relocation_.Text(value);
      if (!interpreter_) return text;
      if (key == "home") return place + "/bin";
      if (key == "executable" || key == "base-executable") {
        return place + "/bin/" + std::string(interpreter_->Name());
      }
      if (key == "base-prefix" || key == "base-exec-prefix") return place;
      if (key == "command" && text.starts_with(home)) {
        text.replace(0, home.size(), place + "/bin/");
      }
      return text;
    });
  }

  // What each distribution has installed is known to the byte now.
  void AddRecords() {
    for (const InstalledDistribution& distribution : installed_.distributions()) {
      const std::string path = distribution.info + std::string(kRecord);
      if (!layout_.Has(path) || MatchesAny(exclude_, path)) continue;
      std::string before;
      std::string after;
      for (const RecordRow& row : distribution.record) {
        before += row.line;
        after += RowNow(distribution, row);
      }
      if (after == before) {
        Add(path, DeclarationType::kFile, layout_.OnDisk(path));
      } else {
        Add(path, DeclarationType::kContent, std::move(after));
      }
    }
  }

  // Empty for what is not there.
  [[nodiscard]] std::string RowNow(const InstalledDistribution& distribution,
                                   const RecordRow& row) const {
    const std::optional<std::string> path = installed_.PathOf(distribution, row);
    if (!path || missing_.contains(*path) || !layout_.Has(*path)) return {};
    const auto content = rewritten_.find(*path);
    return content == rewritten_.end() ? row.line : RowOfContent(row, content->second);
  }

  void AddApplications() {
    const std::string environment = prefix_.substr(1);
    for (const Application& application : options_.applications) {
      const size_t first = tree_.entries.size();
      AddApplication(
          application, options_.output,
          [&](std::string_view path) { return MatchesAny(exclude_, path); }, &tree_);
      for (size_t i = first; i < tree_.entries.size(); ++i) {
        const std::string& path = tree_.entries[i].path;
        if (path != environment && !IsBelow(path, environment)) continue;
        throw Error("cannot pack", application.directory,
                    "its " + path + " would lie in the environment: give --app another place");
      }
    }
  }

  void Add(const std::string& path, DeclarationType type, std::string text) {
    tree_.entries.push_back({.type = type,
                             .path = InImage(path),
                             .text = std::move(text),
                             .owner = OwnerOf(path),
                             .root = root_});
  }

  // What nobody has installed is of the environment itself, unless it lies where others' code does.
  [[nodiscard]] uint32_t OwnerOf(const std::string& path) const {
    const std::optional<uint32_t> distribution = installed_.OwnerOf(path);
    if (distribution) return owners_[*distribution];
    return layout_.IsInSite(path) ? SourceTree::kNoDistribution : SourceTree::kMain;
  }

  const EnvironmentOptions& options_;
  EnvironmentLayout layout_;
  std::string prefix_;
  Relocation relocation_;
  Installed installed_;
  std::vector<PathPattern> exclude_;
  std::optional<BaseInterpreter> interpreter_;
  SourceTree tree_;
  uint32_t root_ = 0;
  std::vector<uint32_t> owners_;  // by distribution
  std::unordered_map<std::string, std::string> rewritten_;
  std::set<std::string, std::less<>> missing_;
};

}  // namespace

SourceTree ReadVirtualEnvironment(const EnvironmentOptions& options) {
  return EnvironmentReader(options).Read();
}

}  // namespace pyvenv
