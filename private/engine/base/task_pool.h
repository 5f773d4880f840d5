#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace pyvenv {

/// Runs tasks on the thread that made it, which works while it waits, and on others beside it.
///
/// All in all `jobs` threads work, so with one job there is no other thread, and the same code
/// runs. The other threads leave SIGINT, SIGTERM and SIGHUP to the first one.
class TaskPool {
 public:
  /// `jobs`: at least 1.
  explicit TaskPool(unsigned jobs);
  TaskPool(const TaskPool&) = delete;
  TaskPool& operator=(const TaskPool&) = delete;

  /// Lets the running tasks end, and drops those that have not begun.
  ~TaskPool();

  enum class Turn {
    kNext,  ///< before all that wait: others wait for this one
    kLast,
  };

  /// Any thread may call this. A task must not throw, and must not wait for another one. Where
  /// there is no memory for it, the process ends (see base/last_words.h): others wait for the task.
  void Add(Turn turn, std::function<void()> task) noexcept;

  /// Runs tasks on this thread until `is_done`, which is asked again after each task of any thread,
  /// so that tasks must bring it about. Only for the thread that made the pool. `is_done` reads
  /// what other threads write: it must read atomics or lock.
  void WaitUntil(const std::function<bool()>& is_done);

  [[nodiscard]] unsigned jobs() const { return static_cast<unsigned>(threads_.size()) + 1; }

 private:
  void Work();
  void RunFirst(std::unique_lock<std::mutex>* lock) noexcept;

  std::mutex mutex_;
  std::condition_variable has_tasks_;
  std::condition_variable has_finished_;
  std::deque<std::function<void()>> tasks_;
  bool is_stopping_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace pyvenv
