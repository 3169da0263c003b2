// A rule pack: its bundle (bytes with a hash, docs/formats/pack.md), and the pack as loaded: a
// checked model (yiting/v1/pack.proto), its calendar, and its few Lua functions.
//
// Most commands are decided from model() alone; a hook (hook.h) is for what a table cannot say. A
// LoadedPack never changes, any thread may read it, and the same bytes always mean the same. Pure:
// no file, clock or chance.
// Tested by tests/unit/rulehost/pack_test.cc

#ifndef YITING_RULEHOST_PACK_H_
#define YITING_RULEHOST_PACK_H_

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "base/bytes.h"
#include "crypto/sha256.h"
#include "rulehost/calendar.h"
#include "rulehost/diagnostic.h"
#include "yiting/v1/pack.pb.h"

namespace yiting::rulehost {

// Path -> content: "pack.lua", "units.lua", "lib/dsl.lua", "lib/holidays-cn.csv", …
using PackFiles = std::map<std::string, Bytes>;

// The bundle of these files and of the street's choices, in canonical order. Checks nothing:
// LoadPack does.
v1::PackBundle BuildBundle(const PackFiles& files,
                           std::vector<v1::PackBundle::Choice> choices = {});
// Deterministic protobuf encoding; files by path, choices by id.
Bytes EncodeBundle(const v1::PackBundle& bundle);
// SHA-256("yiting.v1.pack\0" || bundle_bytes).
crypto::Hash PackHash(BytesView bundle_bytes);

class LoadedPack : public std::enable_shared_from_this<LoadedPack> {
 public:
  const v1::Pack& model() const { return model_; }
  const Calendar& calendar() const { return calendar_; }
  const Bytes& hash() const { return hash_; }  // 32 raw bytes
  const v1::PackBundle& bundle() const { return bundle_; }

  // All return null when there is none of that id; results live as long as the pack.
  const v1::Procedure* FindProcedure(BytesView id) const;
  const v1::Stage* FindStage(BytesView procedure, BytesView stage) const;
  // An action of that stage; failing that, one of the procedure's always-actions.
  const v1::Action* FindAction(BytesView procedure, BytesView stage, BytesView action) const;
  // True if any stage of the procedure, or the procedure itself, has an action of that id.
  bool HasActionAnywhere(BytesView procedure, BytesView action) const;
  const v1::Role* FindRole(BytesView id) const;
  const v1::Unit* FindUnit(BytesView id) const;
  const v1::Category* FindCategory(BytesView id) const;
  const v1::Level* FindLevel(BytesView id) const;
  const v1::Named* FindOutcome(BytesView id) const;
  const v1::Param* FindParam(BytesView id) const;
  const v1::Metric* FindMetric(BytesView id) const;

  // The place of a rule: "bell.open", "bell.applied.accept", "bell.*.nudge" for always-actions.
  static std::string OpenPlace(BytesView procedure);
  static std::string ActionPlace(BytesView procedure, BytesView stage, BytesView action);
  // ActionPlace of where FindAction would find it.
  std::string PlaceOf(BytesView procedure, BytesView stage, BytesView action) const;

  bool HasHook(BytesView place) const { return FindHook(place) != nullptr; }
  // Where the `when` function of that place stands in what pack.lua returned: keys from the root,
  // "#3" a list position. Null when there is none.
  const std::vector<std::string>* FindHook(BytesView place) const;

 private:
  friend class PackLoader;
  LoadedPack() = default;
  void BuildIndex();

  template <class Message>
  const Message* Find(const std::string& key) const;

  v1::PackBundle bundle_;
  Bytes hash_;
  v1::Pack model_;
  Calendar calendar_;
  // Place -> as FindHook says.
  std::map<std::string, std::vector<std::string>, std::less<>> hooks_;
  // A letter for the kind, then ids, each after a zero byte -> its message in model_.
  std::map<std::string, const void*, std::less<>> index_;
};

using PackPtr = std::shared_ptr<const LoadedPack>;

struct LoadResult {
  PackPtr pack;                         // null exactly when there are diagnostics
  std::vector<Diagnostic> diagnostics;  // by file, line, column
};

LoadResult LoadPack(BytesView bundle_bytes);

}  // namespace yiting::rulehost

#endif  // YITING_RULEHOST_PACK_H_
