#include "sandbox/machine_files.h"

#include <dlfcn.h>
#include <link.h>
#include <sys/stat.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <sstream>
#include <string_view>

#include "base/error.h"
#include "base/file.h"
#include "base/path.h"
#include "base/text_file.h"
#include "elf/byte_source.h"
#include "elf/elf_facts.h"
#include "sandbox/extract.h"
#include "sandbox/process.h"

namespace pyvenv {
namespace {

namespace fs = std::filesystem;

// What BaseImage takes for given, in the words of a machine with glibc.
constexpr std::array<std::string_view, 14> kBaseLibraries = {
    "libc.so.6",         "libm.so.6",     "libmvec.so.1",   "libpthread.so.0", "libdl.so.2",
    "librt.so.1",        "libutil.so.1",  "libresolv.so.2", "libanl.so.1",     "libnss_dns.so.2",
    "libnss_files.so.2", "libgcc_s.so.1", "libstdc++.so.6", "libz.so.1"};

// What holds programs and libraries at the root of a machine.
constexpr std::array<std::string_view, 7> kProgramDirectories = {"bin",    "lib",  "lib32", "lib64",
                                                                 "libx32", "sbin", "usr"};

// Where the machine's directories are mounted.
constexpr std::string_view kShown = "/.machine";

/// The dynamic linker of this program, which finds libraries as any program here would. Throws
/// Error where it has none.
const std::string& DynamicLinker() {
  static const std::string linker =
      ReadElf(MemorySource(ReadTextFile("/proc/self/exe", UINT64_MAX))).interpreter;
  if (linker.empty()) {
    throw Error("cannot copy this machine's libraries", "/proc/self/exe",
                "this program itself is linked statically, and finds none");
  }
  return linker;
}

/// The absolute path of a shared library, found as any program here would find it; empty if not.
std::string FindLibrary(const std::string& name) {
  // A program without one has a dlopen that fails or crashes.
  DynamicLinker();
  void* const library = ::dlopen(name.c_str(), RTLD_LAZY | RTLD_LOCAL);
  if (library == nullptr) return {};
  std::string path;
  link_map* map = nullptr;
  if (::dlinfo(library, RTLD_DI_LINKMAP, static_cast<void*>(&map)) == 0) path = map->l_name;
  ::dlclose(library);
  return path;
}

/// The libraries that a file needs, and those that these need; as ldd does it. None for what is no
/// dynamically linked file.
std::vector<std::string> Needs(const std::string& path) {
  const ProcessEnd end = RunProcess({.command = {DynamicLinker(), "--list", path}}, Output::kKept);
  std::vector<std::string> needs;
  if (end.status != 0) return needs;
  std::istringstream words(end.out);
  for (std::string word; words >> word;) {
    if (word.starts_with('/')) needs.push_back(word);
  }
  return needs;
}

/// Copies a file, and the links on the way to it.
void CopyAsFound(const std::string& path, RootWriter* root) {
  const RootView machine("");
  const auto file = machine.Resolve(path, [&](const std::string& link, const std::string& text) {
    if (!root->Has(link)) root->MakeLink(link, text);
  });
  if (!file) throw Error("cannot copy", path, "this machine has no such file");
  if (!root->Has(*file)) CopyFile(*file, *file, root);
}

void CopyWithNeeds(const std::string& path, RootWriter* root) {
  CopyAsFound(path, root);
  for (const std::string& needed : Needs(path)) CopyAsFound(needed, root);
}

void FillGaps(const std::string& path, const std::string& machine, RootWriter* root) {
  if (!root->Has(path)) return root->MakeLink(path, std::string(kShown) + machine);
  if (!root->HasDirectory(path) || !fs::is_directory(machine)) return;
  for (const auto& entry : fs::directory_iterator(machine)) {
    const std::string name = entry.path().filename().string();
    FillGaps(JoinPath(path, name), JoinPath(machine, name), root);
  }
}

void Show(const std::string& directory, std::vector<Mount>* mounts, RootWriter* root) {
  const bool is_shown = std::any_of(mounts->begin(), mounts->end(), [&](const Mount& mount) {
    return directory == mount.source || IsBelow(directory, mount.source);
  });
  if (is_shown) return;
  const std::string destination = std::string(kShown) + directory;
  root->MakeDirectory(destination, {.mode = 0755}, 0);
  mounts->push_back({.source = directory, .destination = destination});
}

}  // namespace

void CopyBaseLibraries(RootWriter* root) {
  root->BeginLayer(RootPart::kBase);
  CopyAsFound(DynamicLinker(), root);
  for (const std::string_view name : kBaseLibraries) {
    const std::string path = FindLibrary(std::string(name));
    if (!path.empty()) CopyWithNeeds(path, root);
  }
}

void CopyFromMachine(const std::string& name, RootWriter* root) {
  root->BeginLayer(RootPart::kBase);
  const std::string path = name.starts_with('/') ? name : FindLibrary(name);
  if (path.empty()) throw Error("cannot copy", name, "this machine has no such shared library");
  CopyWithNeeds(path, root);
}

std::vector<Mount> ShowMachine(RootWriter* root) {
  root->BeginLayer(RootPart::kBase);
  std::vector<Mount> mounts;
  Show("/usr", &mounts, root);
  for (const std::string_view name : kProgramDirectories) {
    const std::string directory = "/" + std::string(name);
    if (!fs::is_directory(directory)) continue;
    const std::optional<std::string> text = LinkText(directory);
    if (text && !root->Has(directory)) {
      root->MakeLink(directory, *text);
      continue;
    }
    const std::string real = fs::canonical(directory).string();
    Show(real, &mounts, root);
    FillGaps(directory, real, root);
  }
  return mounts;
}

}  // namespace pyvenv
