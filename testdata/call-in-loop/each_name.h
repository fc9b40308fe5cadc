/* An iterator that is a template, for bad_handed_over_files.cpp and each_name_local.cpp. */
#ifndef TESTDATA_EACH_NAME_H
#define TESTDATA_EACH_NAME_H
#include "libpq-fe.h"

template <typename F> void each_name(const char **names, int n, F &&fn)
{
    for (int i = 0; i < n; i++)
        fn(names[i]);
}
#endif
