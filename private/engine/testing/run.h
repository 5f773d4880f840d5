#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "testing/temp_dir.h"

namespace pyvenv::testing {

/// How a command ended.
struct Outcome {
  int status = 0;  ///< exit status, or 128 + the signal's number
  std::string out;
  std::string err;
};

/// What may be changed for a command.
struct Surroundings {
  std::string directory;            ///< working directory; empty: the same
  std::function<bool()> prepare;    ///< runs in the child before the command; false: give up
  std::function<void(int)> during;  ///< runs in the parent with the child's process id
};

/// The status where `prepare` gave up.
constexpr int kNotPrepared = 125;

Outcome Execute(const std::vector<std::string>& command, const Surroundings& surroundings = {});

bool HasCommand(const std::string& name);

/// Whether a command is missing where it need not be there: under CTest all have to be.
bool MayPassOver(const std::string& command);

/// The executable that a variable of the environment names, by its absolute path.
std::string ProgramOf(const std::string& variable);

/// A directory with a manifest, and the real layer_packer to run on it. The environment names the
/// executable: LAYER_PACKER.
class PackerBench : public TempDir {
 public:
  PackerBench();

  /// Runs it on a manifest of these lines, in the bench's directory. Outputs go to out/layer.tar,
  /// out/layer.mtree and out/layer.json.
  [[nodiscard]] Outcome Pack(std::string_view manifest, const std::vector<std::string>& flags = {},
                             Surroundings surroundings = {}) const;

  /// The command that Pack runs.
  [[nodiscard]] std::vector<std::string> Command(const std::vector<std::string>& flags = {}) const;

  [[nodiscard]] const std::string& packer() const { return packer_; }

 private:
  std::string packer_;
};

/// A manifest line; `text` is the source, or the target of a link. Escapes what JSON wants escaped.
std::string Line(std::string_view type, std::string_view path, std::string_view text = {},
                 std::string_view label = {});

}  // namespace pyvenv::testing
