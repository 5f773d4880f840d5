#include "tree/builder.h"

#include <exception>
#include <optional>
#include <utility>

#include "base/error.h"
#include "base/line_blocks.h"
#include "tree/add_declaration.h"
#include "tree/bytecode_links.h"
#include "tree/link_rule.h"
#include "tree/manifest.h"
#include "tree/tree_parts.h"

namespace pyvenv {
namespace {

// Hands blocks of lines to the pool.
class Builder {
 public:
  Builder(const std::string& manifest, TaskPool& pool)
      : manifest_(manifest), blocks_(manifest), rule_(manifest), parts_(manifest, pool) {}

  Tree Build() {
    while (std::optional<LineBlock> block = NextBlock()) {
      parts_.Begin([this, lines = *std::move(block)](Tree* part) { AddLines(lines, part); });
    }
    Tree tree = parts_.Finish();
    if (fault_) std::rethrow_exception(fault_);
    return tree;
  }

 private:
  // Nothing at the end of the manifest, and where it cannot be read: then what is wrong before
  // comes first.
  std::optional<LineBlock> NextBlock() {
    try {
      return blocks_.Next();
    } catch (const Error&) {
      fault_ = std::current_exception();
      return std::nullopt;
    }
  }

  void AddLines(const LineBlock& lines, Tree* part) const {
    ManifestParser parser(manifest_);
    ForEachLine(lines, [&](std::string_view line, uint64_t index) {
      const auto number = static_cast<uint32_t>(index + 1);
      AddDeclaration(parser.Parse(line, number), number, rule_, part);
    });
  }

  const std::string& manifest_;
  LineBlocks blocks_;
  const LinkRule rule_;
  std::exception_ptr fault_;
  TreeParts parts_;  // last: its tasks use the others
};

}  // namespace

Tree BuildTree(const std::string& manifest, TaskPool& pool, std::span<const std::string> bytecode) {
  Tree tree = Builder(manifest, pool).Build();
  if (!bytecode.empty()) AddBytecodeLinks(bytecode, &tree);
  tree.Seal();
  return tree;
}

}  // namespace pyvenv
