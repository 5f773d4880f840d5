#pragma once

#include <atomic>
#include <deque>
#include <exception>
#include <functional>
#include <memory>
#include <string>

#include "base/task_pool.h"
#include "tree/tree.h"

namespace pyvenv {

/// A tree whose parts the tasks of a pool make at the same time. They are put together in the order
/// in which they were begun, whatever the threads.
class TreeParts {
 public:
  /// `source`: see Tree.
  TreeParts(std::string source, TaskPool& pool) : pool_(pool), tree_(std::move(source)) {}
  TreeParts(const TreeParts&) = delete;
  TreeParts& operator=(const TreeParts&) = delete;

  /// Waits for the parts that were begun: they use what their functions use.
  ~TreeParts();

  /// Begins a part, which `fill` adds entries to, on any thread. Throws what the function of an
  /// earlier part has thrown.
  void Begin(std::function<void(Tree* part)> fill);

  /// All parts. Throws what the first function that fails has thrown.
  Tree Finish();

 private:
  struct Part {
    explicit Part(const std::string& source) : tree(source) {}

    Tree tree;
    std::exception_ptr fault = nullptr;
    std::atomic<bool> is_done = false;
  };

  void TakeFirst();
  void WaitFor(const Part& part);

  TaskPool& pool_;
  Tree tree_;
  std::deque<std::unique_ptr<Part>> parts_;
};

}  // namespace pyvenv
