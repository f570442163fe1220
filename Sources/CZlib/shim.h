// Compression as the system ships it.
#include <zlib.h>
