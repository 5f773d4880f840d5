#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/byte_sink.h"
#include "tar/header.h"

namespace pyvenv {

/// Writes a tar stream, member after member.
class TarWriter {
 public:
  explicit TarWriter(ByteSink& sink) : sink_(sink) {}

  /// Starts a member. Its content, exactly SizeInTar(member) bytes, must follow before the next
  /// one.
  void Begin(const Member& member);

  /// A part of the present member's content.
  void Content(std::string_view bytes);

  /// A part of it that has come to the sink by another way.
  void ContentPassed(size_t size);

  /// Ends the archive: two blocks of zeros, and no more. (Filling up to 10 KiB is a habit of tapes
  /// that no reader needs.)
  void Finish();

 private:
  void EndMember();

  ByteSink& sink_;
  std::string header_;
  uint64_t content_left_ = 0;
  size_t padding_ = 0;
};

}  // namespace pyvenv
