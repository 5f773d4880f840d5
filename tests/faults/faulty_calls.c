// Between a program and the C library (LD_PRELOAD): makes one call fail, or something happen at one.
//
//   FAULT_CALL     the name of the calls that count: open, read, write, ... or "any"
//   FAULT_NUMBER   which one, from 1; 0: none
//   FAULT_ERRNO    the call is not made, and fails with this number
//   FAULT_SIGNAL   this signal comes first
//   FAULT_COMMAND  a shell runs this first
//   FAULT_PIECES   all reads and writes: 1 byte of what was asked for, or EINTR, in turn
//   FAULT_COUNT    a file to which the number of calls is written at the end

#define _GNU_SOURCE
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static atomic_long calls;
static atomic_long pieces;
static _Thread_local int is_busy;  // this library's own calls do not count

static const char* Setting(const char* name) {
  const char* value = getenv(name);
  return value != NULL && *value != '\0' ? value : NULL;
}

static void Happen(void) {
  is_busy = 1;
  const char* signal_number = Setting("FAULT_SIGNAL");
  const char* command = Setting("FAULT_COMMAND");
  if (signal_number != NULL) kill(getpid(), atoi(signal_number));
  if (command != NULL) {
    unsetenv("LD_PRELOAD");
    if (system(command) != 0) abort();
  }
  is_busy = 0;
}

// Whether the call is to fail; errno says how.
static int IsFaulty(const char* name) {
  const char* counted = Setting("FAULT_CALL");
  if (is_busy || counted == NULL || (strcmp(counted, name) != 0 && strcmp(counted, "any") != 0)) return 0;
  const long number = atomic_fetch_add(&calls, 1) + 1;
  const char* wanted = Setting("FAULT_NUMBER");
  if (wanted == NULL || number != atol(wanted)) return 0;
  Happen();
  const char* error = Setting("FAULT_ERRNO");
  if (error == NULL) return 0;
  errno = atoi(error);
  return 1;
}

// What is asked for of `size` bytes; -1: a signal came instead.
static long Piece(size_t size) {
  if (is_busy || size == 0 || Setting("FAULT_PIECES") == NULL) return (long)size;
  const long number = atomic_fetch_add(&pieces, 1);
  if (number % 3 == 0) {
    errno = EINTR;
    return -1;
  }
  return number % 3 == 1 ? 1 : (long)(size + 1) / 2;
}

__attribute__((destructor)) static void WriteCount(void) {
  const char* path = Setting("FAULT_COUNT");
  if (path == NULL) return;
  is_busy = 1;
  FILE* file = fopen(path, "w");
  if (file == NULL) abort();
  fprintf(file, "%ld\n", (long)calls);
  fclose(file);
}

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

int open(const char* path, int flags, ...) {
  va_list more;
  va_start(more, flags);
  const mode_t mode = (flags & O_CREAT) != 0 ? va_arg(more, mode_t) : 0;
  va_end(more);
  return IsFaulty("open") ? -1 : REAL(open)(path, flags, mode);
}

int close(int descriptor) {
  // Linux closes whatever it returns.
  const int is_faulty = IsFaulty("close");
  const int error = errno;
  const int status = REAL(close)(descriptor);
  if (is_faulty) errno = error;
  return is_faulty ? -1 : status;
}

ssize_t read(int descriptor, void* data, size_t size) {
  if (IsFaulty("read")) return -1;
  const long piece = Piece(size);
  return piece < 0 ? -1 : REAL(read)(descriptor, data, (size_t)piece);
}

ssize_t pread(int descriptor, void* data, size_t size, off_t offset) {
  if (IsFaulty("pread")) return -1;
  const long piece = Piece(size);
  return piece < 0 ? -1 : REAL(pread)(descriptor, data, (size_t)piece, offset);
}

ssize_t write(int descriptor, const void* data, size_t size) {
  if (IsFaulty("write")) return -1;
  const long piece = Piece(size);
  return piece < 0 ? -1 : REAL(write)(descriptor, data, (size_t)piece);
}

int fstat(int descriptor, struct stat* status) {
  return IsFaulty("fstat") ? -1 : REAL(fstat)(descriptor, status);
}

int stat(const char* path, struct stat* status) {
  return IsFaulty("stat") ? -1 : REAL(stat)(path, status);
}

int lstat(const char* path, struct stat* status) {
  return IsFaulty("lstat") ? -1 : REAL(lstat)(path, status);
}

int rename(const char* from, const char* to) {
  return IsFaulty("rename") ? -1 : REAL(rename)(from, to);
}

ssize_t readlinkat(int directory, const char* path, char* text, size_t size) {
  return IsFaulty("readlinkat") ? -1 : REAL(readlinkat)(directory, path, text, size);
}

DIR* opendir(const char* path) { return IsFaulty("opendir") ? NULL : REAL(opendir)(path); }

struct dirent* readdir(DIR* directory) {
  return IsFaulty("readdir") ? NULL : REAL(readdir)(directory);
}
