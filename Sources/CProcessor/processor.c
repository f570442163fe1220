// The compiler's own look at the processor: it asks for the feature and whether the kernel saves the registers.

#include "CProcessor.h"

bool processor_has_avx2(void) {
#if defined(__x86_64__)
    __builtin_cpu_init();
    return __builtin_cpu_supports("avx2");
#else
    return false;
#endif
}
