#pragma once

#include <cstddef>
#include <memory>
#include <string_view>
#include <vector>

namespace pyvenv {

/// Keeps many small texts in few pieces of memory, until it goes.
class TextArena {
 public:
  /// A copy of `text`, valid as long as the arena that has it.
  std::string_view Add(std::string_view text);

  /// Takes what the other arena keeps, where it is.
  void Append(TextArena other);

 private:
  std::vector<std::unique_ptr<char[]>> chunks_;
  char* free_ = nullptr;  // in the newest chunk
  size_t free_size_ = 0;
};

}  // namespace pyvenv
