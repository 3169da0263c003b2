// What a street does without, and what its city keeps to itself; a switch can say so.

#include "rulehost/convert.h"
#include "rulehost/modules.h"
#include "rulehost/words.h"

namespace yiting::rulehost {

// true, false, or param "a switch".
bool PackConverter::ReadSwitch(const Item& item, std::string_view key, bool otherwise) {
  const Value* value = item.body->Find(key);
  if (value == nullptr) return otherwise;
  if (value->kind == Value::Kind::kBoolean) return value->boolean;
  return ReadCount(item, key, 0, 1, v1::Param::SWITCH) == 1;
}

// owners_vote { when = param "city_votes", where = "杭州市业主决策平台", source = "…" }
void PackConverter::ConvertOwnersVote(const std::vector<Item>& items) {
  bool written = false;
  for (const Item& item : items) {
    if (item.is != "owners_vote") continue;
    if (written) {
      COMPLAIN(item.at, "DUPLICATE_ID", "owners_vote 只能写一次", "owners_vote is written once");
      continue;
    }
    written = true;
    CheckKeys(item, {"when", "where", "source"});
    v1::OwnersVote vote;
    ReadText(item, "where", vote.mutable_where());
    vote.set_source(ReadString(item, "source", true));
    if (vote.where().zh().empty()) {
      COMPLAIN(item.at, "MISSING", "owners_vote 没有写在哪里表决 where",
               "owners_vote does not say where", "where = \"平台名称\"", "where = \"platform\"");
    }
    if (ReadSwitch(item, "when", true)) *model_.mutable_owners_vote() = vote;
  }
}

// modules { venues = false, orders = param "has_orders" }
void PackConverter::ConvertModules(const std::vector<Item>& items) {
  bool written = false;
  for (const Item& item : items) {
    if (item.is != "modules") continue;
    if (written) {
      COMPLAIN(item.at, "DUPLICATE_ID", "modules 只能写一次", "modules is written once");
      continue;
    }
    written = true;
    CheckKeys(item, {"messages", "practice", "importing", "venues", "cases", "orders", "posters"});
    for (int module = v1::MESSAGES; module <= v1::Module_MAX; ++module) {
      if (ReadSwitch(item, kModuleNames[module], true)) continue;
      model_.add_off(static_cast<v1::Module>(module));
    }
  }
}

}  // namespace yiting::rulehost
