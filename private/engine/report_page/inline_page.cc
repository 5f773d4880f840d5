// inline_page PAGE OUTPUT: part of the build. Makes one text of a page.html and the files it names,
// and writes it as C++, so that the engine needs no files beside itself.
//
// A program of our own, because it is the one way that works in Bazel and in CMake with no other
// tool than the compiler they have anyway: C++20 has no #embed, the assembler's .incbin hides the
// files from both builds, and raw string literals around the files would keep editors and linters
// from knowing them for what they are.

#include <algorithm>
#include <fstream>
#include <iostream>
#include <iterator>
#include <stdexcept>
#include <string>
#include <string_view>

namespace pyvenv {
namespace {

// What page.html has where other text goes.
constexpr std::string_view kStyle = R"(<link rel="stylesheet" href=")";
constexpr std::string_view kScript = R"(<script src=")";
constexpr std::string_view kLicense = "<!-- license: ";
constexpr std::string_view kData = "<!-- data -->";

// The literal's delimiter.
constexpr std::string_view kDelimiter = "page_text";

[[noreturn]] void Fail(const std::string& path, const std::string& cause) {
  throw std::runtime_error(path + ": " + cause);
}

std::string Read(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) Fail(path, "cannot read");
  return {std::istreambuf_iterator<char>(file), {}};
}

/// What stands between the marker that `line` starts with and `end`; empty if it starts otherwise.
std::string NameIn(std::string_view line, std::string_view marker, std::string_view end) {
  line.remove_prefix(std::min(line.find_first_not_of(' '), line.size()));
  if (!line.starts_with(marker)) return {};
  line.remove_prefix(marker.size());
  return std::string(line.substr(0, line.find(end)));
}

/// `text` as an element, whose end must not be in it.
std::string Element(const std::string& name, const std::string& path, const std::string& text) {
  if (text.find("</" + name) != std::string::npos) Fail(path, "has \"</" + name + "\"");
  return "<" + name + ">\n" + text + "</" + name + ">\n";
}

std::string Inlined(const std::string& line, const std::string& directory) {
  if (const std::string style = NameIn(line, kStyle, "\""); !style.empty()) {
    return Element("style", style, Read(directory + style));
  }
  if (const std::string script = NameIn(line, kScript, "\""); !script.empty()) {
    return Element("script", script, Read(directory + script));
  }
  if (const std::string license = NameIn(line, kLicense, " -->"); !license.empty()) {
    return "<!--\n" + Read(directory + license) + "-->\n";
  }
  return line + "\n";
}

std::string InlinedPage(const std::string& path) {
  const std::string directory = path.substr(0, path.rfind('/') + 1);
  std::ifstream page(path);
  if (!page) Fail(path, "cannot read");
  std::string text;
  for (std::string line; std::getline(page, line);) text += Inlined(line, directory);
  return text;
}

std::string Literal(std::string_view text) {
  const std::string delimiter(kDelimiter);
  return "R\"" + delimiter + "(" + std::string(text) + ")" + delimiter + "\"";
}

void Run(const std::string& path, const std::string& output) {
  const std::string page = InlinedPage(path);
  const size_t data = page.find(kData);
  if (data == std::string::npos) Fail(path, "has no " + std::string(kData));
  if (page.find(")" + std::string(kDelimiter)) != std::string::npos) {
    Fail(path, "has the delimiter of the literal, choose another");
  }
  std::ofstream file(output, std::ios::binary);
  file << "#include \"report_page/page_template.h\"\n\n"
       << "const pyvenv::PageTemplate pyvenv::kPageTemplate = {\n"
       << Literal(page.substr(0, data)) << ",\n"
       << Literal(page.substr(data + kData.size())) << "};\n";
  file.close();
  if (!file) Fail(output, "cannot write");
}

}  // namespace
}  // namespace pyvenv

int main(int argc, char** argv) {
  try {
    if (argc != 3) throw std::runtime_error("usage: inline_page PAGE OUTPUT");
    pyvenv::Run(argv[1], argv[2]);
  } catch (const std::exception& error) {
    std::cerr << "inline_page: error: " << error.what() << "\n";
    return 1;
  }
  return 0;
}
