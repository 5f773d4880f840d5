#include "inspect/listing_reader.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <utility>

#include "base/error.h"
#include "base/path.h"
#include "pack/listing.h"

namespace pyvenv {
namespace {

std::optional<MemberType> TypeOf(std::string_view name) {
  if (name == "dir") return MemberType::kDirectory;
  if (name == "file") return MemberType::kFile;
  if (name == "link") return MemberType::kLink;
  return std::nullopt;
}

/// Takes what comes before the next space off the front of `line`.
std::string_view TakeWord(std::string_view* line) {
  const size_t end = line->find(' ');
  const std::string_view word = line->substr(0, end);
  line->remove_prefix(end == std::string_view::npos ? line->size() : end + 1);
  return word;
}

}  // namespace

ListingReader::ListingReader(std::string path) : path_(path), lines_(std::move(path)) {
  const std::optional<std::string_view> first = lines_.Next();
  line_ = 1;
  if (first != "#mtree") Fail("not a listing: the first line is not \"#mtree\"");
}

const ListedEntry* ListingReader::Next() {
  while (const std::optional<std::string_view> line = lines_.Next()) {
    ++line_;
    if (line->starts_with('#')) {
      ParseComment(*line);
      continue;
    }
    Parse(*line);
    return &entry_;
  }
  return nullptr;
}

void ListingReader::ParseComment(std::string_view comment) {
  // Names have no spaces here, so that a path cannot look like this.
  constexpr std::string_view kHardLink = " hard link: ./";
  const size_t found = comment.find(kHardLink);
  if (found == std::string_view::npos) return;
  std::optional<std::string> path = Unescaped(comment.substr(found + kHardLink.size()));
  if (!path) Fail("the path of a hard link is not escaped as it should be");
  hard_link_ = std::move(*path);
}

void ListingReader::Parse(std::string_view line) {
  const std::string_view name = TakeWord(&line);
  const bool is_root = name == ".";
  std::optional<std::string> path = Unescaped(name);
  if (!path || (!is_root && !name.starts_with("./"))) Fail("the line does not begin with a path");
  entry_ = {.path = path->substr(is_root ? 0 : 2), .hard_link = std::exchange(hard_link_, {})};
  if (!is_root && !NormalFormFault(entry_.path).empty()) Fail("the path is not in normal form");
  has_type_ = false;
  while (!line.empty()) ParseKeyword(TakeWord(&line));
  if (!has_type_) Fail("the line has no type");
}

void ListingReader::ParseKeyword(std::string_view word) {
  const size_t equals = std::min(word.find('='), word.size());
  const std::string_view keyword = word.substr(0, equals);
  const std::string_view value = word.substr(std::min(equals + 1, word.size()));
  if (keyword == "type") {
    const std::optional<MemberType> type = TypeOf(value);
    if (!type) Fail("unknown type");
    entry_.type = *type;
    has_type_ = true;
  } else if (keyword == "size") {
    const char* const end = value.data() + value.size();
    const auto [stop, fault] = std::from_chars(value.data(), end, entry_.size);
    if (fault != std::errc() || stop != end) Fail("the size is no number");
  } else if (keyword == "link") {
    std::optional<std::string> text = Unescaped(value);
    if (!text) Fail("the link's text is not escaped as it should be");
    entry_.link = std::move(*text);
  } else if (keyword == "sha256digest") {
    entry_.digest = value;
  } else {
    if (!entry_.attributes.empty()) entry_.attributes += ' ';
    entry_.attributes += word;
  }
}

void ListingReader::Fail(std::string_view cause) const {
  throw Error("malformed listing", path_ + ":" + std::to_string(line_), cause);
}

}  // namespace pyvenv
