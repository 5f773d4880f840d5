#include "layers/content_facts.h"

#include <algorithm>
#include <span>

#include "elf/byte_source.h"
#include "elf/magic.h"
#include "metadata/python_version.h"

namespace pyvenv {
namespace {

constexpr size_t kMostLookedAt = std::max(kDistributionStart, kPythonVersionStart);

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

void ContentFacts::Add(std::string_view path, std::string_view piece) {
  if (!is_started_) {
    is_started_ = true;
    const bool is_script = IsScript(piece);
    const bool is_elf = IsElf(piece);
    if (is_script && wanted_ == WantedFacts::kAll) script_ = ReadScript(piece);
    if (is_elf && wanted_ == WantedFacts::kAll) elf_ = File::MakeTemporary();
    is_text_ = !is_script && !is_elf && (DescribesDistribution(path) || TellsPythonVersion(path));
  }
  if (is_text_) text_ += piece.substr(0, kMostLookedAt - text_.size());
  if (!elf_) return;
  elf_->Write(piece);
  elf_size_ += piece.size();
}

std::optional<FileFacts> ContentFacts::Finish(const std::string& path) {
  std::optional<FileFacts> facts;
  if (script_) {
    facts = FileFacts{.path = path, .script = *script_};
  } else if (elf_) {
    facts = FileFacts{.path = path, .elf = ReadElf(TemporarySource(*elf_, elf_size_))};
  } else if (is_text_ && DescribesDistribution(path)) {
    facts = FileFacts{.path = path, .distribution = ReadDistribution(path, text_)};
  } else if (is_text_) {
    facts = FileFacts{.path = path, .python_version = ReadPythonVersion(path, text_)};
  }
  *this = ContentFacts(wanted_);
  return facts;
}

}  // namespace pyvenv
