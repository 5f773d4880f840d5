#include "pack/read_ahead.h"

#include <algorithm>
#include <array>
#include <atomic>

#include "pack/file_content.h"

namespace pyvenv {
namespace {

constexpr size_t kBatchEntries = 64;
constexpr size_t kBatchBytes = size_t{512} << 10U;

}  // namespace

// Consecutive entries, and what became of those that are files.
struct ReadAhead::Batch {
  struct Result {
    std::optional<LoadedFile> file;
    std::optional<Error> fault;
  };

  size_t first = 0;
  size_t end = 0;
  std::array<Result, kBatchEntries> results;
  std::unique_ptr<char[]> room{new char[kBatchBytes]};
  Sha256 hash;
  std::atomic<bool> is_loaded = true;
};

std::optional<LoadedFile> LoadFile(const std::string& path, std::span<char> room, Sha256* hash) {
  FileContent file(path);
  // One byte more, so that the end of the file shows.
  if (file.size() > kLargeFile || file.size() >= room.size()) return std::nullopt;
  const std::string_view content = file.Next(room);
  hash->Update(content);
  return LoadedFile{.content = content, .digest = hash->Finish()};
}

ReadAhead::ReadAhead(const Tree& tree, TaskPool& pool) : tree_(tree), pool_(pool) {
  batches_.resize(2 * pool.jobs() + 1);
  for (std::unique_ptr<Batch>& batch : batches_) {
    batch = std::make_unique<Batch>();
    Start(batch.get());
  }
}

ReadAhead::~ReadAhead() {
  next_entry_ = tree_.entries().size();
  for (const std::unique_ptr<Batch>& batch : batches_) WaitFor(*batch, pool_);
}

const LoadedFile* ReadAhead::Get(size_t index) {
  while (index >= batches_[oldest_]->end) {
    WaitFor(*batches_[oldest_], pool_);
    Start(batches_[oldest_].get());
    oldest_ = (oldest_ + 1) % batches_.size();
  }
  const Batch& batch = *batches_[oldest_];
  WaitFor(batch, pool_);
  const Batch::Result& result = batch.results.at(index - batch.first);
  if (result.fault) throw Error(*result.fault);
  return result.file ? &*result.file : nullptr;
}

void ReadAhead::Start(Batch* batch) {
  batch->first = next_entry_;
  batch->end = std::min(next_entry_ + kBatchEntries, tree_.entries().size());
  next_entry_ = batch->end;
  if (batch->first == batch->end) return;
  batch->is_loaded = false;
  pool_.Add(TaskPool::Turn::kLast, [this, batch] {
    Load(batch);
    batch->is_loaded = true;
  });
}

void ReadAhead::Load(Batch* batch) const {
  std::span<char> room(batch->room.get(), kBatchBytes);
  for (size_t i = batch->first; i < batch->end; ++i) {
    Batch::Result& result = batch->results.at(i - batch->first);
    result = {};
    const Entry& entry = tree_.entries()[i];
    if (entry.type != EntryType::kFile) continue;
    try {
      result.file = LoadFile(entry.text, room, &batch->hash);
      if (result.file) room = room.subspan(result.file->content.size());
    } catch (const Error& error) {
      result.fault = error;
    }
  }
}

void ReadAhead::WaitFor(const Batch& batch, TaskPool& pool) {
  pool.WaitUntil([&] { return batch.is_loaded.load(); });
}

}  // namespace pyvenv
