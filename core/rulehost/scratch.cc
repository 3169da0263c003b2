#include "rulehost/scratch.h"

#include <algorithm>
#include <charconv>
#include <cstring>

#include "rulehost/vm.h"

namespace yiting::rulehost {

template <class T>
void ScratchList<T>::Reserve(lua_State* state, size_t wanted) {
  if (wanted <= capacity) return;
  Vm& vm = Vm::Of(state);
  void* moved = vm.arena().Resize(items, capacity * sizeof(T), wanted * sizeof(T));
  if (moved == nullptr) lua_meter_fail(state, &vm.meter(), LUA_METER_MACHINE);
  items = static_cast<T*>(moved);
  capacity = wanted;
}

template struct ScratchList<char>;
template struct ScratchList<ScratchKey>;
template struct ScratchList<uint32_t>;

TextWriter::TextWriter(lua_State* state) : state_(state), text_(Vm::Of(state).scratch().text) {
  text_.size = 0;
}

void TextWriter::Append(std::string_view part) {
  constexpr size_t kFirst = 120;
  const size_t size = text_.size + part.size();
  if (size > text_.capacity) {
    text_.Reserve(state_, std::max({size, text_.capacity * 2, kFirst}));
  }
  if (!part.empty()) std::memcpy(text_.items + text_.size, part.data(), part.size());
  text_.size = size;
}

void TextWriter::AppendInteger(int64_t value) {
  char digits[24];
  const auto end = std::to_chars(digits, digits + sizeof digits, value).ptr;
  Append({digits, static_cast<size_t>(end - digits)});
}

}  // namespace yiting::rulehost
