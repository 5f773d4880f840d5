#pragma once

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "testing/run.h"

namespace pyvenv::testing {

/// Layers that the real layer_packer has packed, and the real pkg_pyvenv to run on them. The
/// environment names both: LAYER_PACKER, PKG_PYVENV.
class CommandBench : public PackerBench {
 public:
  CommandBench() : program_(ProgramOf("PKG_PYVENV")) {}

  [[nodiscard]] const std::string& program() const { return program_; }

  /// Runs `pkg_pyvenv` in the bench's directory.
  [[nodiscard]] Outcome Run(const std::vector<std::string>& words) const {
    std::vector<std::string> command = {program_};
    command.insert(command.end(), words.begin(), words.end());
    return Execute(command, {.directory = path()});
  }

  /// Packs a manifest to `<stem>.tar` (or `.tar.gz`, `.tar.zst`), `.mtree` and `.json`.
  void PackTo(const std::string& stem, const std::string& manifest,
              const std::string& compression = "none") const {
    const Outcome packed = Pack(manifest, {"--compression", compression});
    ASSERT_EQ(packed.status, 0) << packed.err;
    const std::string suffix = compression == "none"   ? ".tar"
                               : compression == "gzip" ? ".tar.gz"
                                                       : ".tar.zst";
    Write(stem + suffix, Read("out/layer.tar"));
    Write(stem + ".mtree", Read("out/layer.mtree"));
    Write(stem + ".json", Read("out/layer.json"));
  }

  /// Runs a shell script in the bench's directory, which must succeed.
  void Shell(const std::string& script) const {
    const Outcome outcome = Execute({"sh", "-c", script}, {.directory = path()});
    ASSERT_EQ(outcome.status, 0) << script << "\n" << outcome.err;
  }

 private:
  std::string program_;
};

}  // namespace pyvenv::testing
