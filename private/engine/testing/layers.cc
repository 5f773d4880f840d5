#include "testing/layers.h"

namespace pyvenv::testing {

LayerFiles WriteLayer(const TempDir& temp, const std::string& name, std::string_view lines,
                      uint64_t size, std::string_view digest) {
  const std::string whole_digest =
      "sha256:" + (digest.empty() ? "of " + name : std::string(digest));
  return {
      .name = name.substr(name.rfind('.') + 1),
      .listing = temp.Write(name + ".mtree", "#mtree\n" + std::string(lines)),
      .descriptor = temp.Write(name + ".json", R"({"digest": ")" + whole_digest + R"(", "size": )" +
                                                   std::to_string(size) + "}")};
}

std::string FileLine(std::string_view path, uint64_t size, std::string_view content) {
  return "./" + std::string(path) + " type=file mode=0644 size=" + std::to_string(size) +
         " sha256digest=" + std::string(content) + "\n";
}

std::string LinkLine(std::string_view path, std::string_view text) {
  return "./" + std::string(path) + " type=link mode=0777 link=" + std::string(text) + "\n";
}

}  // namespace pyvenv::testing
