#pragma once

namespace pyvenv {

/// Has all threads allocate from one heap, so that what one has freed serves the others. With glibc
/// each keeps a heap of its own otherwise, and after an encoder a MiB or more in it. For the start
/// of a program.
void UseOneHeap();

}  // namespace pyvenv
