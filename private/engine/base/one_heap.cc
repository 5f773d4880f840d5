#include "base/one_heap.h"

#include <cstdlib>  // which tells whose library this is

#if defined(__GLIBC__)
#include <malloc.h>
#endif

namespace pyvenv {

void UseOneHeap() {
#if defined(__GLIBC__)
  ::mallopt(M_ARENA_MAX, 1);
#endif
}

}  // namespace pyvenv
