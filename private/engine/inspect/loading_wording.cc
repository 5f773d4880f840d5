#include "inspect/loading_wording.h"

#include <string_view>
#include <utility>

#include "inspect/origins.h"

namespace pyvenv {
namespace {

using Node = LayerUnion::Node;

// ", as 3 others do"; nothing for none.
std::string AsOthers(size_t others) {
  if (others == 0) return {};
  return ", as " + std::to_string(others) + (others == 1 ? " other does" : " others do");
}

// `attribute`: of the rule, and the flag that the commands have for it.
std::string Advice(std::string_view value, std::string_view attribute) {
  return "; it is in no layer; if the image has it, add \"" + std::string(value) + "\" to " +
         std::string(attribute);
}

class LoadingWording {
 public:
  LoadingWording(std::span<const LayerToVerify> layers, const LayerUnion& layer_union,
                 const LoadingFaults& faults, bool warnings_are_errors)
      : layers_(layers),
        union_(layer_union),
        faults_(faults),
        usual_(warnings_are_errors ? Severity::kError : Severity::kWarning),
        origins_(layer_union) {}

  std::vector<Finding> Findings() {
    ReadOrigins();
    for (const LoadingFaults::Foreign& foreign : faults_.foreign) AddForeign(foreign);
    for (const LoadingFaults::Library& library : faults_.libraries) AddLibrary(library);
    for (const LoadingFaults::Interpreter& one : faults_.interpreters) AddInterpreter(one);
    for (const LoadingFaults::Malformed& malformed : faults_.malformed) {
      Add(usual_, FindingKind::kMalformedObject, malformed.node,
          "no whole ELF file: " + malformed.fault);
    }
    return std::move(findings_);
  }

 private:
  void ReadOrigins() {
    const auto want = [&](Node node) { origins_.Want(union_.LayerOf(node), node); };
    for (const LoadingFaults::Foreign& foreign : faults_.foreign) want(foreign.node);
    for (const LoadingFaults::Library& library : faults_.libraries) want(library.object);
    for (const LoadingFaults::Interpreter& one : faults_.interpreters) want(one.file);
    for (const LoadingFaults::Malformed& malformed : faults_.malformed) want(malformed.node);
    for (size_t i = 0; i < layers_.size(); ++i) {
      origins_.Read(static_cast<LayerUnion::Layer>(i), layers_[i].manifest);
    }
  }

  void Add(Severity severity, FindingKind kind, Node node, const std::string& what) {
    const LayerUnion::Layer layer = union_.LayerOf(node);
    const std::string origin = origins_.Of(layer, node);
    findings_.push_back(
        {.severity = severity,
         .kind = kind,
         .text = FindingText(union_.Path(node), what,
                             layers_[layer].name + (origin.empty() ? "" : ": " + origin)),
         .path = union_.Path(node),
         .layer = layers_[layer].name});
  }

  void AddForeign(const LoadingFaults::Foreign& foreign) {
    const std::string theirs = NameOf(foreign.machine);
    const std::string ours = NameOf(faults_.machine);
    if (foreign.is_lost_module) {
      Add(Severity::kError, FindingKind::kForeignObject, foreign.node,
          "a module of Python for " + theirs + ", which one for " + ours +
              " cannot import; take the wheels of the platform that the layers are for");
    } else {
      Add(usual_, FindingKind::kForeignObject, foreign.node,
          "for " + theirs + " among layers for " + ours);
    }
  }

  void AddLibrary(const LoadingFaults::Library& library) {
    const std::string needs = "needs " + library.name + AsOthers(library.others);
    if (library.elsewhere) {
      Add(Severity::kNote, FindingKind::kLibraryOffThePath, library.object,
          needs + "; no search path leads to " + union_.Path(*library.elsewhere) +
              ", so that something has to load it first");
    } else {
      Add(usual_, FindingKind::kMissingLibrary, library.object,
          needs + Advice(library.name, "base_libraries (--base-library)"));
    }
  }

  void AddInterpreter(const LoadingFaults::Interpreter& one) {
    const std::string why = one.path.starts_with('/')
                                ? Advice(one.path, "base_interpreters (--base-interpreter)")
                                : "; that is no absolute path";
    Add(one.are_modules ? Severity::kNote : usual_, FindingKind::kMissingInterpreter, one.file,
        "wants " + one.path + " to run it" + AsOthers(one.others) + why);
  }

  const std::span<const LayerToVerify> layers_;
  const LayerUnion& union_;
  const LoadingFaults& faults_;
  const Severity usual_;
  Origins origins_;
  std::vector<Finding> findings_;
};

}  // namespace

std::vector<Finding> LoadingFindings(std::span<const LayerToVerify> layers,
                                     const LayerUnion& layer_union, const LoadingFaults& faults,
                                     bool warnings_are_errors) {
  return LoadingWording(layers, layer_union, faults, warnings_are_errors).Findings();
}

}  // namespace pyvenv
