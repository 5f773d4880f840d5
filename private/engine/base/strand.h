#pragma once

#include <deque>
#include <functional>
#include <mutex>

#include "base/task_pool.h"

namespace pyvenv {

/// Tasks of a pool that run one after the other, in the order in which they were added.
class Strand {
 public:
  explicit Strand(TaskPool& pool) : pool_(pool) {}
  Strand(const Strand&) = delete;
  Strand& operator=(const Strand&) = delete;
  /// Only while idle.
  ~Strand() = default;

  /// Any thread may call this. As with TaskPool::Add, a lack of memory ends the process.
  void Add(std::function<void()> task) noexcept;

  /// Whether there is nothing left to run. For TaskPool::WaitUntil.
  [[nodiscard]] bool IsIdle() const;

 private:
  void RunFirst();

  TaskPool& pool_;
  mutable std::mutex mutex_;
  std::deque<std::function<void()>> tasks_;
  bool is_running_ = false;
};

}  // namespace pyvenv
