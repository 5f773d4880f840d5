#pragma once

#include <string>
#include <vector>

#include "sandbox/process.h"
#include "sandbox/root_view.h"
#include "sandbox/user.h"

namespace pyvenv {

/// What a program in an image is to see.
struct Container {
  RootView root;  ///< its "/", read-only, with directories proc and dev, and tmp if that is wanted
  User user;
  bool has_tmp = false;  ///< whether /tmp can be written to
  std::vector<std::string> command;
  std::vector<std::string> environment;  ///< NAME=VALUE
  std::string working_directory = "/";
};

/// Where bubblewrap is, by PATH. Throws Error where it is not.
std::string FindBubblewrap();

/// Why bubblewrap cannot isolate anything here, in its own words; empty if it can. Starts it.
std::string IsolationFault(const std::string& bubblewrap);

/// The container as bubblewrap makes it: namespaces of its own for users, processes, mounts, the
/// network, IPC and the host name; no capabilities; a fresh /proc and a small /dev. bubblewrap
/// itself sets PWD.
Process IsolatedProcess(const std::string& bubblewrap, const Container& container);

/// What is left of the container where there are no namespaces: the program from its directory, by
/// this user, on this machine's files. In its command and environment, absolute paths of what is in
/// the root lead there.
Process UnisolatedProcess(const Container& container);

}  // namespace pyvenv
