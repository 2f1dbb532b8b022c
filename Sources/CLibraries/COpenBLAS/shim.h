#include <cblas.h>
// LAPACK is inside libopenblas and has no header there: A x = B for a symmetric positive definite A, by Cholesky.
void sposv_(const char *uplo, const int *n, const int *nrhs, float *a, const int *lda, float *b, const int *ldb, int *info,
            unsigned long uplo_length);
