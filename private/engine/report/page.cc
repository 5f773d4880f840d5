#include "report/page.h"

#include "report/page_data.h"
#include "report_page/page_template.h"

namespace pyvenv {

void WritePage(std::string_view title, const Contents& contents, const Contents* previous,
               ByteSink& sink) {
  sink.Write(kPageTemplate.before_data);
  sink.Write(PageData(title, contents, previous));
  sink.Write(kPageTemplate.after_data);
}

}  // namespace pyvenv
