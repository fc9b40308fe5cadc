/* The attribute at once; its length only where the buffer was too small. Two files. */
// expect-none
#include <errno.h>
#include <stdlib.h>

#include "glusterfs/api/glfs.h"

struct acl *acl_read(const char *text, long length);

struct acl *of_path(glfs_t *fs, const char *path)
{
    char small[164], *text = small;
    long length = glfs_getxattr(fs, path, "system.posix_acl_access", text, sizeof small);
    if (length == -1 && errno == ERANGE) {
        length = glfs_getxattr(fs, path, "system.posix_acl_access", 0, 0);
        if (length > 0) {
            text = malloc((size_t)length);
            length = glfs_getxattr(fs, path, "system.posix_acl_access", text, (size_t)length);
        }
    }
    struct acl *acl = length > 0 ? acl_read(text, length) : NULL;
    if (text != small)
        free(text);
    return acl;
}

long of_two(glfs_fd_t *one, glfs_fd_t *two, char *text, unsigned long size)
{
    if (glfs_fgetxattr(one, "user.color", 0, 0) > (long)size)
        return -1;
    return glfs_fgetxattr(two, "user.color", text, size);
}
