#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace pyvenv {

/// A directory of the machine that a root has at another place.
struct Mount {
  std::string source;
  std::string destination;  ///< path in the root, with its leading "/"
};

/// A directory as a program sees it whose "/" it is.
class RootView {
 public:
  explicit RootView(std::string directory, std::vector<Mount> mounts = {});

  [[nodiscard]] const std::string& directory() const { return directory_; }
  [[nodiscard]] const std::vector<Mount>& mounts() const { return mounts_; }

  /// The path without links of what `path` leads to in the root, with its leading "/"; never out of
  /// the root, whatever links say. Empty if nothing is there. `on_link` is called with each link on
  /// the way: its own path without links, and its text.
  using OnLink = std::function<void(const std::string& path, const std::string& text)>;
  [[nodiscard]] std::optional<std::string> Resolve(std::string_view path,
                                                   const OnLink& on_link = {}) const;

  /// Where on this machine a path of the root without links is.
  [[nodiscard]] std::string OnMachine(std::string_view resolved) const;

 private:
  std::string directory_;
  std::vector<Mount> mounts_;
};

}  // namespace pyvenv
