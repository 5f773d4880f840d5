#pragma once

#include <string>
#include <string_view>

#include "base/byte_sink.h"
#include "elf/byte_source.h"
#include "elf/magic.h"
#include "metadata/distribution.h"
#include "metadata/python_version.h"
#include "pack/file_content.h"

namespace pyvenv {

/// Writes what the files of a layer that can be run or loaded need of an image, and what those that
/// tell of installed software say, so that an image can be checked and described without them: JSON
/// Lines in ASCII, one object a file, in the order of the tar. Every string is escaped as in a
/// listing (see AppendEscaped), before it is made JSON; an absent key stands for an empty value.
///
/// A script, which begins with "#!":
///  - path: in the layer
///  - script: the interpreter's path, as it stands there
///  - argument: what follows it
///
/// An ELF file, whatever its name (see ElfFacts):
///  - path: in the layer
///  - bits: 32 or 64
///  - big_endian: true or absent
///  - machine, type: numbers, e_machine and e_type
///  - interpreter: PT_INTERP
///  - soname, rpath, runpath: strings; an rpath or runpath that is there and empty is ""
///  - needed: an array of strings
///  - fault: what is wrong with the file, where it is cut short or was never whole
///
/// The description of an installed distribution (see ReadDistribution):
///  - path: in the layer
///  - distribution: its name
///  - version
///  - license, or license_expression if it is one
///
/// A file by which the version of an interpreter is found (see ReadPythonVersion):
///  - path: in the layer
///  - python: the version
class FactsWriter {
 public:
  /// `sink`: null for no facts.
  explicit FactsWriter(ByteSink* sink) : sink_(sink) {}

  /// A file in memory.
  void Add(std::string_view path, std::string_view content) {
    if (!HasFacts(path, content)) return;
    ReadFile(path, MemorySource(content));
    Write();
  }

  /// Reads a file of which `start` is at least the first four bytes. Throws what reading it does,
  /// and nothing of the sink.
  void Read(std::string_view path, std::string_view start, const FileContent& content);

  /// Writes the facts of the file that was read, if it has any.
  void Write();

 private:
  [[nodiscard]] bool HasFacts(std::string_view path, std::string_view start) const {
    return sink_ != nullptr && !start.empty() &&
           (IsElf(start) || IsScript(start) || DescribesDistribution(path) ||
            TellsPythonVersion(path));
  }
  void ReadFile(std::string_view path, const ByteSource& source);

  ByteSink* sink_;
  std::string line_;  // of the file that was read; empty for none
};

}  // namespace pyvenv
