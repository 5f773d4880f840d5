#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "inspect/facts_reader.h"
#include "inspect/finding.h"
#include "inspect/layer_union.h"

namespace pyvenv {

/// What there is to read about a layer.
struct LayerToVerify {
  std::string name;
  std::string listing;   ///< path of the file, see ListingReader
  std::string manifest;  ///< path of the file, see ManifestReader; empty: nobody knows who brought
                         ///< what
  std::string facts;     ///< path of the file, see ForEachFacts; empty for none

  /// The same, read already. Of a layer without any facts nothing is said about loading.
  std::vector<FileFacts> facts_read = {};
};

/// How it is checked whether what the layers hold can be loaded.
struct LoadingOptions {
  bool warnings_are_errors = false;
  std::vector<std::string> base_libraries;     ///< what the image has, see BaseImage
  std::vector<std::string> base_interpreters;  ///< the same
};

/// What else there is to check with.
struct VerificationInputs {
  std::string conflicts;  ///< path of a file, see ReadConflicts; empty for none
  std::string findings;   ///< path of a file, see ReadRuleFindings; empty for none
  /// Where RF is, such as `entrypoint.runfiles`; empty: no MisplacedDistributions.
  std::string root;
  LoadingOptions loading;
};

struct Verification {
  size_t layers = 0;
  size_t paths = 0;               ///< that the layers list, each once
  size_t links = 0;               ///< among them
  std::vector<Finding> findings;  ///< by severity, then by kind
};

/// Checks whether layers, laid over one another, are one sound tree, and whether what they hold can
/// be run and loaded. Reads listings and facts, and of the manifests only those of layers with
/// something wrong; never a layer.
///
///   error    a path in two layers, unless it is a directory in both, of the same mode, owner and
///            time
///   error    a path below a file or a link
///   error    a whiteout (image-spec, "Whiteouts"): it would remove what lies below
///   error    a link that leads out of the tree, or in a circle
///   error    a dangling link whose target the rule worked out
///   warning  any other dangling link: a raw link is what its author made it, and the links to
///            directories of stubs that rules_python makes may dangle
///   warning  a file that another one kept out of the tree: a Conflict
///   warning  a distribution that comes twice
///   warning  a distribution whose files are in the layer `interpreter` or `main`
///   error    an extension module of Python (`x.cpython-….so`, `x.abi3.so`) for another machine
///            than the interpreter's, unless one for the right machine is beside it
///   warning  any other program or shared object for another machine
///   warning  a library that an object needs and that is neither in a layer nor known of images
///   warning  a script whose interpreter is neither, and a program whose dynamic linker is not
///   warning  an ELF file that is cut short
///   error or warning: whatever the rule found out about groups and layers, see ReadRuleFindings
///   note     an absolute link: the image has to bring what it names
///   note     a library that an object needs and that is elsewhere than where it is looked for
///   note     a module of Python that could be run, were its interpreter there
///
/// The layers of a whole image (LayerUnion::IsImage) replace what lies below on purpose. There a
/// path in two layers is but a note, a path below a link a warning, since the link may lead to a
/// directory, and so is a link that leads above the image's root, for Linux stays there. An
/// absolute link is followed as others are; of one into /dev, /proc, /run or /sys nothing is said.
///
/// `layers`: bottom to top. Throws Error for files of another form, and for a root that is in no
/// layer.
Verification VerifyUnion(std::span<const LayerToVerify> layers, const VerificationInputs& inputs);

/// The same of layers that have been read already; nothing is read but manifests.
Verification VerifyUnion(std::span<const LayerToVerify> layers, const LayerUnion& layer_union,
                         const VerificationInputs& inputs);

/// Sorts findings as a Verification has them.
void SortFindings(std::vector<Finding>* findings);

/// The verification as a text: a line of numbers, and a line for each finding.
std::string VerificationReport(const Verification& verification);

}  // namespace pyvenv
