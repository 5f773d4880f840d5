#include "tar/writer.h"

#include <array>
#include <cassert>

namespace pyvenv {
namespace {

constexpr std::array<char, 2 * kTarBlock> kZeros = {};

}  // namespace

void TarWriter::Begin(const Member& member) {
  EndMember();
  header_.clear();
  AppendHeader(member, &header_);
  sink_.Write(header_);
  content_left_ = SizeInTar(member);
  padding_ = PaddingAfter(content_left_);
}

void TarWriter::Content(std::string_view bytes) {
  ContentPassed(bytes.size());
  sink_.Write(bytes);
}

void TarWriter::ContentPassed(size_t size) {
  assert(size <= content_left_);
  content_left_ -= size;
}

void TarWriter::EndMember() {
  assert(content_left_ == 0);
  sink_.Write({kZeros.data(), padding_});
  padding_ = 0;
}

void TarWriter::Finish() {
  EndMember();
  sink_.Write({kZeros.data(), kZeros.size()});
}

}  // namespace pyvenv
