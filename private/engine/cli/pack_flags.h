#pragma once

#include <string>

#include "cli/command.h"
#include "pack/pack_options.h"

namespace pyvenv {

/// The flags of whatever packs layers, before they are parsed further than CLI11 does it.
struct PackFlags {
  std::string mtime = "0";
  std::string owner = "0:0";
  std::string compression = "none";
  std::string level;
  std::string jobs;
};

/// What `flags` has already is the default. `usual_mtime`: how the help calls that of --mtime.
void AddPackFlags(Command* command, PackFlags* flags, PackOptions* options,
                  const std::string& usual_mtime);

/// Throws UsageError for a value that makes no sense.
void ParsePackFlags(const PackFlags& flags, PackOptions* options);

/// How many threads are to work; throws UsageError, too.
unsigned JobsOf(const PackFlags& flags);

}  // namespace pyvenv
