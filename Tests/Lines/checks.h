// What the suite's parts share: counted checks, and the world on the other side of a simulated line.

#ifndef CHECKS_H
#define CHECKS_H

#include <stdbool.h>
#include <sys/types.h>

#include "CGPIO.h"

// The chip, and the folder in sysfs with its lines as the world sees them. Line 1 is called BUTTON, line 2 belongs to the kernel.
extern const char *chip;
enum { LINES = 8, NAMED = 1, HOGGED = 2, FIRST = 3, SECOND = 4 };

// Counts; says where and why if it does not hold.
#define CHECK(holds, ...) check((holds), __FILE__, __LINE__, __VA_ARGS__)
bool check(bool holds, const char *file, int line, const char *format, ...) __attribute__((format(printf, 4, 5)));

// Pulls the line up or down from outside, and waits until the kernel has taken note of it.
void pull(unsigned line, bool up);
// What the line carries: 0 or 1.
int level(unsigned line);
// Whether somebody has the line.
bool is_used(unsigned line);
void sleep_milliseconds(int milliseconds);

// A process that does nothing but keep the lines that this one has open, so that the kernel does not take them back.
pid_t keeper(void);
void end(pid_t process);

void check_guard(void);

#endif
