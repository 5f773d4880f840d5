#pragma once

#include <string>
#include <string_view>

namespace pyvenv::testing {

/// What reads untrusted bytes, and aborts where it finds what must not be. One that returns was
/// right, whatever the bytes are.
using FuzzTarget = void(std::string_view bytes);

/// Gives `target` each file of the corpus (a directory below that of the environment variable
/// FUZZ_CORPORA), and then 2,000 random changes of these, each time the same ones. Throws if there
/// is no corpus. An input at which the process ends is left in a file, which is named before.
void Replay(const std::string& corpus, FuzzTarget* target);

}  // namespace pyvenv::testing
