// What library functions build between two steps: a text, a list of keys, a table of numbers. They
// lie in the machine's arena, so they count as its memory, an error that leaves a function early
// cannot leak them, and Restore brings them back with everything else. Each has one user at a time:
// no function calls Lua while it needs one.
//
// Plain data without destructors: they are alive where a Lua error may start (vm.h).
// Tested through library_test.cc and attack_test.cc

#ifndef YITING_RULEHOST_SCRATCH_H_
#define YITING_RULEHOST_SCRATCH_H_

#include <cstddef>
#include <cstdint>
#include <string_view>

struct lua_State;

namespace yiting::rulehost {

// An array that grows in the arena of the machine that `state` belongs to.
template <class T>
struct ScratchList {
  T* items;
  size_t size;
  size_t capacity;

  // Room for `wanted` items, or leaves with MACHINE.
  void Reserve(lua_State* state, size_t wanted);
};

// A key of a table: an integer, or a text that lives in the Lua state.
struct ScratchKey {
  const char* text;  // null of an integer
  int64_t number;    // the integer, or the text's size
  std::string_view view() const { return {text, static_cast<size_t>(number)}; }
};

struct Scratch {
  ScratchList<char> text{};
  ScratchList<ScratchKey> keys{};
  ScratchList<uint32_t> table{};
};

// Writes a text into the scratch. A Lua error may end it at any time.
class TextWriter {
 public:
  explicit TextWriter(lua_State* state);  // begins with nothing
  void Append(std::string_view part);
  void AppendInteger(int64_t value);
  void Push(char c) { Append({&c, 1}); }
  char* data() { return text_.items; }
  size_t size() const { return text_.size; }
  std::string_view view() const { return {text_.items, text_.size}; }

 private:
  lua_State* state_;
  ScratchList<char>& text_;
};

}  // namespace yiting::rulehost

#endif  // YITING_RULEHOST_SCRATCH_H_
