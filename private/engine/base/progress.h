#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

namespace pyvenv {

/// A line that tells how far work over bytes has come, which it rewrites in place: "reading
/// [######--------------] 1.2 GB of 4.0 GB, 310 MB/s, 9 s left". It shows only after a second, so
/// that quick work stays quiet, and is gone when the work is done.
class Progress {
 public:
  using Time = std::chrono::duration<double>;  ///< since any fixed moment
  using Clock = std::function<Time()>;
  using Sink = std::function<void(std::string_view)>;

  /// `what`: the word before the numbers; `total`: bytes in all, 0 if nobody knows; `sink`: where
  /// the line goes, or null for nowhere.
  Progress(std::string what, uint64_t total, Sink sink, Clock clock);
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  /// Removes the line.
  ~Progress();

  /// So many more bytes are done.
  void Add(uint64_t bytes);

 private:
  [[nodiscard]] std::string Line(Time elapsed) const;

  const std::string what_;
  const uint64_t total_;
  const Sink sink_;
  const Clock clock_;
  const Time start_;
  Time next_;  // when to write again
  uint64_t done_ = 0;
  bool is_shown_ = false;
};

/// Standard error, if that is a terminal which can rewrite a line; else null. There is no colour in
/// it.
Progress::Sink TerminalSink();

/// The system's clock for spans of time.
Progress::Time SteadyTime();

}  // namespace pyvenv
