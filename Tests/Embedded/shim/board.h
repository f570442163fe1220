// What a program without an operating system's comforts still needs from C: a file's bytes, lines of output, and a look
// at its own memory. The header includes nothing, so that it can be imported for a board whose C headers are not here.
#ifndef METERCLIP_BOARD_H
#define METERCLIP_BOARD_H

// The weights, from Sources/RecognitionModel.
#include "RecognitionModel.h"

// All bytes of a file, 0 if it cannot be read; its length is left in `*size`. Never freed.
const unsigned char *board_file(const char *path, long *size);

// A number in decimal, -1 if it is none.
long board_number(const char *text);

// Whether two words are the same.
int board_same(const char *one, const char *other);

// One line: what was read, its number, its position, confidence, "none" and the bits of its whole distribution.
void board_answer(const char *kind, long number, float position, float confidence, const float *bits, long count);

// One line: a name and a number.
void board_figure(const char *name, long value);

// Says what is wrong and ends the program with 70.
void board_fail(const char *message);

// Bytes that are allocated now, and the most that ever were since the last `board_heap_mark`.
long board_heap_now(void);
long board_heap_peak(void);
void board_heap_mark(void);

// Paints the unused stack, and later tells how much of it was used since, in bytes.
void board_stack_mark(void);
long board_stack_used(void);

// The most memory that was resident, in bytes; under an emulator, the emulator's.
long board_resident(void);

#endif
