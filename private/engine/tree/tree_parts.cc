#include "tree/tree_parts.h"

#include <cstddef>
#include <utility>

namespace pyvenv {

TreeParts::~TreeParts() {
  for (const std::unique_ptr<Part>& part : parts_) WaitFor(*part);
}

void TreeParts::Begin(std::function<void(Tree* part)> fill) {
  // So that no more of them are in memory than threads can be busy with.
  if (parts_.size() > size_t{2} * pool_.jobs()) TakeFirst();
  auto owned = std::make_unique<Part>(tree_.source());
  std::function<void()> task = [part = owned.get(), fill = std::move(fill)] {
    try {
      fill(&part->tree);
      part->tree.Sort();
    } catch (...) {
      part->fault = std::current_exception();
    }
    part->is_done = true;
  };
  // From here on it is waited for.
  parts_.push_back(std::move(owned));
  pool_.Add(TaskPool::Turn::kLast, std::move(task));
}

Tree TreeParts::Finish() {
  while (!parts_.empty()) TakeFirst();
  return std::move(tree_);
}

void TreeParts::TakeFirst() {
  WaitFor(*parts_.front());
  const std::unique_ptr<Part> part = std::move(parts_.front());
  parts_.pop_front();
  if (part->fault) std::rethrow_exception(part->fault);
  tree_.Append(std::move(part->tree));
}

void TreeParts::WaitFor(const Part& part) {
  pool_.WaitUntil([&] { return part.is_done.load(); });
}

}  // namespace pyvenv
