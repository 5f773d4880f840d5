#pragma once

namespace pyvenv {

/// Where `bazel run` started this program, which is in its runfiles directory, goes to where the
/// user typed that (BUILD_WORKING_DIRECTORY,
/// https://bazel.build/docs/user-manual#running-executables): paths on the command line are meant
/// from there. Throws Error if that directory is gone.
void EnterWorkingDirectoryOfBazelRun();

}  // namespace pyvenv
