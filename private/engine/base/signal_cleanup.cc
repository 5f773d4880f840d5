#include "base/signal_cleanup.h"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cstdlib>
#include <cstring>
#include <new>

#include "base/error.h"

namespace pyvenv {
namespace {

constexpr std::array<int, 3> kSignals = {SIGINT, SIGTERM, SIGHUP};

// A handler may touch lock-free atomics and call unlink(2), and little else.
using Slot = std::atomic<char*>;
static_assert(Slot::is_always_lock_free);
// A handler has no other context than globals.
// NOLINTNEXTLINE(cppcoreguidelines-avoid-non-const-global-variables)
std::array<Slot, 4096> g_slots = {};

sigset_t SignalSet() {
  sigset_t set;
  sigemptyset(&set);
  for (const int signal : kSignals) sigaddset(&set, signal);
  return set;
}

void RemoveFilesAndDie(int signal) {
  RemoveHeldFiles();
  // SA_RESETHAND has put the default action back; it happens when the handler returns.
  ::raise(signal);
}

}  // namespace

void RemoveHeldFiles() {
  for (const Slot& slot : g_slots) {
    const char* path = slot.load();
    if (path != nullptr) ::unlink(path);
  }
}

void InstallSignalCleanup() {
  struct sigaction action {};
  action.sa_handler = RemoveFilesAndDie;
  action.sa_mask = SignalSet();
  action.sa_flags = static_cast<int>(SA_RESETHAND);
  for (const int signal : kSignals) {
    struct sigaction previous {};
    sigaction(signal, nullptr, &previous);
    // nohup and the like ignore a signal for their children.
    if (previous.sa_handler != SIG_IGN) sigaction(signal, &action, nullptr);
  }
  struct sigaction ignore {};
  ignore.sa_handler = SIG_IGN;
  sigaction(SIGXFSZ, &ignore, nullptr);
}

RemoveOnSignal::RemoveOnSignal(const std::string& path) {
  char* copy = ::strdup(path.c_str());
  if (copy == nullptr) throw std::bad_alloc();
  for (; slot_ < g_slots.size(); ++slot_) {
    char* free_slot = nullptr;
    if (g_slots.at(slot_).compare_exchange_strong(free_slot, copy)) return;
  }
  std::free(copy);
  throw Error("cannot create", path, "too many open outputs");
}

RemoveOnSignal::~RemoveOnSignal() {
  // The signals wait, so that the handler cannot hold what is being freed.
  const SignalsBlocked blocked;
  std::free(g_slots.at(slot_).exchange(nullptr));
}

SignalsBlocked::SignalsBlocked() {
  const sigset_t set = SignalSet();
  pthread_sigmask(SIG_BLOCK, &set, &previous_);
}

SignalsBlocked::~SignalsBlocked() {
  pthread_sigmask(SIG_SETMASK, &previous_, nullptr);
}

bool SignalIsWaiting() {
  sigset_t waiting;
  sigpending(&waiting);
  return std::any_of(kSignals.begin(), kSignals.end(),
                     [&](int signal) { return sigismember(&waiting, signal) == 1; });
}

}  // namespace pyvenv
