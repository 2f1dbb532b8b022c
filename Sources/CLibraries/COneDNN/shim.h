#include <dnnl.h>
void omp_set_num_threads(int threads);  // libgomp's, which has no header outside the compiler's own folder
