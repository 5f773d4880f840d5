#include "sandbox/bubblewrap.h"

#include <unistd.h>

#include <cstdlib>
#include <optional>
#include <string_view>
#include <utility>

#include "base/error.h"
#include "base/path.h"

namespace pyvenv {
namespace {

using Words = std::vector<std::string>;

void Append(Words* words, const Words& more) {
  words->insert(words->end(), more.begin(), more.end());
}

Words IsolatedBy(const std::string& bubblewrap, User user) {
  return {bubblewrap,
          "--die-with-parent",
          "--new-session",
          "--unshare-user",
          "--unshare-all",
          "--uid",
          std::to_string(user.uid),
          "--gid",
          std::to_string(user.gid),
          "--cap-drop",
          "ALL",
          "--hostname",
          "image",
          "--clearenv"};
}

const Words kKernelFiles = {"--proc", "/proc", "--dev", "/dev"};

/// A word without namespaces: of the absolute path of what is in the root, a path that leads to the
/// same place on this machine. Its name is kept where that can be, since some programs go by it.
std::string WordOnMachine(const RootView& root, const std::string& word) {
  if (!word.starts_with('/') || word.size() == 1) return word;
  const std::optional<std::string> resolved = root.Resolve(word);
  if (!resolved) return word;
  std::string place = root.OnMachine(*resolved);
  const RootView machine("");
  // Links in the root may lead into a mount, which is elsewhere here.
  for (const std::string& path : {root.directory() + word, word}) {
    if (machine.Resolve(path) == place) return path;
  }
  return place;
}

}  // namespace

std::string FindBubblewrap() {
  const char* const path = std::getenv("PATH");
  std::string_view rest = path == nullptr ? "/usr/bin:/bin" : path;
  while (!rest.empty()) {
    const size_t end = rest.find(':');
    std::string candidate = JoinPath(rest.substr(0, end), "bwrap");
    if (candidate.front() == '/' && ::access(candidate.c_str(), X_OK) == 0) return candidate;
    rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
  }
  throw Error("cannot isolate the program", "bwrap",
              "not on PATH; install bubblewrap (apt-get install bubblewrap)");
}

std::string IsolationFault(const std::string& bubblewrap) {
  Process probe = {.command = IsolatedBy(bubblewrap, kAnybody)};
  Append(&probe.command, {"--ro-bind", "/", "/"});
  Append(&probe.command, kKernelFiles);
  // What surely is there, and does nothing.
  Append(&probe.command, {"--", bubblewrap, "--version"});
  const ProcessEnd end = RunProcess(probe, Output::kKept);
  if (end.status == 0) return {};
  const std::string first_line = end.out.substr(0, end.out.find('\n'));
  return first_line.empty() ? "exit status " + std::to_string(end.status) : first_line;
}

Process IsolatedProcess(const std::string& bubblewrap, const Container& container) {
  Words command = IsolatedBy(bubblewrap, container.user);
  for (const std::string& variable : container.environment) {
    const size_t equals = variable.find('=');
    Append(&command, {"--setenv", variable.substr(0, equals), variable.substr(equals + 1)});
  }
  Append(&command, {"--ro-bind", container.root.directory(), "/"});
  for (const Mount& mount : container.root.mounts()) {
    Append(&command, {"--ro-bind", mount.source, mount.destination});
  }
  Append(&command, kKernelFiles);
  if (container.has_tmp) Append(&command, {"--perms", "1777", "--tmpfs", "/tmp"});
  Append(&command, {"--chdir", container.working_directory, "--"});
  Append(&command, container.command);
  return {.command = std::move(command)};
}

Process UnisolatedProcess(const Container& container) {
  const RootView& root = container.root;
  const auto on_machine = [&](const std::string& word) { return WordOnMachine(root, word); };
  Process process = {.directory = root.directory() + container.working_directory,
                     .heeds_modes = true};
  for (const std::string& word : container.command) process.command.push_back(on_machine(word));
  for (const std::string& variable : container.environment) {
    const size_t value = variable.find('=') + 1;
    process.environment.push_back(variable.substr(0, value) + on_machine(variable.substr(value)));
  }
  return process;
}

}  // namespace pyvenv
