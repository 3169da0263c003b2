#include "rulehost/value.h"

namespace yiting::rulehost {
namespace {

constexpr int kDepthMax = 40;
constexpr int kNodesMax = 40'000;
// One text may stand in many places, and every place is a copy.
constexpr size_t kBytesMax = size_t{2} << 20;
constexpr size_t kPieceBytes = 32;  // of a path, besides its text

// Only functions of Lua that cannot raise an error are used here: the copy is made on the C++ heap.
class Copier {
 public:
  explicit Copier(lua_State* state) : state_(state) {}

  bool too_large() const { return too_large_; }

  void Copy(Value& out) {  // the value on top
    if (++nodes_ > kNodesMax) too_large_ = true;
    if (too_large_) return;
    switch (lua_type(state_, -1)) {
      case LUA_TBOOLEAN:
        out.kind = Value::Kind::kBoolean;
        out.boolean = lua_toboolean(state_, -1) != 0;
        break;
      case LUA_TNUMBER:
        out.kind = Value::Kind::kInteger;
        out.integer = lua_tointeger(state_, -1);
        break;
      case LUA_TSTRING: {
        size_t size = 0;
        const char* text = lua_tolstring(state_, -1, &size);
        out.kind = Value::Kind::kString;
        if (Take(size)) out.text.assign(text, size);
        break;
      }
      case LUA_TFUNCTION:
        out.kind = Value::Kind::kFunction;
        if (Take(path_bytes_)) out.path = path_;
        break;
      case LUA_TTABLE:
        out.kind = Value::Kind::kTable;
        CopyTable(out);
        break;
      default:
        break;
    }
  }

 private:
  bool Take(size_t bytes) {
    bytes_ += bytes;
    too_large_ = too_large_ || bytes_ > kBytesMax;
    return !too_large_;
  }

  void Enter(std::string key) {
    path_bytes_ += kPieceBytes + key.size();
    path_.push_back(std::move(key));
  }

  void Leave() {
    path_bytes_ -= kPieceBytes + path_.back().size();
    path_.pop_back();
  }

  void CopyTable(Value& out) {
    if (static_cast<int>(path_.size()) >= kDepthMax || lua_checkstack(state_, 8) == 0) {
      too_large_ = true;
      return;
    }
    const size_t size = static_cast<size_t>(lua_rawlen(state_, -1));
    for (size_t i = 1; i <= size && !too_large_; ++i) {
      lua_rawgeti(state_, -1, static_cast<lua_Integer>(i));
      Enter("#" + std::to_string(i));
      out.items.emplace_back();
      Copy(out.items.back());
      Leave();
      lua_pop(state_, 1);
    }
    lua_pushnil(state_);
    while (lua_next(state_, -2) != 0) {
      if (too_large_) {
        lua_pop(state_, 2);
        return;
      }
      CopyField(out, size);
      lua_pop(state_, 1);
    }
  }

  void CopyField(Value& out, size_t items) {  // key and value on top
    if (lua_type(state_, -2) != LUA_TSTRING) {
      const lua_Integer at = lua_tointeger(state_, -2);
      if (at < 1 || static_cast<uint64_t>(at) > items) too_large_ = true;
      return;
    }
    size_t size = 0;
    const char* text = lua_tolstring(state_, -2, &size);
    if (!Take(size)) return;
    std::string key(text, size);
    Enter(key);
    Copy(out.fields[std::move(key)]);
    Leave();
  }

  lua_State* state_;
  std::vector<std::string> path_;
  size_t path_bytes_ = 0;
  size_t bytes_ = 0;
  int nodes_ = 0;
  bool too_large_ = false;
};

}  // namespace

const Value* Value::Find(std::string_view key) const {
  const auto found = fields.find(key);
  return found == fields.end() ? nullptr : &found->second;
}

Value CopyValue(Vm& vm, bool& too_large) {
  Value value;
  Copier copier(vm.state());
  copier.Copy(value);
  lua_pop(vm.state(), 1);
  too_large = copier.too_large();
  return value;
}

}  // namespace yiting::rulehost
