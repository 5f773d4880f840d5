// A C extension with one function, next(), around the counter of a library that it needs. Declares the little it takes from
// Python's stable ABI itself, since not every interpreter comes with headers.
#include <stddef.h>

typedef struct PyObject PyObject;

typedef struct {
  const char *name;
  PyObject *(*function)(PyObject *, PyObject *);
  int flags;
  const char *doc;
} PyMethodDef;

typedef struct {
  struct {
    struct {
      ptrdiff_t reference_count;
      void *type;
    } object;
    void *init;
    ptrdiff_t index;
    void *copy;
  } base;
  const char *name;
  const char *doc;
  ptrdiff_t size;
  PyMethodDef *methods;
  void *slots, *traverse, *clear, *free;
} PyModuleDef;

extern PyObject *PyModule_Create2(PyModuleDef *definition, int api_version);
extern PyObject *PyLong_FromLong(long value);

enum { kNoArguments = 0x0004, kApiVersion = 1013 };

int NEEDED(void);

static PyObject *Next(PyObject *self, PyObject *unused) {
  (void)self;
  (void)unused;
  return PyLong_FromLong(NEEDED());
}

static PyMethodDef methods[] = {{"next", Next, kNoArguments, NULL}, {NULL, NULL, 0, NULL}};
static PyModuleDef definition = {.base = {.object = {.reference_count = 1}}, .name = MODULE, .size = -1, .methods = methods};

PyObject *INIT(void) { return PyModule_Create2(&definition, kApiVersion); }
