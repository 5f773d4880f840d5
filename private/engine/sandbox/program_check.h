#pragma once

#include <string>
#include <string_view>

#include "base/error.h"
#include "sandbox/bubblewrap.h"

namespace pyvenv {

/// A program that cannot be started, with the exit status that shells have for that.
class CannotStart : public Error {
 public:
  static constexpr int kNotThere = 127;
  static constexpr int kNotExecutable = 126;

  CannotStart(int status, std::string_view path, std::string_view cause)
      : Error("cannot start", path, cause), status_(status) {}

  [[nodiscard]] int status() const { return status_; }

 private:
  int status_;
};

/// Throws CannotStart where the kernel would only say "No such file or directory": for a program
/// that is not there, may not be executed, or asks for another one that is not there (`#!`, the
/// dynamic linker). A program without "/" is left to PATH.
///
/// `is_isolated`: whether what it asks for is the root's, or the machine's.
void CheckProgram(const Container& container, bool is_isolated);

}  // namespace pyvenv
