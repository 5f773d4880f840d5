// `layer_packer merge_repo_mappings`.

#include <gtest/gtest.h>

#include <string>

#include "testing/run.h"

namespace pyvenv::repo_mapping_test {

using testing::Execute;
using testing::Outcome;

TEST(RepoMappingCommandTest, WritesTheUnion) {
  const testing::PackerBench bench;
  const std::string output = bench.Write("output", "old");
  const Outcome outcome =
      Execute({bench.packer(), "merge_repo_mappings", "--output", output,
               bench.Write("one", ",b,b+\n"), bench.Write("two", ",a,a+\n,b,b+\n")});
  EXPECT_EQ(outcome.status, 0) << outcome.err;
  EXPECT_EQ(bench.Read("output"), ",a,a+\n,b,b+\n");
}

TEST(RepoMappingCommandTest, FaultLeavesTheOutputAsItWas) {
  const testing::PackerBench bench;
  const std::string output = bench.Write("output", "old");
  const Outcome outcome = Execute({bench.packer(), "merge_repo_mappings", "--output", output,
                                   bench.Write("one", "no mapping\n")});
  EXPECT_EQ(outcome.status, 1);
  EXPECT_EQ(outcome.err, "layer_packer: error: malformed line: " + bench.Path("one") +
                             ":1: not <repository>,<name>,<directory>\n");
  EXPECT_EQ(bench.Read("output"), "old");
}

}  // namespace pyvenv::repo_mapping_test
