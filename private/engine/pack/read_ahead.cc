#include "pack/read_ahead.h"

#include <algorithm>
#include <array>
#include <atomic>

#include "pack/file_content.h"
#include "pack/fingerprint.h"

namespace pyvenv {
namespace {

constexpr size_t kBatchEntries = 64;
constexpr size_t kBatchBytes = size_t{512} << 10U;
constexpr size_t kMostBatches = 9;

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
  std::atomic<bool> is_loaded = true;
};

// Where the size is what it was, a read that brought all of it and less than it asked for has met
// the end, and no more is asked of the system: most files of a layer are small, and cost their
// calls.
std::optional<LoadedFile> LoadFile(std::string source, uint32_t size_hint, std::span<char> room) {
  const size_t most = std::min(kLargeFile + 1, room.size());
  if (size_hint >= most) return std::nullopt;
  File file = File::OpenToRead(std::move(source));
  const size_t least = std::max<size_t>(size_hint, 1);
  size_t size = file.ReadAtLeast(least, room.data(), most);
  if (size != size_hint) {
    size += file.ReadAtLeast(most - size, room.subspan(size).data(), most - size);
  }
  if (size == most) return std::nullopt;
  // So ends what cannot be read at all, as a pipe.
  if (size == 0) CheckIsRegular(file);
  const std::string_view content(room.data(), size);
  return LoadedFile{.content = content, .fingerprint = FingerprintOf(content)};
}

ReadAhead::ReadAhead(const Tree& tree, TaskPool& pool) : tree_(tree), pool_(pool) {
  batches_.resize(std::min<size_t>(2 * pool.jobs() + 1, kMostBatches));
  for (std::unique_ptr<Batch>& batch : batches_) batch = std::make_unique<Batch>();
  // Only once all are there: tasks must not outlive the batches, which go if there is no memory for
  // another one.
  for (const std::unique_ptr<Batch>& batch : batches_) Start(batch.get());
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
    if (entry.type() != EntryType::kFile) continue;
    try {
      result.file = LoadFile(entry.source(), entry.size_hint(), room);
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
