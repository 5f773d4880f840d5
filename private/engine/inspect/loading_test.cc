#include "inspect/loading.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "testing/elf_draft.h"
#include "testing/union_draft.h"

namespace pyvenv::loading_test {

using testing::ElfDraft;
using Lines = std::vector<std::string>;

constexpr ElfMachine kArm = {.bits = 64, .is_big_endian = false, .number = 183};
constexpr ElfMachine kGraphicsCard = {.bits = 64, .is_big_endian = false, .number = 190};

class LoadingTest : public ::testing::Test {
 protected:
  [[nodiscard]] LoadingFaults Faults(int interpreter = -1) const {
    const std::vector<std::string> libraries = {"libimage.so"};
    const std::vector<std::string> interpreters = {"/usr/bin/perl"};
    return FindLoadingFaults(draft_.layers(), draft_.ReadObjects(interpreter),
                             BaseImage(libraries, interpreters));
  }
  [[nodiscard]] Lines Foreign(int interpreter = -1) const {
    Lines lines;
    for (const LoadingFaults::Foreign& foreign : Faults(interpreter).foreign) {
      lines.push_back(draft_.layers().Path(foreign.node) + ": " + NameOf(foreign.machine) +
                      (foreign.is_lost_module ? ", lost" : ""));
    }
    return lines;
  }
  [[nodiscard]] Lines Interpreters() const {
    Lines lines;
    for (const LoadingFaults::Interpreter& one : Faults().interpreters) {
      lines.push_back(draft_.layers().Path(one.file) + ": " + one.path + " and " +
                      std::to_string(one.others) + (one.are_modules ? ", modules" : ""));
    }
    return lines;
  }
  void Add(std::string_view path, const ElfDraft& draft) { draft_.File(path, draft.Bytes()); }

  testing::UnionDraft draft_;
};

TEST_F(LoadingTest, LibrariesByName) {
  Add("r/a.so", ElfDraft().Needed("libc.so.6").Needed("libimage.so").Needed("libgone.so"));
  Add("r/b.so", ElfDraft().Needed("libgone.so").Needed("libb.so"));
  Add("r/c.so", ElfDraft().Needed("libgone.so"));
  Add("r/d/libb.so", ElfDraft());
  const LoadingFaults faults = Faults();
  ASSERT_EQ(faults.libraries.size(), 2U);
  EXPECT_EQ(faults.libraries[0].name, "libgone.so");
  EXPECT_EQ(draft_.layers().Path(faults.libraries[0].object), "r/a.so");
  EXPECT_EQ(faults.libraries[0].others, 2U);
  EXPECT_EQ(faults.libraries[0].elsewhere, std::nullopt);
  EXPECT_EQ(faults.libraries[1].name, "libb.so");
  EXPECT_EQ(faults.libraries[1].elsewhere, draft_.layers().Find("r/d/libb.so"));
}

TEST_F(LoadingTest, InterpreterOfAnImageBehindAnAbsoluteLink) {
  draft_.File("opt/venv/bin/tool", "#!/opt/venv/bin/python3\n");
  draft_.Link("opt/venv/bin/python3", "python");
  draft_.Link("opt/venv/bin/python", "/usr/local/bin/python");
  draft_.File("usr/local/bin/python", "");
  EXPECT_EQ(Interpreters(), Lines{"opt/venv/bin/tool: /opt/venv/bin/python3 and 0"});
  draft_.SetIsImage();
  EXPECT_EQ(Interpreters(), Lines{});
}

TEST_F(LoadingTest, TheMajorityIsRight) {
  Add("r/a.so", ElfDraft());
  Add("r/b.so", ElfDraft(kArm));
  EXPECT_EQ(Foreign(), Lines{});  // nobody knows
  Add("r/c.so", ElfDraft());
  EXPECT_EQ(Foreign(), Lines{"r/b.so: aarch64"});
}

TEST_F(LoadingTest, TheInterpreterIsRight) {
  Add("r/python3", ElfDraft(kArm));
  draft_.NextLayer();
  Add("r/a.so", ElfDraft());
  Add("r/b.so", ElfDraft());
  EXPECT_EQ(Foreign(0), (Lines{"r/a.so: x86_64", "r/b.so: x86_64"}));
}

TEST_F(LoadingTest, ExtensionModules) {
  Add("r/python3", ElfDraft());
  draft_.NextLayer();
  Add("r/p/both.cpython-311-aarch64-linux-gnu.so", ElfDraft(kArm));
  Add("r/p/both.cpython-311-x86_64-linux-gnu.so", ElfDraft());
  Add("r/p/lost.cpython-311-aarch64-linux-gnu.so", ElfDraft(kArm));
  Add("r/p/stable.abi3.so", ElfDraft(kArm));
  Add("r/p/libdata.so", ElfDraft(kArm));
  Add("r/q/both.abi3.so", ElfDraft(kArm));
  EXPECT_EQ(Foreign(0), (Lines{"r/p/both.cpython-311-aarch64-linux-gnu.so: aarch64",
                               "r/p/lost.cpython-311-aarch64-linux-gnu.so: aarch64, lost",
                               "r/p/stable.abi3.so: aarch64, lost", "r/p/libdata.so: aarch64",
                               "r/q/both.abi3.so: aarch64, lost"}));
}

TEST_F(LoadingTest, WhatLinuxDoesNotLoadIsData) {
  constexpr uint16_t kRelocatable = 1;
  Add("r/a.so", ElfDraft());
  Add("r/kernel.cubin", ElfDraft(kGraphicsCard, kElfExecutable).Needed("libgone.so"));
  Add("r/x.o", ElfDraft(kArm, kRelocatable));
  EXPECT_EQ(Foreign(), Lines{});
  EXPECT_EQ(Faults().libraries.size(), 0U);
}

TEST_F(LoadingTest, ForeignObjectsNeedNothing) {
  Add("r/a.so", ElfDraft());
  Add("r/b.so", ElfDraft());
  Add("r/c", ElfDraft(kArm).Needed("libgone.so").Interpreter("/gone"));
  EXPECT_EQ(Faults().libraries.size(), 0U);
  EXPECT_EQ(Interpreters(), Lines{});
}

TEST_F(LoadingTest, Scripts) {
  draft_.File("r/known", "#!/usr/bin/env python3\n");
  draft_.File("r/users", "#!/usr/bin/perl -w\n");
  draft_.File("r/in_union", "#!/r/bin/tool\n");
  draft_.File("r/bin/tool", "#!/bin/sh\n");
  draft_.File("r/a", "#!/home/me/venv/bin/python\n");
  draft_.File("r/b", "#! /home/me/venv/bin/python -I\n");
  draft_.File("r/c.py", "#!/home/me/venv/bin/python\n");
  draft_.File("r/d", "#!python\n");
  EXPECT_EQ(Interpreters(),
            (Lines{"r/a: /home/me/venv/bin/python and 1",
                   "r/c.py: /home/me/venv/bin/python and 0, modules", "r/d: python and 0"}));
}

TEST_F(LoadingTest, NoScripts) {
  draft_.File("r/a.rs", "#![allow(dead_code)]\n");
  draft_.File("r/b", "#!\n");
  EXPECT_EQ(Interpreters(), Lines{});
}

TEST_F(LoadingTest, DirectoryIsNoInterpreter) {
  draft_.Directory("r/bin");
  draft_.File("r/a", "#!/r/bin\n");
  EXPECT_EQ(Interpreters(), Lines{"r/a: /r/bin and 0"});
}

TEST_F(LoadingTest, DynamicLinkers) {
  Add("r/a", ElfDraft().Interpreter("/lib64/ld-linux-x86-64.so.2"));
  Add("r/b", ElfDraft().Interpreter("/r/ld.so"));
  Add("r/c", ElfDraft().Interpreter("/nix/store/ld.so"));
  Add("r/ld.so", ElfDraft());
  EXPECT_EQ(Interpreters(), Lines{"r/c: /nix/store/ld.so and 0"});
}

TEST_F(LoadingTest, Malformed) {
  draft_.File("r/cut.so", ElfDraft().Needed("libgone.so").Bytes().substr(0, 100));
  const LoadingFaults faults = Faults();
  ASSERT_EQ(faults.malformed.size(), 1U);
  EXPECT_EQ(draft_.layers().Path(faults.malformed[0].node), "r/cut.so");
  EXPECT_EQ(faults.malformed[0].fault, "its program headers lie outside the file");
}

}  // namespace pyvenv::loading_test
