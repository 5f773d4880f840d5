#include "sandbox/process.h"

#include <fcntl.h>
#include <linux/capability.h>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <climits>
#include <csignal>
#include <fstream>
#include <memory>
#include <string_view>
#include <utility>

#include "base/error.h"
#include "base/signal_cleanup.h"

namespace pyvenv {
namespace {

using Clock = std::chrono::steady_clock;
using Deadline = Clock::time_point;
constexpr Deadline kNever = Deadline::max();

// For what a process had said when it was ended: who listens may be slow, or not listen at all.
constexpr std::chrono::seconds kForLastWords(1);

bool IsOver(Deadline deadline) {
  return Clock::now() >= deadline;
}

/// As poll(2) takes it.
int MillisecondsTo(Deadline deadline) {
  if (deadline == kNever) return -1;
  const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline - Clock::now());
  return static_cast<int>(std::max<int64_t>(left.count(), 0));
}

class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {
    if (number < 0) throw Error("cannot start a process", "", ErrnoText(errno));
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() { ::close(number_); }

  [[nodiscard]] int number() const { return number_; }

 private:
  int number_;
};

int OpenSignals(std::initializer_list<int> signals) {
  sigset_t set;
  sigemptyset(&set);
  for (const int signal : signals) sigaddset(&set, signal);
  return ::signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
}

/// While alive, the end of a child waits to be read, also where whoever started this process
/// ignores it, and a closed output is an error to pass over.
class ChildSignals {
 public:
  ChildSignals() {
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGCHLD);
    pthread_sigmask(SIG_BLOCK, &set, &mask_);
    child_ = ::signal(SIGCHLD, SIG_DFL);
    pipe_ = ::signal(SIGPIPE, SIG_IGN);
  }
  ChildSignals(const ChildSignals&) = delete;
  ChildSignals& operator=(const ChildSignals&) = delete;
  ~ChildSignals() {
    ::signal(SIGPIPE, pipe_);
    ::signal(SIGCHLD, child_);
    pthread_sigmask(SIG_SETMASK, &mask_, nullptr);
  }

 private:
  sigset_t mask_{};
  sighandler_t child_ = SIG_DFL;
  sighandler_t pipe_ = SIG_DFL;
};

std::vector<char*> Pointers(const std::vector<std::string>& words) {
  std::vector<char*> pointers;
  pointers.reserve(words.size() + 1);
  for (const std::string& word : words) pointers.push_back(const_cast<char*>(word.c_str()));
  pointers.push_back(nullptr);
  return pointers;
}

[[noreturn]] void GiveUp(std::string_view what) {
  const std::string line =
      "pkg_pyvenv: error: cannot start: " + std::string(what) + ": " + ErrnoText(errno) + "\n";
  [[maybe_unused]] const ssize_t written = ::write(STDERR_FILENO, line.data(), line.size());
  ::_exit(kCannotStart);
}

void ResetSignals() {
  for (const int signal : {SIGPIPE, SIGXFSZ}) ::signal(signal, SIG_DFL);
  sigset_t none;
  sigemptyset(&none);
  pthread_sigmask(SIG_SETMASK, &none, nullptr);
}

[[noreturn]] void Become(const Process& process, int output, bool takes_errors) {
  ::setpgid(0, 0);
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (process.heeds_modes && ::geteuid() == 0) {
    ::prctl(PR_CAPBSET_DROP, CAP_DAC_OVERRIDE);
    ::prctl(PR_CAPBSET_DROP, CAP_DAC_READ_SEARCH);
  }
  ::dup2(::open("/dev/null", O_RDONLY), STDIN_FILENO);
  ::dup2(output, STDOUT_FILENO);
  if (takes_errors) ::dup2(output, STDERR_FILENO);
  ResetSignals();
  if (!process.directory.empty() && ::chdir(process.directory.c_str()) != 0) {
    GiveUp(process.directory);
  }
  ::execvpe(process.command[0].c_str(), Pointers(process.command).data(),
            Pointers(process.environment).data());
  GiveUp(process.command[0]);
}

/// A started process.
class Run {
 public:
  Run(const Process& process, Output output) : output_(output) {
    std::array<int, 2> pipe{};
    if (::pipe2(pipe.data(), O_CLOEXEC) != 0)
      throw Error("cannot start", process.command[0], ErrnoText(errno));
    said_ = std::make_unique<Descriptor>(pipe[0]);
    ::fcntl(pipe[0], F_SETFL, O_NONBLOCK);
    const Descriptor to_say(pipe[1]);
    // What loses its parent becomes a child of this process, which can end it.
    ::prctl(PR_SET_CHILD_SUBREAPER, 1);
    child_ = ::fork();
    if (child_ < 0) throw Error("cannot start", process.command[0], ErrnoText(errno));
    if (child_ == 0) Become(process, pipe[1], output == Output::kKept);
    ::setpgid(child_, child_);
  }
  Run(const Run&) = delete;
  Run& operator=(const Run&) = delete;
  ~Run() { EndAll(); }

  ProcessEnd Wait(std::optional<std::chrono::seconds> limit) {
    const Deadline deadline = limit ? Clock::now() + *limit : kNever;
    while (!HasEnded()) {
      end_.is_late = IsOver(deadline);
      if (end_.is_late) break;
      WaitForNews(deadline);
    }
    EndAll();
    ForwardRest(end_.is_late ? Clock::now() + kForLastWords : kNever);
    return std::move(end_);
  }

 private:
  /// It is left to EndAll to reap it, so that nobody else gets its number meanwhile.
  bool HasEnded() {
    siginfo_t child{};
    constexpr int kLook = WEXITED | WNOHANG | WNOWAIT;
    const auto id = static_cast<id_t>(child_);
    if (::waitid(P_PID, id, &child, kLook) != 0 || child.si_pid == 0) return false;
    end_.status = child.si_status + (child.si_code == CLD_EXITED ? 0 : 128);
    return true;
  }

  /// A signal and the deadline have their turn after each piece of output, however much there is.
  void WaitForNews(Deadline deadline) {
    enum : size_t { kSaid, kPassed, kChild, kStop };
    const bool can_take = said_ && unpassed_.empty();
    std::array<pollfd, 4> events = {{{can_take ? said_->number() : -1, POLLIN, 0},
                                     {unpassed_.empty() ? -1 : STDOUT_FILENO, POLLOUT, 0},
                                     {child_ends_.number(), POLLIN, 0},
                                     {stops_.number(), POLLIN, 0}}};
    if (::poll(events.data(), events.size(), MillisecondsTo(deadline)) < 0) return;
    // The signal is not read: it comes when whoever blocks it has cleaned up.
    if (events[kStop].revents != 0) throw Error("cannot go on", "pkg_pyvenv", "interrupted");
    if (events[kSaid].revents != 0) Take();
    if (events[kPassed].revents != 0) Pass();
    signalfd_siginfo read{};
    if (events[kChild].revents == 0) return;
    [[maybe_unused]] const ssize_t size = ::read(child_ends_.number(), &read, sizeof(read));
  }

  /// What the pipe still holds; its end is not waited for.
  void ForwardRest(Deadline deadline) {
    while ((!unpassed_.empty() || Take()) && !IsOver(deadline)) {
      if (!unpassed_.empty()) WaitForNews(deadline);
    }
  }

  /// Returns whether there was anything.
  bool Take() {
    if (!said_) return false;
    std::array<char, 65536> buffer{};
    const ssize_t size = ::read(said_->number(), buffer.data(), buffer.size());
    if (size == 0) said_.reset();
    if (size <= 0) return false;
    const std::string_view bytes(buffer.data(), static_cast<size_t>(size));
    if (output_ != Output::kKept) unpassed_ = bytes;
    if (output_ != Output::kPassed) Keep(bytes);
    return true;
  }

  void Keep(std::string_view bytes) {
    const std::string_view kept = bytes.substr(0, kMostKept - end_.out.size());
    end_.out += kept;
    end_.is_cut = end_.is_cut || kept.size() < bytes.size();
  }

  /// No more than a pipe with room for anything surely takes at once.
  void Pass() {
    const ssize_t size =
        ::write(STDOUT_FILENO, unpassed_.data(), std::min<size_t>(unpassed_.size(), PIPE_BUF));
    if (size >= 0) {
      unpassed_.erase(0, static_cast<size_t>(size));
    } else if (errno != EINTR && errno != EAGAIN) {
      unpassed_.clear();  // nobody listens
    }
  }

  /// Also the children that others leave, which become this process's own.
  void EndAll() {
    if (child_ < 0) return;
    ::kill(-child_, SIGKILL);
    child_ = -1;
    const std::string list = "/proc/self/task/" + std::to_string(::gettid()) + "/children";
    do {
      std::ifstream children(list);
      for (pid_t child = 0; children >> child;) ::kill(child, SIGKILL);
    } while (::waitpid(-1, nullptr, 0) > 0);
  }

  const SignalsBlocked blocked_;
  const ChildSignals child_signals_;
  const Descriptor child_ends_{OpenSignals({SIGCHLD})};
  const Descriptor stops_{OpenSignals({SIGINT, SIGTERM, SIGHUP})};
  Output output_;
  std::unique_ptr<Descriptor> said_;
  std::string unpassed_;  // what is not yet on standard output; nothing more is taken meanwhile
  pid_t child_ = -1;
  ProcessEnd end_;
};

}  // namespace

ProcessEnd RunProcess(const Process& process, Output output,
                      std::optional<std::chrono::seconds> limit) {
  return Run(process, output).Wait(limit);
}

}  // namespace pyvenv
