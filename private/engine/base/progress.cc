#include "base/progress.h"

#include <sys/ioctl.h>
#include <unistd.h>

#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <utility>

#include "base/quantity.h"

namespace pyvenv {
namespace {

constexpr Progress::Time kQuietTime{1.0};
constexpr Progress::Time kBetweenLines{0.2};

// ECMA-48: back to the first column, and erase to the end of the line.
constexpr std::string_view kRewrite = "\r\x1b[K";

constexpr size_t kBarLength = 20;

std::string Bar(double share) {
  const auto full = static_cast<size_t>(share * kBarLength);
  return " [" + std::string(full, '#') + std::string(kBarLength - full, '-') + "]";
}

std::string TimeLeft(double seconds) {
  const auto whole = static_cast<uint64_t>(std::ceil(seconds));
  if (whole < 60) return std::to_string(whole) + " s left";
  return std::to_string(whole / 60) + " min " + std::to_string(whole % 60) + " s left";
}

}  // namespace

Progress::Progress(std::string what, uint64_t total, Sink sink, Clock clock)
    : what_(std::move(what)),
      total_(total),
      sink_(std::move(sink)),
      clock_(std::move(clock)),
      start_(clock_()),
      next_(start_ + kQuietTime) {}

Progress::~Progress() {
  if (is_shown_) sink_(kRewrite);
}

void Progress::Add(uint64_t bytes) {
  done_ += bytes;
  if (!sink_) return;
  const Time now = clock_();
  if (now < next_) return;
  next_ = now + kBetweenLines;
  is_shown_ = true;
  sink_(std::string(kRewrite) + Line(now - start_));
}

std::string Progress::Line(Time elapsed) const {
  const double rate = static_cast<double>(done_) / elapsed.count();
  // A file that grows meanwhile does not make the line nonsense.
  const bool is_total_known = total_ >= done_ && total_ > 0;
  std::string line = what_;
  if (is_total_known) line += Bar(static_cast<double>(done_) / static_cast<double>(total_));
  line += " " + ByteQuantity(done_);
  if (is_total_known) line += " of " + ByteQuantity(total_);
  line += ", " + ByteQuantity(static_cast<uint64_t>(rate)) + "/s";
  if (is_total_known && rate > 0) {
    line += ", " + TimeLeft(static_cast<double>(total_ - done_) / rate);
  }
  return line;
}

Progress::Sink TerminalSink() {
  const char* const terminal = std::getenv("TERM");
  const bool is_dumb = terminal == nullptr || std::string_view(terminal) == "dumb";
  if (is_dumb || ::isatty(STDERR_FILENO) == 0) return nullptr;
  return [](std::string_view text) {
    // A line that goes on in the next one could not be rewritten.
    winsize window{};
    if (::ioctl(STDERR_FILENO, TIOCGWINSZ, &window) == 0 && window.ws_col > 0) {
      text = text.substr(0, kRewrite.size() + window.ws_col - 1);
    }
    std::fwrite(text.data(), 1, text.size(), stderr);
    std::fflush(stderr);
  };
}

Progress::Time SteadyTime() {
  return std::chrono::steady_clock::now().time_since_epoch();
}

}  // namespace pyvenv
