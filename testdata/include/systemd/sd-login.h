/* Declarations with the names and types of libsystemd's view of logins, as far as the tests call them. Written for the
 * tests. */
#ifndef TESTDATA_SD_LOGIN_H
#define TESTDATA_SD_LOGIN_H

#ifdef __cplusplus
extern "C" {
#endif

int sd_get_sessions(char ***sessions);
int sd_session_get_uid(const char *session, unsigned int *ret);

#ifdef __cplusplus
}
#endif

#endif
