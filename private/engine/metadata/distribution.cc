#include "metadata/distribution.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <string>
#include <utility>

#include "base/distribution_name.h"
#include "base/path.h"
#include "base/trimmed.h"

namespace pyvenv {
namespace {

constexpr std::string_view kLicenseClassifier = "License :: ";

// Takes a line off the front of the text.
std::string_view NextLine(std::string_view* text) {
  const size_t size = std::min(text->find('\n'), text->size());
  const std::string_view line = text->substr(0, size);
  text->remove_prefix(std::min(size + 1, text->size()));
  return line;
}

bool IsContinued(std::string_view text) {
  return text.starts_with(' ') || text.starts_with('\t');
}

bool IsSame(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](unsigned char x, unsigned char y) {
    return std::tolower(x) == std::tolower(y);
  });
}

// "License :: OSI Approved :: MIT License" tells of an "MIT License"; a part of the way there, of
// none.
std::string_view LicenseOfClassifier(std::string_view classifier) {
  if (!classifier.starts_with(kLicenseClassifier)) return {};
  const std::string_view last = Trimmed(classifier.substr(classifier.rfind("::") + 2));
  return last == "OSI Approved" ? std::string_view() : last;
}

class MetadataFields {
 public:
  explicit MetadataFields(std::string_view content) {
    while (!content.empty()) {
      const std::string_view line = NextLine(&content);
      if (Trimmed(line).empty()) break;
      bool is_one_line = true;
      while (IsContinued(content)) {
        is_one_line = Trimmed(NextLine(&content)).empty() && is_one_line;
      }
      const size_t colon = line.find(':');
      if (colon == std::string_view::npos) continue;
      Set(line.substr(0, colon), Trimmed(line.substr(colon + 1)), is_one_line);
    }
  }

  DistributionFacts Take() {
    facts_.has_license_expression = !expression_.empty();
    for (const std::string& license :
         {expression_, is_license_one_line_ ? license_ : std::string(), classified_, license_}) {
      if (facts_.license.empty()) facts_.license = license;
    }
    return std::move(facts_);
  }

 private:
  void Set(std::string_view field, std::string_view value, bool is_one_line) {
    if (IsSame(field, "Name")) {
      facts_.name = value;
    } else if (IsSame(field, "Version")) {
      facts_.version = value;
    } else if (IsSame(field, "License-Expression")) {
      expression_ = value;
    } else if (IsSame(field, "License") && !IsSame(value, "UNKNOWN")) {
      license_ = value;
      is_license_one_line_ = is_one_line;
    } else if (IsSame(field, "Classifier")) {
      const std::string_view license = LicenseOfClassifier(value);
      if (license.empty()) return;
      if (!classified_.empty()) classified_ += ", ";
      classified_ += license;
    }
  }

  DistributionFacts facts_;
  std::string expression_;
  std::string license_;
  bool is_license_one_line_ = false;
  std::string classified_;
};

void NameByDirectory(std::string_view directory, DistributionFacts* facts) {
  DistInfo info = SplitInfoName(directory);
  if (facts->name.empty()) facts->name = std::move(info.name);
  if (facts->version.empty()) facts->version = std::move(info.version);
}

std::string_view InfoDirectory(std::string_view path) {
  return path.ends_with(kEggInfo) ? NameOf(path) : NameOf(ParentPath(path));
}

}  // namespace

bool DescribesDistribution(std::string_view path) {
  const std::string_view name = NameOf(path);
  if (InfoDirectory(path).starts_with('.')) return false;
  if (name == "METADATA") return ParentPath(path).ends_with(kDistInfo);
  if (name == "PKG-INFO") return ParentPath(path).ends_with(kEggInfo);
  return name.ends_with(kEggInfo);
}

DistributionFacts ReadDistribution(std::string_view path, std::string_view content) {
  DistributionFacts facts = MetadataFields(content.substr(0, kDistributionStart)).Take();
  NameByDirectory(InfoDirectory(path), &facts);
  return facts;
}

}  // namespace pyvenv
