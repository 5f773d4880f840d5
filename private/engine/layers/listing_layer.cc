#include <algorithm>
#include <charconv>

#include "base/error.h"
#include "inspect/listing_reader.h"
#include "layers/layer_reader.h"

namespace pyvenv {
namespace {

int HexValue(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  return -1;
}

std::optional<Sha256Digest> DigestOfHex(std::string_view hex) {
  Sha256Digest digest{};
  if (hex.size() != 2 * digest.size()) return std::nullopt;
  for (size_t i = 0; i < digest.size(); ++i) {
    const int high = HexValue(hex[2 * i]);
    const int low = HexValue(hex[2 * i + 1]);
    if (high < 0 || low < 0) return std::nullopt;
    digest[i] = static_cast<uint8_t>(high * 16 + low);
  }
  return digest;
}

template <typename Number>
bool ReadNumber(std::string_view text, int base, Number* number) {
  const char* const end = text.data() + text.size();
  const auto [stop, fault] = std::from_chars(text.data(), end, *number, base);
  return fault == std::errc() && stop == end;
}

class ListingLayer : public LayerReader {
 public:
  explicit ListingLayer(const std::string& path) : path_(path), listing_(path) {}

  const LayerMember* Next() override {
    const ListedEntry* const entry = listing_.Next();
    if (entry == nullptr) return nullptr;
    member_.path = entry->path;
    member_.type = entry->type;
    member_.size = entry->size;
    member_.link = entry->link;
    member_.hard_link = entry->hard_link;
    ReadAttributes(entry->attributes);
    member_.digest = entry->digest.empty() ? std::nullopt : DigestOfHex(entry->digest);
    if (!member_.digest && !entry->digest.empty()) Fail("the digest is no SHA-256");
    return &member_;
  }

  std::optional<LayerDescriptor> Finish() override { return std::nullopt; }

 private:
  // Most members have those of the one before.
  void ReadAttributes(const std::string& attributes) {
    if (attributes == attributes_) return;
    attributes_ = attributes;
    member_.mode = 0;
    member_.uid = member_.gid = 0;
    member_.mtime = 0;
    std::string_view rest = attributes_;
    while (!rest.empty()) {
      const size_t end = rest.find(' ');
      ReadAttribute(rest.substr(0, end));
      rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
    }
  }

  void ReadAttribute(std::string_view word) {
    const size_t equals = std::min(word.find('='), word.size());
    const std::string_view keyword = word.substr(0, equals);
    std::string_view value = word.substr(std::min(equals + 1, word.size()));
    bool is_number = true;
    if (keyword == "mode") is_number = ReadNumber(value, 8, &member_.mode);
    if (keyword == "uid") is_number = ReadNumber(value, 10, &member_.uid);
    if (keyword == "gid") is_number = ReadNumber(value, 10, &member_.gid);
    // Seconds and nanoseconds.
    if (keyword == "time") {
      is_number = ReadNumber(value.substr(0, value.find('.')), 10, &member_.mtime);
    }
    if (!is_number) Fail("the " + std::string(keyword) + " is no number");
  }

  [[noreturn]] void Fail(std::string_view cause) const {
    throw Error("malformed listing", path_, cause, member_.path);
  }

  const std::string path_;
  ListingReader listing_;
  std::string attributes_;
  LayerMember member_;
};

}  // namespace

std::unique_ptr<LayerReader> OpenListing(const std::string& path) {
  return std::make_unique<ListingLayer>(path);
}

}  // namespace pyvenv
