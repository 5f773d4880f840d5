#include "sandbox/program_check.h"

#include <elf.h>
#include <link.h>
#include <sys/stat.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <optional>

#include "base/file.h"

namespace pyvenv {
namespace {

constexpr size_t kHead = 4096;

/// The program in a `#!` line; empty if there is none.
std::string ScriptInterpreter(std::string_view head) {
  if (!head.starts_with("#!")) return {};
  head = head.substr(2, head.find('\n') - 2);
  const size_t start = std::min(head.find_first_not_of(" \t"), head.size());
  head.remove_prefix(start);
  return std::string(head.substr(0, head.find_first_of(" \t\r")));
}

/// The dynamic linker that an ELF file of this machine's kind asks for; empty if none.
std::string ElfInterpreter(std::string_view head) {
  ElfW(Ehdr) header;
  if (head.size() < sizeof(header) || !head.starts_with(ELFMAG)) return {};
  std::memcpy(&header, head.data(), sizeof(header));
  for (size_t i = 0; i < header.e_phnum; ++i) {
    ElfW(Phdr) segment;
    const size_t offset = header.e_phoff + i * sizeof(segment);
    if (offset + sizeof(segment) > head.size()) break;
    std::memcpy(&segment, head.data() + offset, sizeof(segment));
    if (segment.p_type != PT_INTERP || segment.p_offset > head.size()) continue;
    const std::string_view text = head.substr(segment.p_offset, segment.p_filesz);
    return std::string(text.substr(0, text.find('\0')));
  }
  return {};
}

std::string Head(const std::string& place) {
  std::string head(kHead, '\0');
  head.resize(File::OpenToRead(place).ReadAt(0, head.data(), head.size()));
  return head;
}

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
  const std::string head = Head(place);
  CheckInterpreter(view, path, "its first line", ScriptInterpreter(head));
  CheckInterpreter(view, path, "it", ElfInterpreter(head));
}

}  // namespace pyvenv
