#include "testing/replay.h"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <random>
#include <stdexcept>
#include <vector>

#include "testing/temp_dir.h"

namespace pyvenv::testing {
namespace {

constexpr int kChanged = 2000;
constexpr size_t kLongest = size_t{64} << 10U;

/// What is likely to matter to a reader.
constexpr std::array<std::string_view, 16> kPieces = {
    std::string_view("\0", 1),
    "\n",
    "\r\n",
    "\"",
    "\\",
    "/../",
    "=",
    ",",
    "{}",
    "[",
    "-1",
    "77777777777",
    "18446744073709551616",
    "\x7f",
    "\xff\xff\xff\xff",
    "\xed\xa0\x80",
};

/// Changes of a text, the same ones on every machine, which distributions of the standard library
/// are not.
class Changes {
 public:
  explicit Changes(const std::vector<std::string>& seeds) : seeds_(seeds) {}

  /// One of the seeds, after some changes.
  std::string Next() {
    std::string text = seeds_[Below(seeds_.size())];
    for (size_t i = Below(4) + 1; i > 0; --i) Change(&text);
    text.resize(std::min(text.size(), kLongest));
    return text;
  }

 private:
  size_t Below(size_t end) { return random_() % end; }

  void Change(std::string* text) {
    const size_t at = Below(text->size() + 1);
    const size_t size = Below(std::min<size_t>(text->size() - at, 64) + 1);
    const std::string& other = seeds_[Below(seeds_.size())];
    switch (Below(6)) {
      case 0:
        if (at < text->size()) (*text)[at] = static_cast<char>((*text)[at] ^ (1 << Below(8)));
        return;
      case 1:
        text->replace(at, size, kPieces.at(Below(kPieces.size())));
        return;
      case 2:
        text->erase(at, size);
        return;
      case 3:
        text->insert(at, text->substr(at, size));
        return;
      case 4:
        text->resize(at);
        return;
      default:
        text->replace(at, std::string::npos, other, Below(other.size() + 1), std::string::npos);
    }
  }

  const std::vector<std::string>& seeds_;
  std::mt19937 random_;
};

std::vector<std::string> FilesOf(const std::string& corpus) {
  const char* const corpora = std::getenv("FUZZ_CORPORA");
  if (corpora == nullptr) throw std::runtime_error("FUZZ_CORPORA does not name a directory");
  std::vector<std::filesystem::path> paths;
  for (const auto& file :
       std::filesystem::directory_iterator(std::filesystem::path(corpora) / corpus)) {
    paths.push_back(file.path());
  }
  std::sort(paths.begin(), paths.end());
  std::vector<std::string> contents;
  std::transform(paths.begin(), paths.end(), std::back_inserter(contents),
                 [](const std::filesystem::path& path) { return ReadFile(path.string()); });
  return contents;
}

}  // namespace

void Replay(const std::string& corpus, FuzzTarget* target) {
  const std::vector<std::string> seeds = FilesOf(corpus);
  if (seeds.empty()) throw std::runtime_error("there is nothing in the corpus " + corpus);
  const std::string suspect =
      PlaceInMemory() + "/fuzz." + corpus + "." + std::to_string(::getpid());
  std::cout << "if this is the last line, see " << suspect << std::endl;
  const auto run = [&](const std::string& bytes) {
    std::ofstream(suspect, std::ios::binary) << bytes;
    target(bytes);
  };
  for (const std::string& seed : seeds) run(seed);
  Changes changes(seeds);
  for (int i = 0; i < kChanged; ++i) run(changes.Next());
  std::filesystem::remove(suspect);
}

}  // namespace pyvenv::testing
