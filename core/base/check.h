// Assertions about ourselves, always on, in every build.
//
// CHECK(condition) stops the program when *we* are wrong: an invariant that this code promised to
// keep does not hold. Prints `file:line: CHECK failed: expression` to stderr and aborts.
//
// Not for bad input and not for a broken world (that is base/result.h), and not for "the rules say
// no" (that is a rejection).
// Tested by tests/unit/base/check_test.cc

#ifndef YITING_BASE_CHECK_H_
#define YITING_BASE_CHECK_H_

namespace yiting::base {

// Prints the one line and aborts. Called by the macros only.
[[noreturn]] void CheckFailed(const char* file, int line, const char* expression);

}  // namespace yiting::base

#define CHECK(condition)                                           \
  do {                                                             \
    if (!(condition)) [[unlikely]] {                               \
      ::yiting::base::CheckFailed(__FILE__, __LINE__, #condition); \
    }                                                              \
  } while (false)

#define YITING_CHECK_OP_(a, op, b)                                        \
  do {                                                                    \
    if (!((a)op(b))) [[unlikely]] {                                       \
      ::yiting::base::CheckFailed(__FILE__, __LINE__, #a " " #op " " #b); \
    }                                                                     \
  } while (false)

#define CHECK_EQ(a, b) YITING_CHECK_OP_(a, ==, b)
#define CHECK_NE(a, b) YITING_CHECK_OP_(a, !=, b)
#define CHECK_LT(a, b) YITING_CHECK_OP_(a, <, b)
#define CHECK_LE(a, b) YITING_CHECK_OP_(a, <=, b)
#define CHECK_GT(a, b) YITING_CHECK_OP_(a, >, b)
#define CHECK_GE(a, b) YITING_CHECK_OP_(a, >=, b)

#endif  // YITING_BASE_CHECK_H_
