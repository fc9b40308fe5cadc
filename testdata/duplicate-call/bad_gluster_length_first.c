/* The length of an attribute, then the attribute. */
#include <stdlib.h>

#include "glusterfs/api/glfs.h"

struct acl *acl_read(const char *text, long length);

enum kind { KIND_ACCESS, KIND_DEFAULT };

struct acl *of_path(glfs_t *fs, const char *path, enum kind kind)
{
    const char *key;
    switch (kind) {
    case KIND_ACCESS:
        key = "system.posix_acl_access";
        break;
    case KIND_DEFAULT:
        key = "system.posix_acl_default";
        break;
    default:
        return NULL;
    }
    long length = glfs_getxattr(fs, path, key, 0, 0);
    if (length <= 0)
        return NULL;
    char *text = malloc((size_t)length);
    length = glfs_getxattr(fs, path, key, text, (size_t)length); // expect: duplicate-call {{glfs_getxattr\(\) waits for glusterfs once for the size, in line 23, and once more for the answer}}
    struct acl *acl = length > 0 ? acl_read(text, length) : NULL;
    free(text);
    return acl;
}

struct acl *of_file(glfs_fd_t **opened)
{
    glfs_fd_t *file = *opened;
    long length = glfs_fgetxattr(file, "system.posix_acl_access", NULL, 0);
    if (length <= 0)
        return NULL;
    char *text = malloc((size_t)length);
    length = glfs_fgetxattr(file, "system.posix_acl_access", text, (size_t)length); // expect: duplicate-call {{glfs_fgetxattr\(\) waits for glusterfs once for the size, in line 36}}
    struct acl *acl = length > 0 ? acl_read(text, length) : NULL;
    free(text);
    return acl;
}
