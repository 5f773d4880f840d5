#pragma once

#include <map>
#include <string>
#include <vector>

namespace pyvenv {

/// What is in a directory: enough to tell whether anything was written there, not what.
class Snapshot {
 public:
  explicit Snapshot(const std::string& directory);

  /// What is new, gone or otherwise since `before`: "written: /path", and so on, in order.
  [[nodiscard]] std::vector<std::string> ChangesSince(const Snapshot& before) const;

 private:
  std::map<std::string, std::string> states_;  // by path with its leading "/"
};

}  // namespace pyvenv
