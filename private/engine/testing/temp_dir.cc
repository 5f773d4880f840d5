#include "testing/temp_dir.h"

#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <stdexcept>

namespace pyvenv::testing {
namespace {

namespace fs = std::filesystem;

}  // namespace

std::string PlaceInMemory() {
  constexpr const char* kShared = "/dev/shm";
  return ::access(kShared, W_OK) == 0 ? kShared : fs::temp_directory_path().string();
}

TempDir::TempDir() : TempDir(fs::temp_directory_path().string()) {}

TempDir::TempDir(const std::string& parent) : path_(parent + "/pyvenv.XXXXXX") {
  if (::mkdtemp(path_.data()) == nullptr) throw std::runtime_error("mkdtemp " + path_);
  path_ = fs::canonical(path_).string();
}

TempDir::~TempDir() {
  std::error_code ignored;
  fs::remove_all(path_, ignored);
}

std::string TempDir::Path(std::string_view name) const {
  return path_ + "/" + std::string(name);
}

std::string TempDir::Write(std::string_view name, std::string_view content) const {
  std::string path = Path(name);
  fs::create_directories(fs::path(path).parent_path());
  std::ofstream file(path, std::ios::binary);
  file.write(content.data(), static_cast<std::streamsize>(content.size()));
  if (!file.flush()) throw std::runtime_error("cannot write " + path);
  return path;
}

std::string TempDir::Link(std::string_view name, std::string_view text) const {
  std::string path = Path(name);
  fs::create_directories(fs::path(path).parent_path());
  fs::create_symlink(text, path);
  return path;
}

std::string TempDir::MakeDirectory(std::string_view name) const {
  std::string path = Path(name);
  fs::create_directories(path);
  return path;
}

std::string TempDir::Read(std::string_view name) const {
  return ReadFile(Path(name));
}

std::vector<std::string> TempDir::List(std::string_view name) const {
  std::vector<std::string> names;
  for (const auto& entry : fs::directory_iterator(Path(name))) {
    names.push_back(entry.path().filename().string());
  }
  std::sort(names.begin(), names.end());
  return names;
}

WorkingDirectory::WorkingDirectory(const std::string& path)
    : previous_(fs::current_path().string()) {
  fs::current_path(path);
}

WorkingDirectory::~WorkingDirectory() {
  std::error_code ignored;
  fs::current_path(previous_, ignored);
}

std::string ReadFile(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) throw std::runtime_error("cannot read " + path);
  std::string content(fs::file_size(path), '\0');
  file.read(content.data(), static_cast<std::streamsize>(content.size()));
  content.resize(static_cast<size_t>(file.gcount()));
  return content;
}

}  // namespace pyvenv::testing
