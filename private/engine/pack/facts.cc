#include "pack/facts.h"

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "elf/elf_facts.h"
#include "elf/script.h"
#include "pack/listing.h"

namespace pyvenv {
namespace {

class FileSource : public ByteSource {
 public:
  explicit FileSource(const FileContent& content) : content_(content) {}

  [[nodiscard]] uint64_t size() const override { return content_.size(); }

  [[nodiscard]] std::string_view ReadAt(uint64_t offset, std::span<char> buffer) const override {
    return content_.Peek(offset, buffer);
  }

 private:
  const FileContent& content_;
};

// What escaping leaves is printable ASCII.
void AppendString(std::string_view text, std::string* out) {
  std::string escaped;
  AppendEscaped(text, &escaped);
  *out += '"';
  for (const char c : escaped) {
    if (c == '"' || c == '\\') *out += '\\';
    *out += c;
  }
  *out += '"';
}

void AppendKey(std::string_view key, std::string* out) {
  out->append(",\"").append(key).append("\":");
}

void AppendText(std::string_view key, std::string_view text, std::string* out) {
  AppendKey(key, out);
  AppendString(text, out);
}

void AppendTextIfAny(std::string_view key, std::string_view text, std::string* out) {
  if (!text.empty()) AppendText(key, text, out);
}

void AppendNumber(std::string_view key, unsigned number, std::string* out) {
  AppendKey(key, out);
  *out += std::to_string(number);
}

void AppendNeeded(const std::vector<std::string>& needed, std::string* out) {
  if (needed.empty()) return;
  AppendKey("needed", out);
  char separator = '[';
  for (const std::string& name : needed) {
    *out += separator;
    AppendString(name, out);
    separator = ',';
  }
  *out += ']';
}

void AppendFacts(const ScriptFacts& facts, std::string* out) {
  AppendText("script", facts.interpreter, out);
  AppendTextIfAny("argument", facts.argument, out);
}

void AppendFacts(const ElfFacts& facts, std::string* out) {
  AppendNumber("bits", facts.machine.bits, out);
  if (facts.machine.is_big_endian) out->append(",\"big_endian\":true");
  AppendNumber("machine", facts.machine.number, out);
  AppendNumber("type", facts.type, out);
  AppendTextIfAny("interpreter", facts.interpreter, out);
  AppendTextIfAny("soname", facts.soname, out);
  AppendNeeded(facts.needed, out);
  if (facts.rpath) AppendText("rpath", *facts.rpath, out);
  if (facts.runpath) AppendText("runpath", *facts.runpath, out);
  AppendTextIfAny("fault", facts.fault, out);
}

void AppendFacts(const DistributionFacts& facts, std::string* out) {
  AppendText("distribution", facts.name, out);
  AppendTextIfAny("version", facts.version, out);
  AppendTextIfAny(facts.has_license_expression ? "license_expression" : "license", facts.license,
                  out);
}

std::string StartOf(const ByteSource& source, size_t size) {
  std::vector<char> buffer(size);
  return std::string(source.ReadAt(0, buffer));
}

}  // namespace

void FactsWriter::Read(std::string_view path, std::string_view start, const FileContent& content) {
  line_.clear();
  if (HasFacts(path, start)) ReadFile(path, FileSource(content));
}

void FactsWriter::Write() {
  if (!line_.empty()) sink_->Write(line_);
}

void FactsWriter::ReadFile(std::string_view path, const ByteSource& source) {
  std::array<char, kScriptStart> buffer{};
  const std::string_view start = source.ReadAt(0, buffer);
  line_ = "{\"path\":";
  AppendString(path, &line_);
  if (IsElf(start)) {
    AppendFacts(ReadElf(source), &line_);
  } else if (IsScript(start)) {
    AppendFacts(ReadScript(start), &line_);
  } else if (DescribesDistribution(path)) {
    AppendFacts(ReadDistribution(path, StartOf(source, kDistributionStart)), &line_);
  } else {
    AppendText("python", ReadPythonVersion(path, StartOf(source, kPythonVersionStart)), &line_);
  }
  line_ += "}\n";
}

}  // namespace pyvenv
