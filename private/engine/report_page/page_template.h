#pragma once

#include <string_view>

namespace pyvenv {

/// The report page, complete but for its data: page.html with its style sheet and scripts inlined.
/// The JSON of PageData goes in between the two.
struct PageTemplate {
  std::string_view before_data;
  std::string_view after_data;
};

/// Its definition is what `inline_page` writes when the engine is built.
extern const PageTemplate kPageTemplate;

}  // namespace pyvenv
