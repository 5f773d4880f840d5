#include "inspect/descriptor_file.h"

#include "base/error.h"
#include "base/json_fields.h"
#include "base/line_reader.h"

namespace pyvenv {

FileDescriptor ReadFileDescriptor(const std::string& path) {
  LineReader lines(path);
  JsonParser parser;
  FileDescriptor descriptor;
  bool has_size = false;
  try {
    const auto fields = parser.Parse(lines.Next().value_or(""));
    descriptor.digest = TextOf(fields, "digest");
    for (const auto& [key, value] : fields) {
      if (key != "size" || value.kind != JsonKind::kNumber) continue;
      descriptor.size = value.number;
      has_size = true;
    }
  } catch (const JsonFault&) {
    has_size = false;
  }
  if (!has_size || descriptor.digest.empty()) {
    throw Error("cannot read", path, "not the descriptor of a layer");
  }
  return descriptor;
}

}  // namespace pyvenv
