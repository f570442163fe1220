// SQLite as the system ships it, plus the two things Swift cannot import: a destructor constant that is a cast of -1, twice.
#include <sqlite3.h>

// SQLITE_TRANSIENT: SQLite takes its own copy, so the caller's bytes need to live only for the call.
static inline int csqlite_bind_text(sqlite3_stmt *statement, int index, const char *bytes, int count) {
    return sqlite3_bind_text(statement, index, bytes, count, SQLITE_TRANSIENT);
}

static inline int csqlite_bind_blob(sqlite3_stmt *statement, int index, const void *bytes, int count) {
    return sqlite3_bind_blob(statement, index, bytes, count, SQLITE_TRANSIENT);
}

// Variadic in C. Closing then neither copies the log into the file nor removes it: a damaged pair stays as it was found.
static inline int csqlite_keep_log_on_close(sqlite3 *connection) {
    return sqlite3_db_config(connection, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, (int *)0);
}
