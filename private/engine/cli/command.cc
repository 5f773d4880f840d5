#include "cli/command.h"

#include <cstdio>
#include <exception>

#include "base/signal_cleanup.h"

namespace pyvenv {
namespace {

constexpr int kFailed = 1;
constexpr int kWrongUsage = 2;

}  // namespace

int RunCommand(CLI::App& app, int argc, char** argv, const std::function<void()>& run) {
  try {
    app.parse(argc, argv);
    InstallSignalCleanup();
    run();
  } catch (const CLI::ParseError& error) {
    if (error.get_exit_code() == 0) return app.exit(error);  // --help
    std::fprintf(stderr, "layer_packer: error: %s (see --help)\n", error.what());
    return kWrongUsage;
  } catch (const std::exception& error) {
    std::fprintf(stderr, "layer_packer: error: %s\n", error.what());
    return kFailed;
  }
  return 0;
}

}  // namespace pyvenv
