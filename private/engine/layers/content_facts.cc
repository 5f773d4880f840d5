#include "layers/content_facts.h"

#include <span>

#include "elf/byte_source.h"
#include "pack/mode.h"

namespace pyvenv {
namespace {

class TemporarySource : public ByteSource {
 public:
  TemporarySource(const File& file, uint64_t size) : file_(file), size_(size) {}

  [[nodiscard]] uint64_t size() const override { return size_; }

  [[nodiscard]] std::string_view ReadAt(uint64_t offset, std::span<char> buffer) const override {
    return {buffer.data(), file_.ReadAt(offset, buffer.data(), buffer.size())};
  }

 private:
  const File& file_;
  const uint64_t size_;
};

}  // namespace

void ContentFacts::Add(std::string_view piece) {
  if (!is_started_) {
    is_started_ = true;
    if (IsScript(piece)) script_ = ReadScript(piece);
    if (IsElf(piece)) elf_ = File::MakeTemporary();
  }
  if (!elf_) return;
  elf_->Write(piece);
  elf_size_ += piece.size();
}

std::optional<FileFacts> ContentFacts::Finish(const std::string& path) {
  std::optional<FileFacts> facts;
  if (script_) facts = FileFacts{.path = path, .elf = {}, .script = *script_};
  if (elf_) {
    facts =
        FileFacts{.path = path, .elf = ReadElf(TemporarySource(*elf_, elf_size_)), .script = {}};
  }
  *this = ContentFacts();
  return facts;
}

}  // namespace pyvenv
