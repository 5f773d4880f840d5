#pragma once

namespace pyvenv {

/// Tells the C library and the kernel that this process works through a lot with several threads.
/// For the start of a program, before there are any.
///
/// All threads allocate from one heap, so that what one has freed serves the others. With glibc
/// each keeps a heap of its own otherwise, and after an encoder a MiB or more in it.
///
/// Threads ask for long time slices (sched_setattr(2), Linux 6.12 and newer). Where more of them
/// compress than there are processors, such as those of several layers, each finds the tables of
/// another in the caches when its turn comes; with short slices that takes a fifth of the time.
void BecomeBatchProcess();

}  // namespace pyvenv
