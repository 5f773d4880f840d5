#include "sandbox/program_check.h"

#include <sys/stat.h>

#include <optional>

#include "base/file.h"
#include "base/text_file.h"
#include "elf/byte_source.h"
#include "elf/elf_facts.h"
#include "elf/magic.h"
#include "elf/script.h"

namespace pyvenv {
namespace {

void CheckInterpreter(const RootView& view, const std::string& path, std::string_view asker,
                      const std::string& interpreter) {
  if (interpreter.empty() || view.Resolve(interpreter)) return;
  throw CannotStart(CannotStart::kNotExecutable, path,
                    std::string(asker) + " asks for " + interpreter +
                        ", which is not there: the base has to bring it (--base, "
                        "--base-from-host), or the program has to start without it (--config)");
}

}  // namespace

void CheckProgram(const Container& container, bool is_isolated) {
  const std::string& program = container.command.at(0);
  if (program.find('/') == std::string::npos) return;
  const std::string path =
      program.starts_with('/') ? program : container.working_directory + "/" + program;
  const std::optional<std::string> resolved = container.root.Resolve(path);
  if (!resolved) {
    throw CannotStart(CannotStart::kNotThere, path, "not in the layers, or a link to nothing");
  }
  const std::string place = container.root.OnMachine(*resolved);
  const struct stat status = StatusOf(place);
  // Everybody has the same bits (ModeFor).
  if (!S_ISREG(status.st_mode) || (status.st_mode & 0100U) == 0) {
    throw CannotStart(CannotStart::kNotExecutable, path, "not a file that this user may execute");
  }
  if ((status.st_mode & 0400U) == 0) return;
  const RootView view = is_isolated ? container.root : RootView("");
  const std::string content = ReadTextFile(place, UINT64_MAX);
  if (IsScript(content)) {
    CheckInterpreter(view, path, "its first line", ReadScript(content).interpreter);
  } else if (IsElf(content)) {
    CheckInterpreter(view, path, "it", ReadElf(MemorySource(content)).interpreter);
  }
}

}  // namespace pyvenv
