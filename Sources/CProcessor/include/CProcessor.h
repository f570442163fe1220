// What the processor can do that it runs on, as far as the product asks: something that Swift has no word for.

#ifndef METERCLIP_CPROCESSOR_H
#define METERCLIP_CPROCESSOR_H

#include <stdbool.h>

// Whether processor and kernel take AVX2, vectors of eight single numbers. Never true where there is no such thing.
bool processor_has_avx2(void);

#endif
