// The program at `<entrypoint>` with launcher = "native": starts what the file beside it says,
// without a shell or any other program.
//
//   <entrypoint>            this program
//   <entrypoint>.launch     what to start
//   <entrypoint>.runfiles   the runfiles, or a link to them
//
// It finds the two by its own place, which is not argv[0]: links to it may lead from anywhere, by
// any text.
//
// <entrypoint>.launch holds records, each ended by a NUL byte, as no argument and no variable can
// have one inside:
//
//   runfile PATH          an argument: this path below the runfiles, made absolute
//   argument TEXT         an argument as it stands
//   variable NAME=VALUE   a variable of the environment, unless that has the name already
//
// The first argument is the program, which must be a path. The launcher's own arguments come after
// the others. RUNFILES_DIR is always set to the runfiles, and RUNFILES_MANIFEST_FILE, which
// libraries would prefer, is always removed: what is inherited may be another program's.
//
// The program replaces the launcher, and has its process id. If it cannot, one line on stderr says
// why, and the exit status is the one of a shell: 127 if something is missing, else 126.

#include <fcntl.h>
#include <sys/auxv.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <climits>
#include <cstdlib>
#include <cstring>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace {

constexpr int kMissing = 127;
constexpr int kUnusable = 126;

[[noreturn]] void Fail(int status, std::string_view self, std::string_view what,
                       std::string_view why) {
  std::string line;
  for (const std::string_view part : {self, what, why})
    line.append(line.empty() ? "" : ": ").append(part);
  line += '\n';
  // If nobody listens, the status still tells.
  [[maybe_unused]] const ssize_t written = write(STDERR_FILENO, line.data(), line.size());
  _exit(status);
}

[[noreturn]] void FailWithErrno(std::string_view self, std::string_view what) {
  const bool is_missing = errno == ENOENT || errno == ENOTDIR;
  Fail(is_missing ? kMissing : kUnusable, self, what, std::strerror(errno));
}

/// Where this program really is: /proc knows, whoever started it and how. Without /proc, the path
/// that it was started by leads there.
std::string OwnPath() {
  std::array<char, PATH_MAX> path{};
  if (readlink("/proc/self/exe", path.data(), path.size() - 1) > 0) return path.data();
  // The kernel hands pointers over as numbers. NOLINTNEXTLINE(performance-no-int-to-ptr)
  const auto* started = reinterpret_cast<const char*>(getauxval(AT_EXECFN));
  if (started == nullptr) started = "";
  if (realpath(started, path.data()) == nullptr) FailWithErrno("launcher without /proc", started);
  return path.data();
}

class Launcher {
 public:
  explicit Launcher(std::string self) : self_(std::move(self)), runfiles_(self_ + ".runfiles") {}

  /// Prepares arguments and environment as `<entrypoint>.launch` says.
  void ReadRecords();

  /// Replaces the process.
  [[noreturn]] void Start(char** more_arguments);

 private:
  void FollowRecord(std::string_view record);

  std::string self_;
  std::string runfiles_;
  std::vector<std::string> arguments_;
};

std::string ReadFile(std::string_view self, const std::string& path) {
  const int file = open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) FailWithErrno(self, path);
  std::string content;
  std::array<char, 4096> buffer{};
  ssize_t count = 0;
  while ((count = read(file, buffer.data(), buffer.size())) > 0)
    content.append(buffer.data(), count);
  if (count < 0) FailWithErrno(self, path);
  close(file);
  return content;
}

void Launcher::ReadRecords() {
  unsetenv("RUNFILES_MANIFEST_FILE");
  setenv("RUNFILES_DIR", runfiles_.c_str(), /*overwrite=*/1);
  const std::string content = ReadFile(self_, self_ + ".launch");
  std::string_view rest = content;
  while (!rest.empty()) {
    const size_t end = rest.find('\0');
    if (end == std::string_view::npos)
      Fail(kUnusable, self_, self_ + ".launch", "ends within a record");
    FollowRecord(rest.substr(0, end));
    rest.remove_prefix(end + 1);
  }
  if (arguments_.empty()) Fail(kUnusable, self_, self_ + ".launch", "names no program");
}

void Launcher::FollowRecord(std::string_view record) {
  const size_t space = record.find(' ');
  const std::string_view kind = record.substr(0, space);
  const std::string text(
      record.substr(space == std::string_view::npos ? record.size() : space + 1));
  const size_t equals = text.find('=');
  if (kind == "runfile" && !text.empty()) {
    arguments_.push_back(runfiles_ + "/" + text);
    if (access(arguments_.back().c_str(), F_OK) != 0) FailWithErrno(self_, arguments_.back());
  } else if (kind == "argument") {
    arguments_.push_back(text);
  } else if (kind == "variable" && equals != std::string::npos) {
    setenv(text.substr(0, equals).c_str(), text.c_str() + equals + 1, /*overwrite=*/0);
  } else {
    Fail(kUnusable, self_, self_ + ".launch",
         "has a record that no launcher of this version knows");
  }
}

void Launcher::Start(char** more_arguments) {
  std::vector<char*> all;
  for (std::string& argument : arguments_) all.push_back(argument.data());
  for (; *more_arguments != nullptr; ++more_arguments) all.push_back(*more_arguments);
  all.push_back(nullptr);
  execv(all[0], all.data());

  const int error = errno;
  if (error == ENOENT && access(all[0], F_OK) == 0) {
    Fail(kMissing, self_, all[0],
         "the image lacks what loads it, such as the ld-linux.so of its libc");
  }
  errno = error;
  FailWithErrno(self_, all[0]);
}

}  // namespace

int main(int count, char** arguments) {
  Launcher launcher(OwnPath());
  launcher.ReadRecords();
  launcher.Start(count > 0 ? arguments + 1 : arguments);
}
