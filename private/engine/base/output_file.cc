#include "base/output_file.h"

#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <utility>

#include "base/error.h"

namespace pyvenv {
namespace {

constexpr std::string_view kTemporary = ".layer_packer.";

}  // namespace

OutputFile::OutputFile(std::string path) : path_(std::move(path)) {
  // A short name, so that it fits wherever the output's own name does. The loop passes by what
  // killed processes of the same number have left: in a sandbox the numbers repeat.
  const size_t directory_size = path_.rfind('/') + 1;  // 0 without a "/"
  const std::string stem =
      path_.substr(0, directory_size) + std::string(kTemporary) + std::to_string(::getpid()) + ".";
  const SignalsBlocked blocked;
  for (int number = 0; !file_; ++number) {
    if (number == 1000) throw Error("cannot create", path_, "too many temporary files beside it");
    present_path_ = stem + std::to_string(number);
    file_ = File::TryCreate(present_path_, path_);
  }
  try {
    guard_ = std::make_unique<RemoveOnSignal>(present_path_);
  } catch (...) {
    ::unlink(present_path_.c_str());
    throw;
  }
}

OutputFile::~OutputFile() {
  if (!present_path_.empty()) ::unlink(present_path_.c_str());
}

void OutputFile::Write(std::string_view bytes) {
  file_->Write(bytes);
}

void OutputFile::Close() {
  if (file_->is_open()) file_->Close();
}

void OutputFile::Rename() {
  if (std::rename(present_path_.c_str(), path_.c_str()) != 0) {
    throw Error("cannot create", path_, ErrnoText(errno));
  }
  present_path_.swap(path_);  // which needs no memory, unlike a copy
}

void OutputFile::Publish(std::span<OutputFile* const> files) {
  for (OutputFile* file : files) file->Close();
  const SignalsBlocked blocked;
  for (OutputFile* file : files) file->Rename();
  for (OutputFile* file : files) {
    file->present_path_.clear();
    file->guard_.reset();
  }
}

bool OutputFile::IsTemporaryName(std::string_view name) {
  return name.starts_with(kTemporary);
}

void OutputFile::RemoveOld(const std::string& path) {
  struct stat status {};
  if (::lstat(path.c_str(), &status) != 0) {
    // Anything else that is wrong shows when the file is made.
    return;
  }
  if (!S_ISREG(status.st_mode) && !S_ISLNK(status.st_mode)) {
    throw Error("cannot replace", path, "neither a file nor a link");
  }
  if (::unlink(path.c_str()) != 0) throw Error("cannot replace", path, ErrnoText(errno));
}

void WriteFile(const std::string& path, std::string_view text) {
  OutputFile::RemoveOld(path);
  OutputFile file(path);
  file.Write(text);
  OutputFile* const files[] = {&file};
  OutputFile::Publish(files);
}

}  // namespace pyvenv
