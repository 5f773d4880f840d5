#include "source/relocation.h"

#include <gtest/gtest.h>

namespace pyvenv::relocation_test {

const Relocation kMove({"/home/me/env", "/real/env"}, "/opt/venv");

TEST(RelocationTest, TextHasWholePathsAlone) {
  EXPECT_EQ(kMove.Text("VIRTUAL_ENV='/home/me/env'"), "VIRTUAL_ENV='/opt/venv'");
  EXPECT_EQ(kMove.Text("/home/me/env/bin:/real/env"), "/opt/venv/bin:/opt/venv");
  EXPECT_EQ(kMove.Text("file:///home/me/env/x"), "file:///opt/venv/x");
  EXPECT_EQ(kMove.Text("/home/me/env2 /home/me/env-x /mnt/home/me/env"),
            "/home/me/env2 /home/me/env-x /mnt/home/me/env");
}

TEST(RelocationTest, LongestOldPathIsTakenFirst) {
  const Relocation nested({"/a", "/a/env"}, "/opt/venv");
  EXPECT_EQ(nested.Text("/a/env/bin"), "/opt/venv/bin");
  EXPECT_EQ(nested.Below("/a/env/bin/x"), "bin/x");
}

TEST(RelocationTest, Below) {
  EXPECT_EQ(kMove.Below("/home/me/env"), "");
  EXPECT_EQ(kMove.Below("/real/env/lib/x"), "lib/x");
  EXPECT_EQ(kMove.Below("/real/envs"), std::nullopt);
  EXPECT_EQ(kMove.Below("/usr/bin/python3"), std::nullopt);
}

TEST(RelocationTest, FirstLineOfScripts) {
  EXPECT_EQ(kMove.Script("#!/home/me/env/bin/python3 -E\nimport x\n"),
            "#!/opt/venv/bin/python3 -E\nimport x\n");
  // distlib quotes paths with spaces.
  const Relocation spaced({"/my home/env"}, "/opt/venv");
  EXPECT_EQ(spaced.Script("#!\"/my home/env/bin/python\"\nx\n"), "#!/opt/venv/bin/python\nx\n");
  // The body of a script is its own.
  EXPECT_EQ(kMove.Script("#!/home/me/env/bin/python\np = '/home/me/env'\n"),
            "#!/opt/venv/bin/python\np = '/home/me/env'\n");
}

TEST(RelocationTest, ScriptsOfOtherProgramsStay) {
  for (const char* const script :
       {"#!/bin/sh\necho /home/me/env/bin/python\n", "#!/usr/bin/env python3\nx\n", "#!", "",
        "no script",
        "#!/bin/sh\n'''exec' \"$(dirname -- \"$(realpath -- \"$0\")\")\"/'python' \"$0\" \"$@\"\n"
        "' '''\nimport x\n"}) {
    EXPECT_EQ(kMove.Script(script), script);
  }
}

constexpr const char* kBody = "# -*- coding: utf-8 -*-\nimport re\n";

TEST(RelocationTest, LaunchedByAShellBecauseOfALongPath) {
  const std::string long_path = "/" + std::string(130, 'x');
  const std::string before =
      "#!/bin/sh\n'''exec' " + long_path + "/bin/python -I \"$0\" \"$@\"\n' '''\n" + kBody;
  EXPECT_EQ(Relocation({long_path}, "/opt/venv").Script(before),
            std::string("#!/opt/venv/bin/python -I\n") + kBody);
  // As uv quotes it.
  const std::string quoted =
      "#!/bin/sh\n'''exec' '" + long_path + "/bin/python' \"$0\" \"$@\"\n' '''\n" + kBody;
  EXPECT_EQ(Relocation({long_path}, "/opt/venv").Script(quoted),
            std::string("#!/opt/venv/bin/python\n") + kBody);
}

TEST(RelocationTest, LaunchedByAShellFromThenOn) {
  const std::string long_path = "/" + std::string(130, 'x');
  EXPECT_EQ(Relocation({"/env"}, long_path).Script(std::string("#!/env/bin/python -I\n") + kBody),
            "#!/bin/sh\n'''exec' " + long_path + "/bin/python -I \"$0\" \"$@\"\n' '''\n" + kBody);
}

TEST(RelocationTest, PromptsThatAreTheDirectorysName) {
  EXPECT_EQ(kMove.ActivateScript("PS1=\"(env) ${PS1:-}\"\nVIRTUAL_ENV_PROMPT=\"(env) \"\n"),
            "PS1=\"(venv) ${PS1:-}\"\nVIRTUAL_ENV_PROMPT=\"(venv) \"\n");
  EXPECT_EQ(kMove.ActivateScript("VIRTUAL_ENV_PROMPT=env\nPS1=\"(\"env\") ${PS1:-}\"\n"),
            "VIRTUAL_ENV_PROMPT=venv\nPS1=\"(\"venv\") ${PS1:-}\"\n");
  EXPECT_EQ(kMove.ActivateScript("set -gx VIRTUAL_ENV \"/real/env\"\nprintf \"%s(%s)%s \" "
                                 "(set_color 4B8BBE) \"env\" (set_color normal)\n"),
            "set -gx VIRTUAL_ENV \"/opt/venv\"\nprintf \"%s(%s)%s \" (set_color 4B8BBE) \"venv\" "
            "(set_color normal)\n");
  EXPECT_EQ(kMove.ActivateScript("set _virtualenv_prompt_tcsh = 'env'\n"),
            "set _virtualenv_prompt_tcsh = 'venv'\n");
  // One that the user chose.
  EXPECT_EQ(kMove.ActivateScript("PS1=\"(mine) ${PS1:-}\"\n"), "PS1=\"(mine) ${PS1:-}\"\n");
}

}  // namespace pyvenv::relocation_test
