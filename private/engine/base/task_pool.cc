#include "base/task_pool.h"

#include <exception>
#include <utility>

#include "base/signal_cleanup.h"

namespace pyvenv {

TaskPool::TaskPool(unsigned jobs) {
  // What a thread blocks, those that it starts block as well.
  const SignalsBlocked blocked;
  threads_.reserve(jobs - 1);
  try {
    for (unsigned i = 1; i < jobs; ++i) threads_.emplace_back([this] { Work(); });
  } catch (const std::exception&) {
    // The machine has no more threads to give, or no memory for them; those there are do the same
    // work.
  }
}

TaskPool::~TaskPool() {
  {
    const std::lock_guard lock(mutex_);
    is_stopping_ = true;
    tasks_.clear();
  }
  has_tasks_.notify_all();
  for (std::thread& thread : threads_) thread.join();
}

void TaskPool::Add(Turn turn, std::function<void()> task) noexcept {
  {
    const std::lock_guard lock(mutex_);
    if (turn == Turn::kNext) {
      tasks_.push_front(std::move(task));
    } else {
      tasks_.push_back(std::move(task));
    }
  }
  has_tasks_.notify_one();
}

void TaskPool::WaitUntil(const std::function<bool()>& is_done) {
  std::unique_lock lock(mutex_);
  while (!is_done()) {
    if (tasks_.empty()) {
      has_finished_.wait(lock);
    } else {
      RunFirst(&lock);
    }
  }
}

void TaskPool::Work() {
  std::unique_lock lock(mutex_);
  while (!is_stopping_) {
    if (tasks_.empty()) {
      has_tasks_.wait(lock);
    } else {
      RunFirst(&lock);
    }
  }
}

void TaskPool::RunFirst(std::unique_lock<std::mutex>* lock) noexcept {
  std::function<void()> task = std::move(tasks_.front());
  tasks_.pop_front();
  lock->unlock();
  task();
  task = nullptr;  // what it holds is not destroyed under the lock
  lock->lock();
  has_finished_.notify_one();
}

}  // namespace pyvenv
