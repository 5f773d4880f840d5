#include "pkg_pyvenv/run_command.h"

#include <cstdio>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "cli/command.h"
#include "layers/image_layout.h"
#include "sandbox/image_run.h"
#include "sandbox/import_start.h"
#include "sandbox/program_check.h"
#include "sandbox/user.h"
#include "source/variables.h"

namespace pyvenv {
namespace {

constexpr int kCheckFailed = 1;
constexpr int kNothingRun = 125;

constexpr std::string_view kDescription =
    "Runs a program from its layers, and checks what it does. The layers, tars bottom to top, "
    "plain "
    "or compressed with gzip or zstd, become a root directory that holds nothing else but the base "
    "that is named. The program runs there as a user that is not root, with a read-only root, no "
    "network, and no environment but the given one; it sees nothing of this machine but what it is "
    "lent. That takes bubblewrap; where a machine allows no namespaces, a line says NOT ISOLATED, "
    "and the program runs from the directory, without an environment.";

const std::string kOnlyNumbers = "only numbers are understood, such as 65532:65532";

/// As they are typed.
struct RunOptions {
  ImageRun run;
  std::string entrypoint;
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
                         "The layers, tars bottom to top; or an image in an OCI image layout "
                         "(DIRECTORY or DIRECTORY:TAG), which says itself how it starts");
  command->Rest("ARGUMENT", &options->arguments, &options->has_arguments,
                "What the program gets, in place of the configuration's Cmd");
  command->OptionalList(
      "--base FILE", &run.bases,
      "What lies below the layers: a tar of a root, a directory with one, or an OCI "
      "image layout (DIRECTORY or DIRECTORY:TAG); several times, bottom to top");
  command->Optional(
      "--base-from-host none|libraries|usr", &options->from_host,
      "What this machine lends: libraries are the dynamic linker, libc, libstdc++ and the "
      "like, no shell; usr all its programs and libraries [none]");
  command->OptionalList(
      "--host-file FILE", &run.host_files,
      "A file of this machine by its path, or a library by its name, copied with the "
      "libraries that it needs");
  command->Optional("--entrypoint PATH", &options->entrypoint,
                    "The program, a path in the layers [the image's, entrypoint, or else the only "
                    "one that has a directory NAME.runfiles beside it]");
  command->Optional("--config FILE", &options->config,
                    "JSON in its place: Entrypoint, Cmd, Env, WorkingDir and User as in the "
                    "configuration of an OCI image, or layers.json of pkg_pyvenv layers");
  command->OptionalList("--env NAME=VALUE", &options->environment, "Of the program's environment");
  command->Optional("--user UID[:GID]", &options->user,
                    "Who the program is [the configuration's, else anybody but root]");
  command->Switch("--tmp", &run.has_tmp, "An empty /tmp that can be written to");
  command->OptionalList(
      "--import MODULE", &run.imports,
      "A module that the program of a py_binary must be able to import, where it does "
      "its own imports");
  command->Switch("--imports-only", &options->imports_only,
                  "Only import, do not run the program itself");
  command->Optional("--expect-status STATUS", &options->status, "Its exit status [0]");
  command->Optional("--expect-stdout FILE", &options->output, "A file with all that it prints");
  command->OptionalList("--expect-contains TEXT", &run.expectations.texts, "A text that it prints");
  command->Optional("--timeout SECONDS", &options->limit,
                    "After which it is killed, and has failed");
  command->Switch("--require-isolation", &run.requires_isolation,
                  "Fail where there are no namespaces");
}

FromHost ParseFromHost(const std::string& text) {
  static const std::map<std::string, FromHost> values = {
      {"none", FromHost::kNothing}, {"libraries", FromHost::kLibraries}, {"usr", FromHost::kUsr}};
  return values.at(text);
}

void CheckUsage(const RunOptions& options) {
  for (const std::string& variable : options.environment) {
    if (!IsVariable(variable)) {
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

// The path of what says how the program starts; empty where nothing does.
std::string ConfigFile(const RunOptions& options) {
  if (!options.config.empty()) return options.config;
  const std::optional<ImageWord> image = ParseImageWord(options.run.layers.back());
  return image ? ConfigOfImageForThisMachine(*image) : "";
}

// By --entrypoint, unless --config takes its place; empty for none.
std::string NamedProgram(const RunOptions& options) {
  const std::string& path = options.entrypoint;
  if (!options.config.empty() || path.empty()) return {};
  return path.starts_with('/') ? path : "/" + path;
}

User UserOf(const RunOptions& options, const ImageConfig& config) {
  const std::string& text = options.user.empty() ? config.user : options.user;
  if (text.empty()) return kAnybody;
  const std::optional<User> user = ParseUser(text);
  if (user) return *user;
  if (options.user.empty()) throw Error("no user", text, kOnlyNumbers, ConfigFile(options));
  throw UsageError("--user", "\"" + text + "\" is no user: " + kOnlyNumbers);
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
  const std::string config = ConfigFile(options);
  const std::string program = NamedProgram(options);
  if (!config.empty()) {
    run.config = ReadImageConfig(config, program);
  } else if (!program.empty()) {
    run.config.entrypoint = {program};
  } else {
    run.finds_entrypoint = true;
  }
  if (options.has_arguments) run.config.arguments = options.arguments;
  for (const std::string& variable : options.environment) {
    SetVariable(variable, &run.config.environment);
  }
  run.user = UserOf(options, run.config);
  return run;
}

// What the program could see of this machine.
std::string Lent(const ImageRun& run) {
  std::string lent;
  if (run.from_host == FromHost::kUsr) lent = "/usr";
  if (run.from_host == FromHost::kLibraries) lent = "libraries";
  if (!run.host_files.empty()) lent += lent.empty() ? "files" : " and files";
  return lent.empty() ? "nothing of this machine in sight" : "with " + lent + " of this machine";
}

int Report(const ImageRun& run, const ImageVerdict& verdict) {
  for (const std::string& failure : verdict.failures) {
    std::fprintf(stderr, "pkg_pyvenv: FAILED: %s\n", failure.c_str());
  }
  if (!verdict.failures.empty()) return kCheckFailed;
  std::fprintf(stderr, "pkg_pyvenv: passed: %s\n",
               verdict.is_isolated
                   ? ("as " + std::to_string(run.user.uid) + ":" + std::to_string(run.user.gid) +
                      ", on a read-only root, without a network, " + Lent(run))
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

Command RunCommand() {
  const auto options = std::make_shared<RunOptions>();
  Command command("pkg_pyvenv run", std::string(kDescription));
  Declare(&command, options.get());
  command.FailWith(kNothingRun);
  command.ExitStatuses({{0, "all is as expected"},
                        {kCheckFailed, "something is not; a line each says what"},
                        {2, "wrong usage"},
                        {kNothingRun, "the layers cannot be read, or there is no bubblewrap"},
                        {126, "the program cannot be executed"},
                        {127, "the program is not there"}});
  command.Example("pkg_pyvenv run --base-from-host usr bazel-bin/app_tar.*.tar -- --help");
  command.Example("pkg_pyvenv run image:v1 -- --check");
  command.Example("pkg_pyvenv run --base rootfs.tar --config layers/layers.json layers/*.tar");
  command.Action([options] { return RunAndReport(*options); });
  return command;
}

}  // namespace pyvenv
