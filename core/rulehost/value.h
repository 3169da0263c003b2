// What a pack's Lua returned, copied out of the machine: a tree of plain values with sorted keys.
// Made once a load; after it no Lua is needed to read the pack.
//
// Not a message: convert.h turns it into v1::Pack. Tested through pack_test.cc and check_test.cc

#ifndef YITING_RULEHOST_VALUE_H_
#define YITING_RULEHOST_VALUE_H_

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "rulehost/vm.h"

namespace yiting::rulehost {

struct Value {
  enum class Kind { kNil, kBoolean, kInteger, kString, kTable, kFunction };
  Kind kind = Kind::kNil;
  bool boolean = false;
  int64_t integer = 0;
  std::string text;
  std::vector<Value> items;                          // a table's 1 … n
  std::map<std::string, Value, std::less<>> fields;  // a table's string keys
  std::vector<std::string> path;  // of a function: keys from the root, "#3" a list position

  bool IsString() const { return kind == Kind::kString; }
  bool IsInteger() const { return kind == Kind::kInteger; }
  bool IsTable() const { return kind == Kind::kTable; }
  bool IsFunction() const { return kind == Kind::kFunction; }
  // The field of a table, or null.
  const Value* Find(std::string_view key) const;
};

// Copies the value on top of the machine's stack and takes it off. `too_large` says that it was
// deeper or larger than any pack can be, or had list positions with holes; the copy is then
// incomplete.
Value CopyValue(Vm& vm, bool& too_large);

}  // namespace yiting::rulehost

#endif  // YITING_RULEHOST_VALUE_H_
