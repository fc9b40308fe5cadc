/* The attributes of each entry of a folder, one by one; and how they come along with the entries. */
#include <dirent.h>
#include <sys/stat.h>

#include "glusterfs/api/glfs.h"

// expect-cost size_of: rows(folder) + 1 (exact)
long size_of(glfs_t *fs, const char *path)
{
    struct dirent *entry;
    struct stat found;
    long sum = 0;
    glfs_fd_t *folder = glfs_opendir(fs, path);
    while ((entry = glfs_readdir(folder)))
        // expect@+2: call-in-loop {{glfs_lstat\(\) waits for glusterfs on each of}}
        // expect-verdict@+1: batch
        if (glfs_lstat(fs, entry->d_name, &found) == 0)
            sum += found.st_size;
    glfs_closedir(folder);
    return sum;
}

// expect-cost size_at_once: 1 (exact)
long size_at_once(glfs_t *fs, const char *path)
{
    struct stat found;
    long sum = 0;
    glfs_fd_t *folder = glfs_opendir(fs, path);
    while (glfs_readdirplus(folder, &found))
        sum += found.st_size;
    glfs_closedir(folder);
    return sum;
}
