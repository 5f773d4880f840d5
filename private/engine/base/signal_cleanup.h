#pragma once

#include <csignal>
#include <string>

namespace pyvenv {

/// Makes SIGINT, SIGTERM and SIGHUP remove every file that a RemoveOnSignal holds, then end the
/// process by that signal; makes a file size limit (SIGXFSZ) an ordinary write error. Call once,
/// from main.
void InstallSignalCleanup();

/// Removes those files at once. For where the process ends in another way.
void RemoveHeldFiles();

/// While alive, its file is removed if a signal ends the process.
class RemoveOnSignal {
 public:
  explicit RemoveOnSignal(const std::string& path);
  RemoveOnSignal(const RemoveOnSignal&) = delete;
  RemoveOnSignal& operator=(const RemoveOnSignal&) = delete;
  ~RemoveOnSignal();

 private:
  size_t slot_ = 0;
};

/// While alive, those signals wait, as far as this thread is concerned. Threads that it starts
/// meanwhile never take them.
class SignalsBlocked {
 public:
  SignalsBlocked();
  SignalsBlocked(const SignalsBlocked&) = delete;
  SignalsBlocked& operator=(const SignalsBlocked&) = delete;
  ~SignalsBlocked();

 private:
  sigset_t previous_{};
};

/// Whether one of those signals waits: who has blocked them for long gives up then, cleans up, and
/// lets it come.
bool SignalIsWaiting();

}  // namespace pyvenv
