#include "tree/builder.h"

#include <atomic>
#include <deque>
#include <exception>
#include <memory>
#include <optional>
#include <utility>

#include "base/error.h"
#include "base/line_blocks.h"
#include "tree/add_declaration.h"
#include "tree/bytecode_links.h"
#include "tree/link_rule.h"
#include "tree/manifest.h"

namespace pyvenv {
namespace {

// Some lines of a manifest, and what becomes of them.
struct Part {
  explicit Part(const std::string& manifest) : tree(manifest) {}

  LineBlock lines;
  Tree tree;
  std::exception_ptr fault;
  std::atomic<bool> is_done = false;
};

// Hands blocks of lines to the pool, and puts what they become together in their order.
class Builder {
 public:
  Builder(const std::string& manifest, TaskPool& pool, std::span<const std::string> bytecode)
      : manifest_(manifest),
        bytecode_(bytecode),
        pool_(pool),
        blocks_(manifest),
        rule_(manifest),
        tree_(manifest) {}
  Builder(const Builder&) = delete;
  Builder& operator=(const Builder&) = delete;
  // Tasks of parts that nobody wants any more still use them.
  ~Builder() {
    for (const std::unique_ptr<Part>& part : parts_) WaitFor(*part);
  }

  Tree Build() {
    while (StartPart()) {
      if (parts_.size() > size_t{2} * pool_.jobs()) TakePart();
    }
    while (!parts_.empty()) TakePart();
    if (fault_) std::rethrow_exception(fault_);
    if (!bytecode_.empty()) AddBytecodeLinks(bytecode_, &tree_);
    tree_.Seal();
    return std::move(tree_);
  }

 private:
  // False at the end of the manifest, and where it cannot be read: then what stands before comes
  // first.
  bool StartPart() {
    auto part = std::make_unique<Part>(manifest_);
    try {
      std::optional<LineBlock> block = blocks_.Next();
      if (!block) return false;
      part->lines = *std::move(block);
    } catch (const Error&) {
      fault_ = std::current_exception();
      return false;
    }
    Part* const started = part.get();
    parts_.push_back(std::move(part));
    pool_.Add(TaskPool::Turn::kLast, [this, started] { Run(started); });
    return true;
  }

  void Run(Part* part) const {
    try {
      ManifestParser parser(manifest_);
      ForEachLine(part->lines, [&](std::string_view line, uint64_t index) {
        const auto number = static_cast<uint32_t>(index + 1);
        AddDeclaration(parser.Parse(line, number), number, rule_, &part->tree);
      });
      part->tree.Sort();
    } catch (...) {
      part->fault = std::current_exception();
    }
    part->is_done = true;
  }

  void TakePart() {
    WaitFor(*parts_.front());
    const std::unique_ptr<Part> part = std::move(parts_.front());
    parts_.pop_front();
    if (part->fault) std::rethrow_exception(part->fault);
    tree_.Append(std::move(part->tree));
  }

  void WaitFor(const Part& part) {
    pool_.WaitUntil([&] { return part.is_done.load(); });
  }

  const std::string& manifest_;
  const std::span<const std::string> bytecode_;
  TaskPool& pool_;
  LineBlocks blocks_;
  const LinkRule rule_;
  Tree tree_;
  std::deque<std::unique_ptr<Part>> parts_;
  std::exception_ptr fault_;
};

}  // namespace

Tree BuildTree(const std::string& manifest, TaskPool& pool, std::span<const std::string> bytecode) {
  return Builder(manifest, pool, bytecode).Build();
}

}  // namespace pyvenv
