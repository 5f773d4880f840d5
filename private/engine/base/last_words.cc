#include "base/last_words.h"

#include <unistd.h>

#include <cstdlib>
#include <exception>
#include <new>

#include "base/signal_cleanup.h"

namespace pyvenv {
namespace {

// A handler has no other context than globals, and where it is called there may be no memory for
// the words any more.
// NOLINTBEGIN(cppcoreguidelines-avoid-non-const-global-variables)
std::string g_words;
int g_status = 1;
// NOLINTEND(cppcoreguidelines-avoid-non-const-global-variables)

bool IsLackOfMemory() {
  const std::exception_ptr cause = std::current_exception();
  if (!cause) return false;
  try {
    std::rethrow_exception(cause);
  } catch (const std::bad_alloc&) {
    return true;
  } catch (...) {
    return false;
  }
}

[[noreturn]] void SpeakAndEnd() {
  if (!IsLackOfMemory()) std::abort();
  RemoveHeldFiles();
  const ssize_t written = ::write(STDERR_FILENO, g_words.data(), g_words.size());
  ::_exit(written < 0 ? 1 : g_status);
}

}  // namespace

void InstallLastWords(const std::string& program, int status) {
  g_words = program + ": error: " + kLackOfMemory + "\n";
  g_status = status;
  std::set_terminate(SpeakAndEnd);
}

}  // namespace pyvenv
