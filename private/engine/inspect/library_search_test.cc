#include "inspect/library_search.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "testing/elf_draft.h"
#include "testing/union_draft.h"

namespace pyvenv::library_search_test {

using testing::ElfDraft;
using Lines = std::vector<std::string>;

class LibrarySearchTest : public ::testing::Test {
 protected:
  void Add(std::string_view path, const ElfDraft& draft) { draft_.File(path, draft.Bytes()); }

  // "object: library", and " at path" if it is elsewhere.
  [[nodiscard]] Lines Unfound() const {
    const Objects all = draft_.ReadObjects();
    std::vector<const Object*> objects;
    for (const Object& object : all.objects) {
      if (object.facts.machine == all.machine) objects.push_back(&object);
    }
    Lines lines;
    for (const UnfoundLibrary& unfound : UnfoundLibraries(draft_.layers(), objects)) {
      std::string line = draft_.layers().Path(objects[unfound.object]->node) + ": ";
      line += unfound.name;
      if (unfound.elsewhere) line += " at " + draft_.layers().Path(*unfound.elsewhere);
      lines.push_back(line);
    }
    return lines;
  }

  testing::UnionDraft draft_;
};

TEST_F(LibrarySearchTest, Nowhere) {
  Add("r/x.so", ElfDraft().Needed("libc.so.6").Needed("liba.so"));
  EXPECT_EQ(Unfound(), (Lines{"r/x.so: libc.so.6", "r/x.so: liba.so"}));
}

TEST_F(LibrarySearchTest, ByRunpathOfTheObject) {
  Add("r/p/x.so",
      ElfDraft().Needed("liba.so").Needed("libb.so").Runpath("/none:$ORIGIN/../p.libs"));
  Add("r/p/y.so", ElfDraft().Needed("liba.so").Runpath("${ORIGIN}/../p.libs/"));
  Add("r/p.libs/liba.so", ElfDraft().Soname("liba.so").Needed("libb.so").Runpath("$ORIGIN"));
  Add("r/p.libs/libb.so", ElfDraft());
  EXPECT_EQ(Unfound(), Lines{});
}

TEST_F(LibrarySearchTest, LibraryThroughALink) {
  Add("r/x.so", ElfDraft().Needed("liba.so.1").Runpath("$ORIGIN/lib"));
  draft_.Link("r/lib/liba.so.1", "../other/liba.so.1.2");
  Add("r/other/liba.so.1.2", ElfDraft());
  EXPECT_EQ(Unfound(), Lines{});
}

TEST_F(LibrarySearchTest, DanglingLinkIsNoLibrary) {
  Add("r/x.so", ElfDraft().Needed("liba.so").Runpath("$ORIGIN"));
  draft_.Link("r/liba.so", "gone");
  EXPECT_EQ(Unfound(), Lines{"r/x.so: liba.so"});
}

// As rules_python has it: the neighbours of a distribution are beside a link to it.
TEST_F(LibrarySearchTest, OriginIsThatOfAnyLinkToTheFile) {
  Add("r/torch_repo/torch/lib/libtorch.so",
      ElfDraft().Needed("libcublas.so.12").Runpath("$ORIGIN/../../nvidia/lib"));
  Add("r/cublas_repo/nvidia/lib/libcublas.so.12", ElfDraft());
  EXPECT_EQ(Unfound(), Lines{"r/torch_repo/torch/lib/libtorch.so: libcublas.so.12 at "
                             "r/cublas_repo/nvidia/lib/libcublas.so.12"});
  draft_.Link("r/venv/nvidia/lib/libcublas.so.12",
              "../../../cublas_repo/nvidia/lib/libcublas.so.12");
  draft_.Link("r/venv/torch/lib/libtorch.so", "../../../torch_repo/torch/lib/libtorch.so");
  EXPECT_EQ(Unfound(), Lines{});
}

// The kernel follows a link to a directory before it goes up from there.
TEST_F(LibrarySearchTest, OriginIsNotThatOfALinkToADirectory) {
  Add("r/torch_repo/torch/libtorch.so", ElfDraft().Needed("liba.so").Runpath("$ORIGIN/../a"));
  Add("r/a_repo/a/liba.so", ElfDraft());
  draft_.Link("r/venv/torch", "../torch_repo/torch");
  draft_.Link("r/venv/a", "../a_repo/a");
  EXPECT_EQ(Unfound(), Lines{"r/torch_repo/torch/libtorch.so: liba.so at r/a_repo/a/liba.so"});
}

// The kernel tells a program its own path without links.
TEST_F(LibrarySearchTest, OriginOfAProgramIsItsOwn) {
  const ElfDraft program = ElfDraft().Interpreter("/lib/ld.so").Needed("liba.so");
  Add("r/repo/bin/x", ElfDraft(program).Runpath("$ORIGIN/../lib"));
  Add("r/other/liba.so", ElfDraft());
  draft_.Link("r/venv/bin/x", "../../repo/bin/x");
  draft_.Link("r/venv/lib/liba.so", "../../other/liba.so");
  EXPECT_EQ(Unfound(), Lines{"r/repo/bin/x: liba.so at r/other/liba.so"});
}

TEST_F(LibrarySearchTest, DefaultDirectoriesOfAnImage) {
  Add("usr/local/bin/x",
      ElfDraft().Needed("liba.so").Needed("libb.so").Needed("libc.so").Runpath("$ORIGIN/none"));
  draft_.Link("lib", "usr/lib");
  Add("usr/lib/x86_64-linux-gnu/liba.so", ElfDraft());
  Add("usr/local/lib/libb.so", ElfDraft());
  Add("usr/lib/other/libc.so", ElfDraft());
  EXPECT_EQ(Unfound(), (Lines{"usr/local/bin/x: liba.so at usr/lib/x86_64-linux-gnu/liba.so",
                              "usr/local/bin/x: libb.so at usr/local/lib/libb.so",
                              "usr/local/bin/x: libc.so at usr/lib/other/libc.so"}));
  draft_.SetIsImage();
  EXPECT_EQ(Unfound(), Lines{"usr/local/bin/x: libc.so at usr/lib/other/libc.so"});
}

TEST_F(LibrarySearchTest, RpathIsInherited) {
  Add("r/x.so", ElfDraft().Needed("liba.so").Rpath("$ORIGIN/lib"));
  Add("r/lib/liba.so", ElfDraft().Needed("libb.so"));
  Add("r/lib/libb.so", ElfDraft().Needed("libc.so"));
  Add("r/lib/libc.so", ElfDraft());
  EXPECT_EQ(Unfound(), Lines{});
}

TEST_F(LibrarySearchTest, RunpathIsNotInherited) {
  Add("r/x.so", ElfDraft().Needed("liba.so").Runpath("$ORIGIN/lib"));
  Add("r/lib/liba.so", ElfDraft().Needed("libb.so"));
  Add("r/lib/libb.so", ElfDraft());
  EXPECT_EQ(Unfound(), Lines{"r/lib/liba.so: libb.so at r/lib/libb.so"});
}

TEST_F(LibrarySearchTest, RunpathSetsRpathsAside) {
  Add("r/x.so", ElfDraft().Needed("liba.so").Rpath("$ORIGIN/lib").Runpath("$ORIGIN/none"));
  Add("r/y.so", ElfDraft().Needed("liba.so").Rpath("$ORIGIN/lib"));
  Add("r/lib/liba.so", ElfDraft().Needed("libb.so").Runpath(""));
  Add("r/lib/libb.so", ElfDraft());
  EXPECT_EQ(Unfound(),
            (Lines{"r/x.so: liba.so at r/lib/liba.so", "r/lib/liba.so: libb.so at r/lib/libb.so"}));
}

TEST_F(LibrarySearchTest, RpathOfAProgramIsForAll) {
  Add("r/bin/python3", ElfDraft().Interpreter("/lib/ld.so").Rpath("$ORIGIN/../lib"));
  Add("r/lib/liba.so", ElfDraft());
  Add("r/site-packages/x.so", ElfDraft().Needed("liba.so"));
  EXPECT_EQ(Unfound(), Lines{});
}

TEST_F(LibrarySearchTest, ObjectsForOthersArePassedOver) {
  const ElfMachine other = {.bits = 64, .is_big_endian = false, .number = 183};
  Add("r/x.so", ElfDraft().Needed("liba.so").Runpath("$ORIGIN/other:$ORIGIN/own"));
  Add("r/other/liba.so", ElfDraft(other));
  Add("r/y.so", ElfDraft());
  EXPECT_EQ(Unfound(), Lines{"r/x.so: liba.so"});
  Add("r/own/liba.so", ElfDraft());
  EXPECT_EQ(Unfound(), Lines{});
}

TEST_F(LibrarySearchTest, NamesThatArePaths) {
  Add("r/bin/x", ElfDraft().Needed("$ORIGIN/../lib/liba.so").Needed("/r/lib/liba.so"));
  Add("r/bin/y", ElfDraft().Needed("$ORIGIN/../lib/libb.so").Needed("lib/liba.so"));
  Add("r/lib/liba.so", ElfDraft());
  EXPECT_EQ(Unfound(),
            (Lines{"r/bin/y: $ORIGIN/../lib/libb.so", "r/bin/y: lib/liba.so at r/lib/liba.so"}));
}

TEST_F(LibrarySearchTest, ElsewhereByItsSoname) {
  Add("r/x.so", ElfDraft().Needed("liba.so.1"));
  Add("r/y/liba-0123.so", ElfDraft().Soname("liba.so.1"));
  EXPECT_EQ(Unfound(), Lines{"r/x.so: liba.so.1 at r/y/liba-0123.so"});
}

TEST_F(LibrarySearchTest, PathsWithoutMeaning) {
  Add("r/x.so",
      ElfDraft().Needed("liba.so").Runpath("::.:lib:$LIB:/$ORIGIN:$ORIGINlib:$ORIGIN/../.."));
  Add("r/y/liba.so", ElfDraft());
  EXPECT_EQ(Unfound(), Lines{"r/x.so: liba.so at r/y/liba.so"});
}

TEST_F(LibrarySearchTest, Circles) {
  Add("r/liba.so", ElfDraft().Needed("libb.so").Rpath("$ORIGIN:$ORIGIN/loop"));
  Add("r/libb.so", ElfDraft().Needed("liba.so").Needed("libb.so").Rpath("$ORIGIN"));
  draft_.Link("r/loop", "loop");
  EXPECT_EQ(Unfound(), Lines{});
}

TEST_F(LibrarySearchTest, AnUpperLayerReplaces) {
  Add("r/x.so", ElfDraft().Needed("liba.so"));
  draft_.NextLayer();
  draft_.File("r/x.so", "text");
  EXPECT_EQ(Unfound(), Lines{});
}

}  // namespace pyvenv::library_search_test
