#include "testing/run.h"

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <stdexcept>
#include <utility>

namespace pyvenv::testing {
namespace {

constexpr int kNoSuchCommand = 127;

void Redirect(const std::string& path, int descriptor) {
  const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0666);
  if (file < 0 || ::dup2(file, descriptor) < 0) ::_exit(kNoSuchCommand);
}

[[noreturn]] void BecomeCommand(const std::vector<std::string>& command,
                                const Surroundings& surroundings, const TempDir& output) {
  Redirect(output.Path("out"), STDOUT_FILENO);
  Redirect(output.Path("err"), STDERR_FILENO);
  const std::string& directory = surroundings.directory;
  if (!directory.empty() && ::chdir(directory.c_str()) != 0) ::_exit(kNoSuchCommand);
  if (surroundings.prepare && !surroundings.prepare()) ::_exit(kNotPrepared);
  std::vector<char*> arguments;
  arguments.reserve(command.size() + 1);
  for (const std::string& word : command) arguments.push_back(const_cast<char*>(word.c_str()));
  arguments.push_back(nullptr);
  ::execvp(arguments[0], arguments.data());
  ::_exit(kNoSuchCommand);
}

std::string JsonString(std::string_view text) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string result = "\"";
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x20) {
      result += "\\u00";
      result += kDigits[byte >> 4U];
      result += kDigits[byte & 15U];
      continue;
    }
    if (c == '"' || c == '\\') result += '\\';
    result += c;
  }
  return result + "\"";
}

}  // namespace

Outcome Execute(const std::vector<std::string>& command, const Surroundings& surroundings) {
  const TempDir output;
  const pid_t child = ::fork();
  if (child < 0) throw std::runtime_error("fork");
  if (child == 0) BecomeCommand(command, surroundings, output);
  if (surroundings.during) surroundings.during(child);
  int status = 0;
  if (::waitpid(child, &status, 0) != child) throw std::runtime_error("waitpid");
  return {.status = WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status),
          .out = output.Read("out"),
          .err = output.Read("err")};
}

std::string ProgramOf(const std::string& variable) {
  const char* const program = std::getenv(variable.c_str());
  if (program == nullptr) throw std::runtime_error(variable + " does not name the executable");
  return std::filesystem::absolute(program).string();
}

bool HasCommand(const std::string& name) {
  return Execute({"sh", "-c", "command -v \"$0\"", name}).status == 0;
}

bool MayPassOver(const std::string& command) {
  return !HasCommand(command) && std::getenv("PYVENV_ALL_READERS") == nullptr;
}

PackerBench::PackerBench() : packer_(ProgramOf("LAYER_PACKER")) {
  MakeDirectory("out");
}

std::vector<std::string> PackerBench::Command(const std::vector<std::string>& flags) const {
  std::vector<std::string> command = {packer_,           "--manifest",    "layer.jsonl",
                                      "--output",        "out/layer.tar", "--listing",
                                      "out/layer.mtree", "--descriptor",  "out/layer.json"};
  command.insert(command.end(), flags.begin(), flags.end());
  return command;
}

Outcome PackerBench::Pack(std::string_view manifest, const std::vector<std::string>& flags,
                          Surroundings surroundings) const {
  Write("layer.jsonl", manifest);
  surroundings.directory = path();
  return Execute(Command(flags), surroundings);
}

std::string Line(std::string_view type, std::string_view path, std::string_view text,
                 std::string_view label) {
  std::string line = R"({"path": )" + JsonString(path) + R"(, "type": )" + JsonString(type);
  if (!text.empty()) {
    line += type == "link" ? R"(, "target": )" : R"(, "source": )";
    line += JsonString(text);
  }
  if (!label.empty()) line += R"(, "label": )" + JsonString(label);
  return line + "}\n";
}

}  // namespace pyvenv::testing
