/* One line per check: CHECK(name, id) stands for check_<name> of the file check_<name>.c. The order means nothing.
 * Included once for each meaning of the macro: no include guard. */
#ifndef CHECK
#define CHECK(name, id)
#endif

CHECK(call_in_loop, "call-in-loop")
CHECK(chatty_sequence, "chatty-sequence")
CHECK(duplicate_call, "duplicate-call")
