// SQLite as the system ships it, plus the two things Swift cannot import: a destructor constant that is a cast of -1, twice.
#include <sqlite3.h>

// SQLITE_TRANSIENT: SQLite takes its own copy, so the caller's bytes need to live only for the call.
static inline int csqlite_bind_text(sqlite3_stmt *statement, int index, const char *bytes, int count) {
    return sqlite3_bind_text(statement, index, bytes, count, SQLITE_TRANSIENT);
}

static inline int csqlite_bind_blob(sqlite3_stmt *statement, int index, const void *bytes, int count) {
    return sqlite3_bind_blob(statement, index, bytes, count, SQLITE_TRANSIENT);
}
