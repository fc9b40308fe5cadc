/* Declarations with the names and types of GlusterFS's client library, as far as the tests call them. Written for the
 * tests. */
#ifndef TESTDATA_GLFS_H
#define TESTDATA_GLFS_H

#ifdef __cplusplus
extern "C" {
#endif

typedef struct glfs glfs_t;
typedef struct glfs_fd glfs_fd_t;
struct stat;
struct dirent;

glfs_fd_t *glfs_opendir(glfs_t *fs, const char *path);
struct dirent *glfs_readdir(glfs_fd_t *fd);
struct dirent *glfs_readdirplus(glfs_fd_t *fd, struct stat *stat);
int glfs_closedir(glfs_fd_t *fd);
int glfs_lstat(glfs_t *fs, const char *path, struct stat *buf);
long glfs_getxattr(glfs_t *fs, const char *path, const char *name, void *value, unsigned long size);
long glfs_fgetxattr(glfs_fd_t *fd, const char *name, void *value, unsigned long size);

#ifdef __cplusplus
}
#endif

#endif
