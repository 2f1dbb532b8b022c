// sqlite3_db_config is variadic, and Swift cannot call it.
struct sqlite3;
int sqlite3_db_config(struct sqlite3 *database, int option, ...);
static inline int sqlite3_db_config_switch(struct sqlite3 *database, int option, int value) {
    return sqlite3_db_config(database, option, value, (int *)0);
}
