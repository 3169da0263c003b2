#include <algorithm>

#include "rulehost/convert.h"

namespace yiting::rulehost {
namespace {

struct EffectName {
  const char* name;
  v1::Action::Effect effect;
};
constexpr EffectName kEffects[] = {
    {"assign", v1::Action::ASSIGN}, {"report_in", v1::Action::REPORT_IN},
    {"invite", v1::Action::INVITE}, {"confirm", v1::Action::CONFIRM},
    {"rate", v1::Action::RATE},     {"nudge", v1::Action::NUDGE},
    {"alert", v1::Action::ALERT},   {"reply", v1::Action::REPLY},
    {"vote", v1::Action::VOTE},     {"enter_ballot", v1::Action::ENTER_BALLOT},
};

struct AudienceName {
  const char* name;
  v1::Audience audience;
};
constexpr AudienceName kAudiences[] = {
    {"public", v1::PUBLIC}, {"community", v1::COMMUNITY}, {"parties", v1::PARTIES},
    {"staff", v1::STAFF},   {"self", v1::SELF},
};

v1::Field::Kind KindOf(std::string_view is) {
  if (is == "text") return v1::Field::TEXT;
  if (is == "photo") return v1::Field::PHOTO;
  if (is == "code") return v1::Field::CODE;
  if (is == "number") return v1::Field::NUMBER;
  if (is == "instant") return v1::Field::INSTANT;
  if (is == "members") return v1::Field::MEMBERS;
  if (is == "room") return v1::Field::ROOM;
  return is == "rule_pack" ? v1::Field::PACK : v1::Field::KIND_UNSPECIFIED;
}

// What a bare `reason = text` is called.
void SetPlainTitle(v1::Field::Kind kind, v1::Text* title) {
  const char* zh = "";
  const char* en = "";
  switch (kind) {
    case v1::Field::TEXT:
      zh = "说明";
      en = "Text";
      break;
    case v1::Field::PHOTO:
      zh = "照片";
      en = "Photo";
      break;
    case v1::Field::CATEGORY:
      zh = "类别";
      en = "Category";
      break;
    case v1::Field::UNITS:
      zh = "单位";
      en = "Units";
      break;
    case v1::Field::MEMBERS:
      zh = "人员";
      en = "Members";
      break;
    case v1::Field::INSTANT:
      zh = "时间";
      en = "Time";
      break;
    case v1::Field::NUMBER:
      zh = "数量";
      en = "Number";
      break;
    case v1::Field::PACK:
      zh = "规则包";
      en = "Rule pack";
      break;
    case v1::Field::ROOM:
      zh = "房屋";
      en = "Room";
      break;
    default:
      zh = "选项";
      en = "Choice";
      break;
  }
  title->set_zh(zh);
  title->set_en(en);
}

bool HasEffect(const v1::Action& action, v1::Action::Effect effect) {
  return std::find(action.effects().begin(), action.effects().end(), effect) !=
         action.effects().end();
}

bool AsksFor(const v1::Action& action, v1::Field::Kind kind) {
  return std::any_of(action.needs().begin(), action.needs().end(),
                     [kind](const v1::Field& field) { return field.kind() == kind; });
}

}  // namespace

void PackConverter::ConvertAction(Item item, const std::string& place, const Ids& stages,
                                  v1::Action* action) {
  action->set_id(item.id);
  ReadTitle(item, action->mutable_title());
  CheckKeys(item, {"title", "by", "needs", "to", "outcome", "does", "signers", "once", "when",
                   "all_parties"});
  if (item.body->items.size() > item.rest) {
    Complain(item.at, "SHAPE", "动作 " + item.id + " 里有一项没有名字",
             "an entry of action " + item.id + " has no name");
  }
  ReadBy(item, action);
  ReadNeeds(item, action->mutable_needs());
  ReadTarget(item, stages, action);
  ReadSigners(item, action);
  action->set_once(ReadFlag(item, "once"));
  action->set_all_parties(ReadFlag(item, "all_parties"));
  ReadEffects(item, action);
  if (action->all_parties() && !HasEffect(*action, v1::Action::REPLY)) {
    Complain(LocateKey(item.at, "all_parties"), "EFFECT", "all_parties 要和 does = \"reply\" 一起写",
             "all_parties goes with does = \"reply\"", "does = \"reply\"", "does = \"reply\"");
  }
  bool hook = false;
  ReadHook(item, place, &hook);
  action->set_hook(hook);
}

void PackConverter::ReadBy(const Item& item, v1::Action* action) {
  Ids known = roles_;
  known.insert({"opener", "party", "lead", "invitee", "participant", "elector"});
  for (const std::string& by : ReadStrings(item, "by")) {
    CheckReference(item.at, by, known, "ROLE", "角色", "role");
    action->add_by(by);
  }
  if (action->by().empty()) {
    Complain(item.at, "BY", "动作 " + item.id + " 没有写谁来做 by",
             "action " + item.id + " does not say who takes it", "by = \"community_staff\"",
             "by = \"community_staff\"");
  }
}

void PackConverter::ReadTarget(const Item& item, const Ids& stages, v1::Action* action) {
  ReadReference(item, "outcome", outcomes_, "OUTCOME", "结果", "outcome",
                action->mutable_outcome());
  const std::string to = ReadString(item, "to", false);
  if (to == "closed" && stages.count(to) == 0) {
    if (action->outcome().empty()) {
      Complain(LocateKey(item.at, "to"), "OUTCOME", "结束事项要写 outcome",
               "closing a matter needs an outcome", "outcome = \"resolved\"",
               "outcome = \"resolved\"");
    }
    return;
  }
  if (to.empty()) return;
  CheckReference(item.at, to, stages, "STAGE", "环节", "stage");
  action->set_to(to);
  if (!action->outcome().empty()) {
    Complain(LocateKey(item.at, "to"), "OUTCOME",
             "to 和 outcome 只能写一个：去下一个环节，或者结束",
             "either to or outcome: go on, or close");
  }
}

void PackConverter::ReadSigners(const Item& item, v1::Action* action) {
  const Value* signers = item.body->Find("signers");
  if (signers == nullptr) return;
  const Item reference = ReadItem(*signers);
  int64_t count = 0;
  if (signers->IsInteger()) {
    count = signers->integer;
  } else if (reference.is == "param") {
    const v1::Param* param = FindParam(reference.id);
    if (param == nullptr) {
      ComplainUnknown(Locate(reference.at, reference.id), "PARAM", "参数", "parameter",
                      reference.id, params_);
      return;
    }
    if (param->kind() == v1::Param::COUNT) count = param->value();
  }
  if (count < 1 || count > 99) {
    Complain(LocateKey(item.at, "signers"), "NUMBER", "signers 是 1 … 99，或一个 count 参数",
             "signers is 1 … 99, or a parameter of count");
    return;
  }
  action->set_signers(static_cast<uint32_t>(count));
}

void PackConverter::ReadEffects(const Item& item, v1::Action* action) {
  for (const std::string& name : ReadStrings(item, "does")) {
    const auto* found = std::find_if(std::begin(kEffects), std::end(kEffects),
                                     [&](const EffectName& each) { return name == each.name; });
    if (found == std::end(kEffects)) {
      Ids names;
      for (const EffectName& each : kEffects) names.insert(each.name);
      ComplainUnknown(Locate(item.at, name), "EFFECT", "这种效果", "effect", name, names);
      continue;
    }
    action->add_effects(found->effect);
    CheckEffect(item, found->effect, *action);
  }
}

// An effect that only some relations to the matter can have.
void PackConverter::CheckBy(const Item& item, const v1::Action& action, const Ids& relations,
                            const char* effect) {
  for (const std::string& by : action.by()) {
    if (relations.count(by) > 0) continue;
    const std::string write = "by = \"" + *relations.begin() + "\"";
    Complain(LocateKey(item.at, "by"), "BY", std::string(effect) + " 只能由 " + *relations.begin() +
             " 来做", std::string(effect) + " is for " + *relations.begin(), write, write);
  }
}

// An effect works on an input of a fixed name and kind.
void PackConverter::CheckEffect(const Item& item, v1::Action::Effect effect,
                                const v1::Action& action) {
  const auto need = [&](const char* id, v1::Field::Kind kind, const char* how) -> const v1::Field* {
    for (const v1::Field& field : action.needs()) {
      if (field.id() == id && field.kind() == kind && !field.optional()) return &field;
    }
    Complain(LocateKey(item.at, "does"), "EFFECT", std::string("这个效果要有一项必填的 ") + id,
             std::string("this effect needs a required input ") + id,
             std::string("needs = { ") + how + " }", std::string("needs = { ") + how + " }");
    return nullptr;
  };
  const v1::Field* field = nullptr;
  switch (effect) {
    case v1::Action::ASSIGN:
      need("category", v1::Field::CATEGORY, "category = categories");
      break;
    case v1::Action::ALERT:
      need("parties", v1::Field::UNITS, "parties = units");
      break;
    case v1::Action::INVITE:
      if (!AsksFor(action, v1::Field::MEMBERS)) {
        need("invitees", v1::Field::MEMBERS, "invitees = members");
      }
      break;
    case v1::Action::REPLY:
      CheckBy(item, action, {"party", "lead"}, "reply");
      break;
    case v1::Action::ENTER_BALLOT:
      if (!AsksFor(action, v1::Field::ROOM) && !AsksFor(action, v1::Field::MEMBERS)) {
        need("room", v1::Field::ROOM, "room = room");
      }
      CheckOfficers(item, action);
      CheckChoice(item, need("choice", v1::Field::CODE, "choice = code { … }"));
      CheckMovesNothing(item, action);
      break;
    case v1::Action::VOTE:
      CheckBy(item, action, {"elector"}, "vote");
      CheckChoice(item, need("choice", v1::Field::CODE, "choice = code { … }"));
      CheckMovesNothing(item, action);
      break;
    case v1::Action::CONFIRM:
      field = need("coming", v1::Field::CODE, "coming = code { … }");
      if (field != nullptr && (field->options().size() != 2 || field->options(0).id() != "yes" ||
                               field->options(1).id() != "no")) {
        Complain(LocateKey(item.at, "coming"), "EFFECT", "coming 的选项是 yes 和 no",
                 "the options of coming are yes and no");
      }
      break;
    case v1::Action::RATE:
      field = need("score", v1::Field::NUMBER, "score = number { min = 1, max = 5 }");
      if (field != nullptr && (field->min() != 1 || field->max() != 5)) {
        Complain(LocateKey(item.at, "score"), "EFFECT", "score 的范围是 1 … 5", "score is 1 … 5");
      }
      break;
    default:
      break;
  }
}

// In the order of writing; bare kinds, which were not written as a call, stand behind by name.
void PackConverter::ReadNeeds(const Item& item,
                              google::protobuf::RepeatedPtrField<v1::Field>* out) {
  const Value* needs = item.body->Find("needs");
  if (needs == nullptr) return;
  if (!needs->IsTable() || !needs->items.empty()) {
    Complain(LocateKey(item.at, "needs"), "SHAPE", "needs 里每一项都要有名字",
             "every entry of needs needs a name", "needs = { reason = text }",
             "needs = { reason = text }");
    return;
  }
  std::vector<std::pair<std::string, Item>> fields;
  for (const auto& [id, value] : needs->fields) {
    Item field = ReadItem(value);
    // A list of the pack's categories or units asks for one of them.
    if (field.value == nullptr && value.IsTable() && !value.items.empty()) {
      field.is = ReadItem(value.items[0]).is;
      field.body = item.body;
      field.at = LocateKey(item.at, id);
      field.serial = item.serial;
    }
    fields.emplace_back(id, std::move(field));
  }
  std::stable_sort(fields.begin(), fields.end(), [&](const auto& a, const auto& b) {
    const bool a_bare = a.second.serial <= item.serial;
    const bool b_bare = b.second.serial <= item.serial;
    return a_bare != b_bare ? b_bare : !a_bare && a.second.serial < b.second.serial;
  });
  Ids taken;
  for (auto& [id, field] : fields) {
    Item named = field;
    named.id = id;
    if (named.at.file.empty()) named.at = LocateKey(item.at, id);
    if (CheckId(named, taken)) ConvertField(std::move(named), id, out->Add());
  }
}

void PackConverter::ConvertField(Item item, const std::string& id, v1::Field* field) {
  field->set_id(id);
  field->set_kind(KindOf(item.is));
  if (item.is == "category" || item.is == "unit") {
    field->set_kind(item.is == "unit" ? v1::Field::UNITS : v1::Field::CATEGORY);
    SetPlainTitle(field->kind(), field->mutable_title());
    return;
  }
  if (field->kind() == v1::Field::KIND_UNSPECIFIED) {
    Complain(item.at, "FIELD", "不知道 " + id + " 要填什么",
             "it is not clear what " + id + " asks for",
             "写 text、photo、code、number、instant、members，或类别、单位的列表",
             "write text, photo, code, number, instant, members, or a list of categories or units");
    return;
  }
  ReadTitle(item, field->mutable_title(), false);
  if (field->title().zh().empty()) SetPlainTitle(field->kind(), field->mutable_title());
  CheckKeys(item, {"title", "optional", "audience", "min", "max", "options"});
  field->set_optional(ReadFlag(item, "optional"));
  field->set_min(ReadInteger(item, "min", 0, -1'000'000'000'000, 1'000'000'000'000));
  field->set_max(ReadInteger(item, "max", 0, -1'000'000'000'000, 1'000'000'000'000));
  if (field->min() > field->max() ||
      (field->kind() == v1::Field::NUMBER && field->min() == field->max())) {
    Complain(item.at, "NUMBER", id + " 的 min 要小于 max", "min of " + id + " must be below max",
             "number { min = 1, max = 5 }", "number { min = 1, max = 5 }");
  }
  if (field->kind() == v1::Field::CODE) ReadOptions(item, field);
  const bool prose = field->kind() == v1::Field::TEXT || field->kind() == v1::Field::PHOTO;
  const std::string audience = ReadString(item, "audience", false);
  if (prose) field->set_audience(v1::PARTIES);
  if (audience.empty()) return;
  Ids names;
  for (const AudienceName& each : kAudiences) {
    names.insert(each.name);
    if (prose && audience == each.name) field->set_audience(each.audience);
  }
  CheckReference(item.at, audience, names, "AUDIENCE", "这种读者", "audience");
}

// options = { { "yes", "参加", "Coming" }, … }
void PackConverter::ReadOptions(const Item& item, v1::Field* field) {
  const Value* options = item.body->Find("options");
  Ids taken;
  if (options != nullptr && options->IsTable()) {
    for (const Value& each : options->items) {
      Item option = item;
      option.is = "option";
      Value title;
      title.kind = Value::Kind::kTable;
      if (each.IsTable() && each.items.size() >= 2 && each.items[0].IsString()) {
        option.id = each.items[0].text;
        option.at = Locate(item.at, option.id);
        title.items.assign(each.items.begin() + 1, each.items.end());
      } else {
        option.id.clear();
      }
      v1::Named named;
      named.set_id(option.id);
      if (!CheckId(option, taken) || !TextOf(title, named.mutable_title())) {
        Complain(option.at, "OPTION", "选项写成 { \"编号\", \"中文\", \"English\" }",
                 "an option is { \"id\", \"中文\", \"English\" }");
        continue;
      }
      *field->add_options() = named;
    }
  }
  if (field->options().empty()) {
    Complain(item.at, "OPTION", "code 要有 options", "code needs options",
             "options = { { \"yes\", \"参加\" }, { \"no\", \"不参加\" } }",
             "options = { { \"yes\", \"coming\" }, { \"no\", \"not coming\" } }");
  }
}

}  // namespace yiting::rulehost
