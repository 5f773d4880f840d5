// What the scripts of `pkg_pyvenv completion` ask the program. tests/command has them in shells.

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "testing/run.h"

namespace pyvenv::completion_command_test {

using testing::Execute;
using testing::Outcome;
using testing::ProgramOf;

// The answer for a command line without the program, up to the cursor: which paths can follow, and
// the words that can.
std::vector<std::string> Ask(const std::vector<std::string>& line) {
  std::vector<std::string> command = {ProgramOf("PKG_PYVENV"), "completion", "words", "--",
                                      "pkg_pyvenv"};
  command.insert(command.end(), line.begin(), line.end());
  const Outcome outcome = Execute(command);
  EXPECT_EQ(outcome.status, 0) << outcome.err;
  std::vector<std::string> answer;
  for (size_t start = 0; start < outcome.out.size();) {
    const size_t end = outcome.out.find('\n', start);
    const std::string text = outcome.out.substr(start, end - start);
    answer.push_back(text.substr(0, text.find('\t')));
    start = end + 1;
  }
  return answer;
}

// What --help of a subcommand, or of all, says of the things that are listed at its margin.
std::vector<std::string> Listed(const std::string& help, const std::string& begin) {
  std::vector<std::string> listed;
  for (size_t start = 0; start < help.size(); start = help.find('\n', start) + 1) {
    if (help.compare(start, 2, "  ") != 0) continue;
    std::string word = help.substr(start + 2, help.find_first_of(" .\n", start + 2) - start - 2);
    if (word.size() > 2 && word[2] == ',') word.erase(0, 3);
    const bool is_listed = !word.empty() && word != "--" && word.starts_with(begin);
    if (is_listed) listed.push_back(word);
  }
  return listed;
}

using Answer = std::vector<std::string>;

TEST(CompletionCommandTest, EverySubcommandAndEveryFlag) {
  std::vector<std::string> subcommands =
      Listed(Execute({ProgramOf("PKG_PYVENV"), "--help"}).out, "");
  ASSERT_GT(subcommands.size(), 7);
  for (const std::string& name : subcommands) {
    std::vector<std::string> flags =
        Listed(Execute({ProgramOf("PKG_PYVENV"), name, "--help"}).out, "--");
    ASSERT_FALSE(flags.empty());
    flags.insert(flags.begin(), "none");
    EXPECT_EQ(Ask({name, "-"}), flags) << name;
  }
  subcommands.insert(subcommands.begin(), "none");
  EXPECT_EQ(Ask({""}), subcommands);
}

TEST(CompletionCommandTest, Words) {
  EXPECT_EQ(Ask({"listing", ""}), Answer{"files"});
  EXPECT_EQ(Ask({"completion", ""}), (Answer{"none", "bash", "zsh", "fish", "words"}));
  // After all the words that it takes there are flags.
  EXPECT_EQ(Ask({"listing", "x.tar", ""}), (Answer{"none", "--help", "--layer", "--output"}));
  EXPECT_EQ(Ask({"verify", "x.tar", "y.tar", ""}), Answer{"files"});
  EXPECT_EQ(Ask({"run", "x.tar", "--", "--im"}), Answer{"files"});
}

TEST(CompletionCommandTest, Values) {
  EXPECT_EQ(Ask({"layers", "--compression", ""}), (Answer{"none", "none", "gzip", "zstd"}));
  EXPECT_EQ(Ask({"layers", "--compression=g"}), (Answer{"none", "--compression=gzip"}));
  EXPECT_EQ(Ask({"layers", "-o", ""}), Answer{"directories"});
  EXPECT_EQ(Ask({"layers", "--app", "s"}), Answer{"directories"});
  EXPECT_EQ(Ask({"image", "--base", ""}), Answer{"directories"});
  EXPECT_EQ(Ask({"layers", "--plan=x"}), Answer{"files"});
  EXPECT_EQ(Ask({"layers", "--name", ""}), Answer{"none"});
  EXPECT_EQ(Ask({"layers", "--json=x"}), Answer{"none"});
  // A value that looks like a flag is a value.
  EXPECT_EQ(Ask({"plan", "--prefix", "--format", "x", "--form"}), (Answer{"none", "--format"}));
}

TEST(CompletionCommandTest, FlagsThatMayComeAgain) {
  EXPECT_EQ(Ask({"layers", "--exclude", "x", "--excl"}), (Answer{"none", "--exclude"}));
  EXPECT_EQ(Ask({"layers", "--output", "x", "--outp"}), Answer{"none"});
  EXPECT_EQ(Ask({"layers", "-o", "x", "--outp"}), Answer{"none"});
}

TEST(CompletionCommandTest, UnknownWordsAreNoTrouble) {
  EXPECT_EQ(Ask({}), Answer{"none"});
  EXPECT_EQ(Ask({"frobnicate", "--x"}), Answer{"none"});
  EXPECT_EQ(Ask({"verify", "--frobnicate", "x", "--frobnicate="}), Answer{"none"});
}

TEST(CompletionCommandTest, WordsAreForScriptsAlone) {
  for (const std::vector<std::string>& words :
       {std::vector<std::string>{"bash", "--", "x"}, std::vector<std::string>{"words"}}) {
    std::vector<std::string> command = {ProgramOf("PKG_PYVENV"), "completion"};
    command.insert(command.end(), words.begin(), words.end());
    const Outcome outcome = Execute(command);
    EXPECT_EQ(outcome.status, 2);
    EXPECT_EQ(outcome.out, "");
  }
  EXPECT_EQ(Execute({ProgramOf("PKG_PYVENV"), "completion", "tcsh"}).err,
            "pkg_pyvenv: error: SHELL: \"tcsh\" is not bash, zsh, fish or words (see --help)\n");
}

}  // namespace pyvenv::completion_command_test
