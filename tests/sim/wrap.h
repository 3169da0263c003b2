// The linker can put a function of the tests in the place of one of the product's (ld's --wrap;
// wrapped*.txt list the names for it): it is called wherever another file of the product calls that
// one. C++ names are written as the compiler mangles them; when one is not the product's any more,
// the linker says so.

#ifndef YITING_TESTS_SIM_WRAP_H_
#define YITING_TESTS_SIM_WRAP_H_

// A mangled std::string_view.
#define VIEW "St17basic_string_viewIcSt11char_traitsIcEE"
// WRAP(symbol, result, Name, (parameters)) { … }: RealName is the product's own.
#define WRAP(symbol, result, name, parameters)        \
  result Real##name parameters asm("__real_" symbol); \
  result Wrap##name parameters asm("__wrap_" symbol); \
  result Wrap##name parameters

#endif  // YITING_TESTS_SIM_WRAP_H_
