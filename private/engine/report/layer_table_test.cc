#include "report/layer_table.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace pyvenv::layer_table_test {

TEST(LayerTableTest, SumsUpLayers) {
  const LayerSummary layer = {.name = "main",
                              .files = 2,
                              .links = 1,
                              .directories = 1,
                              .content = 12,
                              .size = 4096,
                              .digest = "sha256:ab"};
  EXPECT_EQ(ReportTable(std::vector<LayerSummary>{layer, layer}),
            "layer        files     links      dirs   content bytes     layer bytes  digest\n"
            "main             2         1         1              12            4096  sha256:ab\n"
            "main             2         1         1              12            4096  sha256:ab\n"
            "2 layers         4         2         2              24            8192\n");
}

TEST(LayerTableTest, TheWidestNameSetsTheWidth) {
  EXPECT_EQ(ReportTable(std::vector<LayerSummary>{{.name = "a_long_name"}}),
            "layer           files     links      dirs   content bytes     layer bytes  digest\n"
            "a_long_name         0         0         0               0               0\n"
            "1 layer             0         0         0               0               0\n");
}

}  // namespace pyvenv::layer_table_test
