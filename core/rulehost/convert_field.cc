// What an action or an opening asks for.

#include <algorithm>

#include "rulehost/convert.h"
#include "base/sort.h"
#include "rulehost/words.h"

namespace yiting::rulehost {
namespace {

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
  if (is == "place") return v1::Field::PLACE;
  if (is == "matters") return v1::Field::MATTERS;
  if (is == "poll_options") return v1::Field::OPTIONS;
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
    case v1::Field::PLACE:
      zh = "地点";
      en = "Place";
      break;
    case v1::Field::MATTERS:
      zh = "事项";
      en = "Matters";
      break;
    default:
      zh = "选项";
      en = "Choice";
      break;
  }
  title->set_zh(zh);
  title->set_en(en);
}

}  // namespace

// In the order of writing; bare kinds, which were not written as a call, stand behind by name.
void PackConverter::ReadNeeds(const Item& item,
                              google::protobuf::RepeatedPtrField<v1::Field>* out) {
  const Value* needs = item.body->Find("needs");
  if (needs == nullptr) return;
  if (!needs->IsTable() || !needs->items.empty()) {
    COMPLAIN(LocateKey(item.at, "needs"), "SHAPE", "needs 里每一项都要有名字",
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
  Sort(fields, [&](const auto& a, const auto& b) {
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
    COMPLAIN(item.at, "FIELD", "不知道 " + id + " 要填什么",
             "it is not clear what " + id + " asks for",
             "写 text、photo、code、number、instant、members、place、matters，或类别、单位的列表",
             "write text, photo, code, number, instant, members, place, matters, or a list of "
             "categories or units");
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
    COMPLAIN(item.at, "NUMBER", id + " 的 min 要小于 max", "min of " + id + " must be below max",
             "number { min = 1, max = 5 }", "number { min = 1, max = 5 }");
  }
  if (field->kind() == v1::Field::CODE) ReadOptions(item, "code", field->mutable_options());
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
void PackConverter::ReadOptions(const Item& item, const char* of,
                                google::protobuf::RepeatedPtrField<v1::Named>* out) {
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
        COMPLAIN(option.at, "OPTION", "选项写成 { \"编号\", \"中文\", \"English\" }",
                 "an option is { \"id\", \"中文\", \"English\" }");
        continue;
      }
      *out->Add() = named;
    }
  }
  if (out->empty()) {
    COMPLAIN(item.at, "OPTION", std::string(of) + " 要有 options",
             std::string(of) + " needs options",
             "options = { { \"yes\", \"参加\" }, { \"no\", \"不参加\" } }",
             "options = { { \"yes\", \"coming\" }, { \"no\", \"not coming\" } }");
  }
}

// A number, or param "a count".
int64_t PackConverter::ReadCount(const Item& item, std::string_view key, int64_t min,
                                 int64_t max, v1::Param::Kind kind) {
  const Value* value = item.body->Find(key);
  if (value == nullptr) return 0;
  int64_t count = -1;
  if (value->IsInteger()) {
    count = value->integer;
  } else if (const Item reference = ReadItem(*value); reference.is == "param") {
    const v1::Param* param = FindParam(reference.id);
    if (param == nullptr) {
      COMPLAIN_UNKNOWN(Locate(reference.at, reference.id), "PARAM", "参数", "parameter",
                      reference.id, params_);
      return 0;
    }
    if (param->kind() == v1::Param::COUNT || param->kind() == kind) count = param->value();
  }
  if (count >= min && count <= max) return count;
  const std::string range = std::to_string(min) + " … " + std::to_string(max);
  COMPLAIN(LocateKey(item.at, key), "NUMBER", std::string(key) + " 是 " + range + "，或一个参数",
           std::string(key) + " is " + range + ", or a parameter");
  return 0;
}

}  // namespace yiting::rulehost
