#include "layers/json_text.h"

#include <nlohmann/json.hpp>

#include "base/error.h"
#include "base/text_file.h"
#include "digest/sha256.h"

namespace pyvenv {
namespace {

void CheckDigest(const std::string& path, std::string_view text, const std::string& wanted) {
  Sha256 hash;
  hash.Update(text);
  const std::string digest = DigestText(hash.Finish());
  if (digest != wanted) throw Error("cannot read", path, "its digest is " + digest);
}

template <typename Json>
Json Parse(const std::string& path, const std::string& digest) {
  const std::string text = ReadTextFile(path, kLargestJson);
  if (!digest.empty()) CheckDigest(path, text, digest);
  Json parsed = Json::parse(text, nullptr, false);
  if (parsed.is_discarded()) throw Error("cannot read", path, "not JSON");
  return parsed;
}

}  // namespace

nlohmann::json ReadJson(const std::string& path, const std::string& digest) {
  return Parse<nlohmann::json>(path, digest);
}

nlohmann::ordered_json ReadOrderedJson(const std::string& path) {
  return Parse<nlohmann::ordered_json>(path, {});
}

std::string AsciiOf(const nlohmann::ordered_json& json) {
  return json.dump(-1, ' ', true, nlohmann::ordered_json::error_handler_t::replace);
}

}  // namespace pyvenv
