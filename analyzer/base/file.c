/* Decides how files are read and replaced. Tests: tests/unit/base/test_file.c */
#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
    READ_STEP = 64 * 1024,
    FILE_MODE = 0666,
    DIRECTORY_MODE = 0777,
    PERMISSION_BITS = 0777,
    TEMPORARY_TRIES = 100,
};

bool file_read(const char *path, struct buffer *out, struct error *err) {
    size_t size_before = out->size;
    int descriptor = open(path, O_RDONLY | O_CLOEXEC);
    if (descriptor < 0)
        return error_set(err, "cannot read %s: %s", path, strerror(errno));
    struct stat status;
    /* The size is a hint only: it is 0 for what the kernel makes up, and a file may grow meanwhile. */
    size_t step = READ_STEP;
    if (fstat(descriptor, &status) == 0 && S_ISREG(status.st_mode) && status.st_size >= 0)
        step = (size_t)status.st_size + 1;
    ssize_t count;
    do {
        char *room = buffer_reserve(out, step);
        count = read(descriptor, room, step);
        if (count > 0)
            buffer_commit(out, (size_t)count);
        step = READ_STEP;
    } while (count > 0 || (count < 0 && errno == EINTR));
    int reason = errno;
    close(descriptor);
    if (count == 0)
        return true;
    out->size = size_before;
    out->data[size_before] = '\0';
    return error_set(err, "cannot read %s: %s", path, strerror(reason));
}

static bool write_all(int descriptor, const char *data, size_t size) {
    while (size > 0) {
        ssize_t count = write(descriptor, data, size);
        if (count < 0 && errno == EINTR)
            continue;
        if (count < 0)
            return false;
        data += count;
        size -= (size_t)count;
    }
    return true;
}

/* Writes and closes. Gives 0 or the reason; some file systems tell of a full disk only when closing. */
static int write_and_close(int descriptor, const void *data, size_t size) {
    int reason = write_all(descriptor, data, size) ? 0 : errno;
    if (close(descriptor) != 0 && reason == 0)
        reason = errno;
    return reason;
}

/* A new file beside `target`, made by open(2) itself so that the umask holds. Its name goes to `name`. */
static int open_temporary(const char *target, mode_t mode, struct buffer *name) {
    int descriptor = -1;
    for (int i = 0; i < TEMPORARY_TRIES && descriptor < 0; i++) {
        buffer_clear(name);
        buffer_printf(name, "%s.%ld-%d.tmp", target, (long)getpid(), i);
        descriptor = open(buffer_text(name), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode);
        if (descriptor < 0 && errno != EEXIST)
            break;
    }
    return descriptor;
}

static int replace_file(const char *target, mode_t mode, const void *data, size_t size) {
    struct buffer name = {0};
    int descriptor = open_temporary(target, mode, &name);
    int reason = descriptor < 0 ? errno : write_and_close(descriptor, data, size);
    if (descriptor >= 0) {
        if (reason == 0 && rename(buffer_text(&name), target) != 0)
            reason = errno;
        if (reason != 0)
            unlink(buffer_text(&name));
    }
    buffer_finish(&name);
    return reason;
}

bool file_write(const char *path, const void *data, size_t size, struct error *err) {
    struct stat status;
    int reason = 0;
    if (stat(path, &status) != 0) {
        reason = replace_file(path, FILE_MODE, data, size);
    } else if (S_ISREG(status.st_mode)) {
        /* What a symbolic link points to is replaced, not the link. */
        char *target = realpath(path, NULL);
        reason = target == NULL ? errno : replace_file(target, status.st_mode & PERMISSION_BITS, data, size);
        free(target);
    } else {
        /* A device or a pipe (/dev/stdout) must not be renamed over. A directory fails here. */
        int descriptor = open(path, O_WRONLY | O_CLOEXEC);
        reason = descriptor < 0 ? errno : write_and_close(descriptor, data, size);
    }
    return reason == 0 || error_set(err, "cannot write %s: %s", path, strerror(reason));
}

struct file_stamp file_stamp_of(const char *path) {
    struct stat status;
    if (stat(path, &status) != 0)
        return (struct file_stamp){.size = -1};
    return (struct file_stamp){
        .size = status.st_size,
        .modified_ns = (int64_t)status.st_mtim.tv_sec * INT64_C(1000000000) + status.st_mtim.tv_nsec,
        .inode = status.st_ino,
    };
}

bool file_stamp_is_equal(struct file_stamp a, struct file_stamp b) {
    return a.size == b.size && a.modified_ns == b.modified_ns && a.inode == b.inode;
}

bool file_exists(const char *path) {
    struct stat status;
    return stat(path, &status) == 0;
}

bool file_is_directory(const char *path) {
    struct stat status;
    return stat(path, &status) == 0 && S_ISDIR(status.st_mode);
}

bool file_make_directory(const char *path, struct error *err) {
    char *prefix = checked_duplicate(path);
    int reason = 0;
    for (size_t i = 1; reason == 0 && i <= strlen(path); i++) {
        if (path[i] != '/' && path[i] != '\0')
            continue;
        prefix[i] = '\0';
        /* Another process may make it between a look and mkdir(2): so no look before. */
        if (mkdir(prefix, DIRECTORY_MODE) != 0 && !file_is_directory(prefix))
            reason = errno == EEXIST ? ENOTDIR : errno;
        prefix[i] = path[i];
    }
    free(prefix);
    if (path[0] == '\0')
        reason = ENOENT;
    return reason == 0 || error_set(err, "cannot make the directory %s: %s", path, strerror(reason));
}
