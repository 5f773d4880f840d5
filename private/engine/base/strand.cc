#include "base/strand.h"

#include <utility>

namespace pyvenv {

// The pool's lock may be held around IsIdle, so that nobody may ask for it under this one.
void Strand::Add(std::function<void()> task) noexcept {
  {
    const std::lock_guard lock(mutex_);
    tasks_.push_back(std::move(task));
    if (std::exchange(is_running_, true)) return;
  }
  pool_.Add(TaskPool::Turn::kNext, [this] { RunFirst(); });
}

bool Strand::IsIdle() const {
  const std::lock_guard lock(mutex_);
  return !is_running_;
}

// One task a turn, so that no strand keeps a thread from the others.
void Strand::RunFirst() {
  std::function<void()> task;
  {
    const std::lock_guard lock(mutex_);
    task = std::move(tasks_.front());
    tasks_.pop_front();
  }
  task();
  task = nullptr;
  {
    const std::lock_guard lock(mutex_);
    is_running_ = !tasks_.empty();
    if (!is_running_) return;
  }
  pool_.Add(TaskPool::Turn::kNext, [this] { RunFirst(); });
}

}  // namespace pyvenv
