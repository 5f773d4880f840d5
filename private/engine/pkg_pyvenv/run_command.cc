#include "pkg_pyvenv/run_command.h"

#include <algorithm>
#include <cstdio>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "cli/command.h"
#include "sandbox/image_run.h"
#include "sandbox/import_start.h"
#include "sandbox/program_check.h"

namespace pyvenv {
namespace {

constexpr int kCheckFailed = 1;
constexpr int kNothingRun = 125;

constexpr std::string_view kDescription =
    "Runs a program from its layers, and checks what it does. The layers, tars bottom to top, "
    "plain "
    "or compressed with gzip or zstd, become a root directory that holds nothing else but the base "
    "that is named. The program runs there as a user that is not root, with a read-only root, no "
    "network, and no environment but the given one; it sees nothing of this machine. That takes "
    "bubblewrap; where a machine allows no namespaces, a line says NOT ISOLATED, and the program "
    "runs from the directory, without an environment.";

constexpr std::string_view kFooter =
    "Exit status: 0 all is as expected; 1 something is not, a line each; 2 wrong usage; 125 the "
    "layers cannot be read, or there is no bubblewrap; 126 the program cannot be executed; 127 it "
    "is not there.";

/// As they are typed.
struct RunOptions {
  ImageRun run;
  std::string entrypoint = "entrypoint";
  std::string config;
  std::string from_host = "none";
  std::string user;
  std::string status;
  std::string output;
  std::string limit;
  bool imports_only = false;
  std::vector<std::string> environment;
  std::vector<std::string> arguments;
  bool has_arguments = false;
};

void Declare(Command* command, RunOptions* options) {
  ImageRun& run = options->run;
  command->RequiredWords("LAYER", &run.layers,
                         "The layers, bottom to top; after --, what the program gets");
  command->OptionalList(
      "--base", &run.bases,
      "What lies below the layers: a tar of a root, a directory with one, or an OCI "
      "image layout (DIRECTORY or DIRECTORY:TAG); several times, bottom to top");
  command->Optional("--base-from-host", &options->from_host,
                    "What this machine lends: none (default), libraries (the dynamic linker, libc, "
                    "libstdc++ and the like, no shell), or usr (all its programs and libraries)");
  command->OptionalList(
      "--host-file", &run.host_files,
      "A file of this machine by its path, or a library by its name, copied with the "
      "libraries that it needs");
  command->Optional("--entrypoint", &options->entrypoint,
                    "The program, a path in the layers (entrypoint)");
  command->Optional("--config", &options->config,
                    "JSON in its place: Entrypoint, Cmd, Env, WorkingDir and User as in the "
                    "configuration of an OCI image");
  command->OptionalList("--env", &options->environment, "NAME=VALUE of the program's environment");
  command->Optional("--user", &options->user,
                    "UID or UID:GID of the program; else the config's, else anybody");
  command->Switch("--tmp", &run.has_tmp, "An empty /tmp that can be written to");
  command->OptionalList(
      "--import", &run.imports,
      "A module that the program of a py_binary must be able to import, where it does "
      "its own imports");
  command->Switch("--imports-only", &options->imports_only,
                  "Only import, do not run the program itself");
  command->Optional("--expect-status", &options->status, "Its exit status (0)");
  command->Optional("--expect-stdout", &options->output, "A file with all that it prints");
  command->OptionalList("--expect-contains", &run.expectations.texts, "A text that it prints");
  command->Optional("--timeout", &options->limit,
                    "Seconds after which it is killed, and has failed");
  command->Switch("--require-isolation", &run.requires_isolation,
                  "Fail where there are no namespaces");
}

FromHost ParseFromHost(const std::string& text) {
  static const std::map<std::string, FromHost> values = {
      {"none", FromHost::kNothing}, {"libraries", FromHost::kLibraries}, {"usr", FromHost::kUsr}};
  const auto value = values.find(text);
  if (value != values.end()) return value->second;
  throw UsageError("--base-from-host", "\"" + text + "\" is neither none, libraries nor usr");
}

void CheckUsage(const RunOptions& options) {
  for (const std::string& variable : options.environment) {
    const size_t equals = variable.find('=');
    if (equals == 0 || equals == std::string::npos) {
      throw UsageError("--env", "\"" + variable + "\" is not NAME=VALUE");
    }
  }
  for (const std::string& module : options.run.imports) {
    if (!IsModuleName(module)) throw UsageError("--import", "\"" + module + "\" is no module");
  }
  if (options.imports_only && options.run.imports.empty()) {
    throw UsageError("--imports-only", "there is no --import");
  }
}

ImageRun MakeRun(const RunOptions& options) {
  CheckUsage(options);
  ImageRun run = options.run;
  run.from_host = ParseFromHost(options.from_host);
  run.starts_program = !options.imports_only;
  if (!options.status.empty()) {
    run.expectations.status =
        static_cast<int>(ParseNumber("--expect-status", options.status, 0, 255));
  }
  if (!options.output.empty()) run.expectations.output = options.output;
  if (!options.limit.empty())
    run.limit = std::chrono::seconds(ParseNumber("--timeout", options.limit, 1, 1000000));
  if (options.config.empty()) {
    const bool is_absolute = options.entrypoint.starts_with('/');
    run.config.entrypoint = {(is_absolute ? "" : "/") + options.entrypoint};
  } else {
    run.config = ReadImageConfig(options.config);
  }
  if (options.has_arguments) run.config.arguments = options.arguments;
  run.config.environment.insert(run.config.environment.end(), options.environment.begin(),
                                options.environment.end());
  if (!options.user.empty()) {
    run.user = ParseUser(options.user, "--user");
  } else if (!run.config.user.empty()) {
    run.user = ParseUser(run.config.user, options.config);
  }
  return run;
}

int Report(const ImageRun& run, const ImageVerdict& verdict) {
  for (const std::string& failure : verdict.failures) {
    std::fprintf(stderr, "pkg_pyvenv: FAILED: %s\n", failure.c_str());
  }
  if (!verdict.failures.empty()) return kCheckFailed;
  std::fprintf(stderr, "pkg_pyvenv: passed: %s\n",
               verdict.is_isolated
                   ? ("as " + std::to_string(run.user.uid) + ":" + std::to_string(run.user.gid) +
                      ", on a read-only root, without a network, nothing of this machine in sight")
                         .c_str()
                   : "nothing written, but not isolated");
  return 0;
}

int RunAndReport(const RunOptions& options) {
  try {
    const ImageRun run = MakeRun(options);
    return Report(run, RunImage(run));
  } catch (const CannotStart& error) {
    std::fprintf(stderr, "pkg_pyvenv: error: %s\n", error.what());
    return error.status();
  }
}

}  // namespace

int RunMain(int argc, char** argv) {
  RunOptions options;
  char** const end = argv + argc;
  char** const dashes = std::find(argv, end, std::string_view("--"));
  options.has_arguments = dashes != end;
  if (dashes != end) options.arguments.assign(dashes + 1, end);
  Command command("pkg_pyvenv run", std::string(kDescription), std::string(kFooter));
  command.FailWith(kNothingRun);
  Declare(&command, &options);
  int status = 0;
  const int usage =
      command.Run(static_cast<int>(dashes - argv), argv, [&] { status = RunAndReport(options); });
  return usage == 0 ? status : usage;
}

}  // namespace pyvenv
