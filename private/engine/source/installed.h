#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "source/record.h"
#include "source/scan.h"

namespace pyvenv {

/// One distribution that is installed in a virtual environment. Paths are relative to that.
struct InstalledDistribution {
  std::string name;               ///< normalised (PEP 503)
  std::string site;               ///< the site-packages with its *.dist-info
  std::string info;               ///< its *.dist-info or *.egg-info
  std::vector<RecordRow> record;  ///< empty where it has none

  /// Whether it was made of a local directory (direct_url.json, PEP 610): then it is the user's
  /// own.
  bool is_local = false;
};

/// What a virtual environment has installed, and which file is whose.
class Installed {
 public:
  /// `environment`: its directory; `found`: what is in it; `sites`: its site-packages, relative to
  /// it. Throws Error for an editable install, saying what to do.
  Installed(std::string environment, const std::vector<Found>& found,
            const std::vector<std::string>& sites);

  /// Sorted by name.
  [[nodiscard]] const std::vector<InstalledDistribution>& distributions() const {
    return distributions_;
  }

  /// The index of the distribution that a path belongs to: by RECORD, or because it lies in the
  /// distribution's own directory; where there is no RECORD, by top_level.txt or else by name.
  /// Nothing for no distribution.
  [[nodiscard]] std::optional<uint32_t> OwnerOf(std::string_view path) const;

  /// Where a row of RECORD lies, relative to the environment; nothing if outside.
  [[nodiscard]] std::optional<std::string> PathOf(const InstalledDistribution& distribution,
                                                  const RecordRow& row) const;

  /// What may be wrong, a line each: files that RECORD names and that are not there, files that two
  /// distributions claim.
  [[nodiscard]] const std::vector<std::string>& warnings() const { return warnings_; }

 private:
  struct Claim {
    uint32_t distribution;
    std::string hash;
  };

  void FindDistributions(const std::vector<Found>& found, const std::vector<std::string>& sites);
  void AddDistribution(const std::string& site, std::string_view info);
  void ReadDirectUrl(InstalledDistribution* distribution) const;
  void ClaimByRecord(uint32_t index, const std::vector<Found>& found);
  void ClaimByTopLevel(uint32_t index);
  void Claimed(uint32_t index, const std::string& path, const RecordRow& row);

  std::string environment_;
  std::vector<InstalledDistribution> distributions_;
  std::unordered_map<std::string, Claim> files_;
  std::unordered_map<std::string, uint32_t> tops_;  // <site>/<directory or module>
  std::vector<std::string> warnings_;
};

}  // namespace pyvenv
