/* What stands under a directive of OpenMP is ordinary code. Arguments: -fopenmp */
int f(int);

void run(int n) {
#pragma omp parallel for
    for (int i = 0; i < n; i++)
        f(i);
#ifdef _OPENMP
    f(-1);
#endif
}
