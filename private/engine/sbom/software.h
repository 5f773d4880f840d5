#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "inspect/facts_reader.h"

namespace pyvenv {

/// A piece of software in a layer.
struct Software {
  std::string name;     ///< of a distribution: normalised
  std::string version;  ///< empty if nothing tells it
  std::string purl;     ///< package URL, "pkg:pypi/numpy@2.1.0"
  std::string cpe;      ///< CPE 2.3 name, by which vulnerabilities are looked up; empty for none
  std::string license;  ///< as DistributionFacts has it
  bool has_license_expression = false;
  bool is_interpreter = false;
};

/// A layer, and the software in it.
struct DescribedLayer {
  std::string name;
  std::string digest;  ///< of the layer's file, "sha256:…"; empty if nothing tells it
  std::vector<Software> software = {};  ///< by name, then version; nothing twice
};

/// What a software bill of materials is written from.
struct Bill {
  std::string name;      ///< of the image or program that the layers are
  uint64_t created = 0;  ///< seconds since 1970, at most kLatestTime; not the clock's
  std::vector<DescribedLayer> layers = {};  ///< bottom to top
};

/// Whether the file tells of software.
bool IsAboutSoftware(const FileFacts& facts);

/// Those of the facts of a layer (see ForEachFacts) that do.
std::vector<FileFacts> ReadSoftwareFacts(const std::string& path);

/// The software of one layer: distributions (see ReadDistribution) and interpreters (see
/// ReadPythonVersion). Of what comes twice in one version there is one.
std::vector<Software> SoftwareOf(const std::vector<FileFacts>& facts);

/// What facts of a file can be told by its path alone, where nothing else is there of a layer:
/// names and versions. Returns whether there are any.
bool FactsOfPath(const std::string& path, FileFacts* facts);

}  // namespace pyvenv
