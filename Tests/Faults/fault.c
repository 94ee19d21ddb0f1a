// Makes one of the calls fail with which a program changes files: preloaded into it by faults.py.
//
// FAULT_AT     which call fails, from 1; without it calls are only counted
// FAULT_KIND   ENOSPC, EIO, or SHORT: half of a write is done, and its other half fails
// FAULT_STAYS  1: all calls after it fail as well
// FAULT_LOG    a file that gets a line for each call: its number, its name, the path
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

// One number for a run and the processes that it starts.
static atomic_long *count;
static long failing;
static int code = ENOSPC, stays, halves;
static const char *log_path;

__attribute__((constructor)) static void read_environment(void) {
    const char *kind = getenv("FAULT_KIND");
    count = mmap(NULL, sizeof *count, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    failing = getenv("FAULT_AT") ? atol(getenv("FAULT_AT")) : 0;
    code = kind && !strcmp(kind, "EIO") ? EIO : ENOSPC;
    halves = kind && !strcmp(kind, "SHORT");
    stays = getenv("FAULT_STAYS") != NULL;
    log_path = getenv("FAULT_LOG");
}

static void note(long number, const char *call, const char *path) {
    char line[1024];
    if (!log_path) return;
    int length = snprintf(line, sizeof line, "%ld %s %s\n", number, call, path);
    int file = syscall(SYS_openat, AT_FDCWD, log_path, O_WRONLY | O_APPEND | O_CREAT, 0600);
    if (file < 0) return;
    syscall(SYS_write, file, line, (size_t)length);
    syscall(SYS_close, file);
}

static int fails(const char *call, const char *path) {
    long number = atomic_fetch_add(count, 1) + 1;
    note(number, call, path);
    if (!failing || !(number == failing || (stays && number > failing))) return 0;
    errno = code;
    return 1;
}

// The path of an open file or folder; NULL for a pipe, a terminal and the like.
static const char *path_of(int file, char *buffer, size_t size) {
    struct stat status;
    char link[64];
    if (file <= 2 || fstat(file, &status)) return NULL;
    if (!S_ISREG(status.st_mode) && !S_ISDIR(status.st_mode)) return NULL;
    snprintf(link, sizeof link, "/proc/self/fd/%d", file);
    ssize_t length = readlink(link, buffer, size - 1);
    buffer[length < 0 ? 0 : length] = 0;
    return buffer;
}

#define NEXT(result, name, ...) \
    static result (*next)(__VA_ARGS__); \
    if (!next) next = dlsym(RTLD_NEXT, name)

ssize_t write(int file, const void *bytes, size_t size) {
    NEXT(ssize_t, "write", int, const void *, size_t);
    char buffer[512];
    const char *path = path_of(file, buffer, sizeof buffer);
    if (path && fails("write", path)) {
        if (!halves || size < 2) return -1;
        // The call that writes the rest of it fails as well.
        failing += 1;
        halves = 0;
        return next(file, bytes, size / 2);
    }
    return next(file, bytes, size);
}

ssize_t pwrite(int file, const void *bytes, size_t size, off_t offset) {
    NEXT(ssize_t, "pwrite", int, const void *, size_t, off_t);
    char buffer[512];
    const char *path = path_of(file, buffer, sizeof buffer);
    if (path && fails("pwrite", path)) return -1;
    return next(file, bytes, size, offset);
}

static int open_at(int folder, const char *path, int flags, mode_t mode) {
    int changes = (flags & O_ACCMODE) != O_RDONLY || (flags & O_CREAT);
    if (changes && strncmp(path, "/dev/", 5) && strncmp(path, "/proc/", 6) && fails("open", path))
        return -1;
    return syscall(SYS_openat, folder, path, flags, mode);
}

#define OPEN(signature, folder) \
    int signature { \
        mode_t mode = 0; \
        if (flags & (O_CREAT | O_TMPFILE)) { \
            va_list rest; \
            va_start(rest, flags); \
            mode = va_arg(rest, mode_t); \
            va_end(rest); \
        } \
        return open_at(folder, path, flags, mode); \
    }
OPEN(open(const char *path, int flags, ...), AT_FDCWD)
OPEN(open64(const char *path, int flags, ...), AT_FDCWD)
OPEN(openat(int folder, const char *path, int flags, ...), folder)
OPEN(openat64(int folder, const char *path, int flags, ...), folder)

#define FAILING(name, path, parameters, types, ...) \
    int name parameters { \
        NEXT(int, #name, types); \
        if (fails(#name, path)) return -1; \
        return next(__VA_ARGS__); \
    }
#define TYPES(...) __VA_ARGS__
FAILING(rename, to, (const char *from, const char *to), TYPES(const char *, const char *), from, to)
FAILING(renameat, to, (int a, const char *from, int b, const char *to),
        TYPES(int, const char *, int, const char *), a, from, b, to)
FAILING(linkat, to, (int a, const char *from, int b, const char *to, int flags),
        TYPES(int, const char *, int, const char *, int), a, from, b, to, flags)
FAILING(symlinkat, to, (const char *target, int a, const char *to),
        TYPES(const char *, int, const char *), target, a, to)
FAILING(unlinkat, path, (int a, const char *path, int flags), TYPES(int, const char *, int), a,
        path, flags)
FAILING(rmdir, path, (const char *path), TYPES(const char *), path)
FAILING(mkdir, path, (const char *path, mode_t mode), TYPES(const char *, mode_t), path, mode)
FAILING(mkdirat, path, (int a, const char *path, mode_t mode), TYPES(int, const char *, mode_t), a,
        path, mode)
FAILING(fchmodat, path, (int a, const char *path, mode_t mode, int flags),
        TYPES(int, const char *, mode_t, int), a, path, mode, flags)

#define FAILING_FILE(name, parameters, types, ...) \
    int name parameters { \
        NEXT(int, #name, types); \
        char buffer[512]; \
        const char *path = path_of(file, buffer, sizeof buffer); \
        if (path && fails(#name, path)) return -1; \
        return next(__VA_ARGS__); \
    }
FAILING_FILE(fsync, (int file), TYPES(int), file)
FAILING_FILE(fchmod, (int file, mode_t mode), TYPES(int, mode_t), file, mode)
FAILING_FILE(ftruncate, (int file, off_t size), TYPES(int, off_t), file, size)
FAILING_FILE(ftruncate64, (int file, off_t size), TYPES(int, off_t), file, size)

// It cannot fail, and would make every run wait for the disks of the whole machine.
void sync(void) {}
