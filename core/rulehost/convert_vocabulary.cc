#include <algorithm>

#include "base/instant.h"
#include "base/sort.h"
#include "rulehost/convert.h"
#include "rulehost/words.h"

namespace yiting::rulehost {
namespace {

constexpr int64_t kCountMax = 1'000'000;
constexpr int64_t kDaysMax = 3'650;

bool IsQuantity(std::string_view is) {
  return is == "days" || is == "workdays" || is == "hours" || is == "count" || is == "ratio" ||
         is == "switch";
}

v1::Param::Kind KindOf(std::string_view is) {
  if (is == "days") return v1::Param::DAYS;
  if (is == "workdays") return v1::Param::WORKDAYS;
  if (is == "hours") return v1::Param::HOURS;
  if (is == "switch") return v1::Param::SWITCH;
  return is == "ratio" ? v1::Param::RATIO : v1::Param::COUNT;
}

}  // namespace

void PackConverter::Convert(const Value& root) {
  Item pack = ReadItem(root);
  if (pack.is != "pack") {
    COMPLAIN({"pack.lua", 0, "", false}, "SHAPE", "pack.lua 要以 return pack { … } 结束",
             "pack.lua must end with return pack { … }");
    return;
  }
  root_ = pack.at;
  CheckKeys(pack, {"id", "title", "version", "dated", "trial"});
  pack.id = ReadString(pack, "id", true);
  Ids pack_ids;
  if (!pack.id.empty()) CheckId(pack, pack_ids);
  model_.set_id(pack.id);
  ReadTitle(pack, model_.mutable_title());
  model_.set_version(ReadString(pack, "version", true));
  model_.set_dated(ReadString(pack, "dated", false));
  if (!model_.dated().empty() && !ParseDay(model_.dated())) {
    COMPLAIN(LocateKey(pack.at, "dated"), "SHAPE", "dated 要写成年-月-日",
             "dated is a day, year first", "dated = \"2024-03-01\"", "dated = \"2024-03-01\"");
  }
  model_.set_trial(ReadFlag(pack, "trial"));
  const std::vector<Item> items =
      ItemsIn(pack, {"params", "role", "unit", "category", "level", "outcome", "refusal",
                     "procedure", "metric", "activation", "place_kind", "body", "indicator",
                     "source", "owners_vote", "modules"});
  ConvertParams(items);
  ApplyChoices();
  ConvertLevels(items);
  ConvertRoles(items);
  ConvertUnits(items);
  ConvertCategories(items);
  ConvertNamed(items, "outcome", outcomes_, model_.mutable_outcomes());
  ConvertNamed(items, "refusal", refusals_, model_.mutable_refusals());
  ConvertNamed(items, "place_kind", place_kinds_, model_.mutable_place_kinds());
  ConvertNamed(items, "indicator", indicators_, model_.mutable_indicators());
  ConvertNamed(items, "source", sources_, model_.mutable_sources());
  ConvertBodies(items);
  ConvertOwnersVote(items);
  ConvertModules(items);
  ConvertProcedures(items);
  ConvertMetrics(items);
  ConvertActivation(items);
  Sort(diagnostics_, [](const Diagnostic& a, const Diagnostic& b) {
    if (a.file != b.file) return a.file < b.file;
    return a.line != b.line ? a.line < b.line : a.column < b.column;
  });
}

void PackConverter::ConvertParams(const std::vector<Item>& items) {
  std::vector<std::pair<std::string, Item>> found;
  for (const Item& item : items) {
    if (item.is != "params") continue;
    for (const auto& [id, value] : item.body->fields) {
      Item param = ReadItem(value);
      if (!IsQuantity(param.is)) {
        COMPLAIN(LocateKey(item.at, id), "PARAM",
                 "参数 " + id + " 要写成 days、workdays、hours、count、ratio 或 switch",
                 "parameter " + id + " must be days, workdays, hours, count, ratio or switch",
                 id + " = workdays(3, \"名称\", { min = 1, max = 5 })",
                 id + " = workdays(3, \"title\", { min = 1, max = 5 })");
        continue;
      }
      param.id = id;
      found.emplace_back(id, std::move(param));
    }
    if (!item.body->items.empty()) {
      COMPLAIN(item.at, "PARAM", "params 里每一项都要有名字", "every entry of params needs a name");
    }
  }
  // In the order in which they were written: the console shows them as a form.
  Sort(found, [](const auto& a, const auto& b) { return a.second.serial < b.second.serial; });
  for (const auto& [id, item] : found) {
    if (!CheckId(item, params_)) continue;
    param_places_[id] = item.at;
    ConvertParam(id, item);
  }
}

void PackConverter::ConvertParam(const std::string& id, const Item& item) {
  v1::Param* param = model_.add_params();
  param->set_id(id);
  param->set_kind(KindOf(item.is));
  const bool ratio = param->kind() == v1::Param::RATIO;
  const bool count = param->kind() == v1::Param::COUNT;
  const bool on_off = param->kind() == v1::Param::SWITCH;
  param->set_min(ratio || count || on_off ? 0 : 1);
  param->set_max(ratio ? 100 : on_off ? 1 : count ? kCountMax : kDaysMax);
  const Value* title = item.value->Find("title");
  if (title == nullptr || !TextOf(*title, param->mutable_title())) {
    COMPLAIN(item.at, "TITLE", "参数 " + id + " 缺少名称", "parameter " + id + " lacks a title",
             item.is + (on_off ? "(true, \"名称\")" : "(3, \"名称\")"),
             item.is + (on_off ? "(true, \"title\")" : "(3, \"title\")"));
  }
  if (const Value* limits = item.value->Find("limits"); limits != nullptr) {
    Item table = item;
    table.body = limits->IsTable() ? limits : table.body;
    CheckKeys(table, {"min", "max", "source"});
    const int64_t top = param->max();
    param->set_min(ReadInteger(table, "min", param->min(), 0, top));
    param->set_max(ReadInteger(table, "max", top, 0, top));
    param->set_source(ReadString(table, "source", false));
  }
  const Value* amount = item.value->Find("amount");
  const Value* whole = item.value->Find("whole");
  const auto kind = on_off ? Value::Kind::kBoolean : Value::Kind::kInteger;
  if (amount == nullptr || amount->kind != kind ||
      (ratio && (whole == nullptr || !whole->IsInteger()))) {
    COMPLAIN(item.at, "PARAM", "参数 " + id + (on_off ? " 要写 true 或 false" : " 缺少数值"),
             "parameter " + id + (on_off ? " must be true or false" : " lacks its number"));
    return;
  }
  param->set_value(on_off ? amount->boolean : amount->integer);
  if (ratio) param->set_denominator(whole->integer);
  param->set_default_value(param->value());
  param->set_default_denominator(param->denominator());
  CheckParamRange(item, *param);
}

void PackConverter::CheckParamRange(const Item& item, const v1::Param& param) {
  const bool ratio = param.kind() == v1::Param::RATIO;
  const int64_t whole = ratio ? param.denominator() : 1;
  const int64_t scaled = ratio ? 100 : 1;
  const bool sane =
      whole >= 1 && whole <= kCountMax && param.value() >= 0 && param.value() <= kCountMax;
  if (sane && param.value() * scaled >= param.min() * whole &&
      param.value() * scaled <= param.max() * whole) {
    return;
  }
  const std::string unit = ratio ? "%" : "";
  const std::string range =
      std::to_string(param.min()) + unit + " … " + std::to_string(param.max()) + unit;
  COMPLAIN(item.at, "PARAM_RANGE", "参数 " + param.id() + " 超出范围 " + range,
           "parameter " + param.id() + " is outside " + range, "写一个在 " + range + " 里的数",
           "write a number within " + range);
}

void PackConverter::ApplyChoices() {
  for (const v1::PackBundle::Choice& choice : bundle_.choices()) {
    v1::Param* param = nullptr;
    for (v1::Param& each : *model_.mutable_params()) {
      if (each.id() == choice.id()) param = &each;
    }
    if (param == nullptr) {
      COMPLAIN_UNKNOWN(root_, "CHOICE", "参数", "parameter", choice.id(), params_);
      continue;
    }
    Item item;
    item.at = param_places_[choice.id()];
    const bool ratio = param->kind() == v1::Param::RATIO;
    if (!ratio && choice.denominator() != 0) {
      COMPLAIN(item.at, "CHOICE", "参数 " + choice.id() + " 不是比例，不能有分母",
               "parameter " + choice.id() + " is no ratio and has no denominator");
      continue;
    }
    param->set_value(choice.value());
    if (ratio) param->set_denominator(choice.denominator());
    CheckParamRange(item, *param);
  }
}

void PackConverter::ConvertLevels(const std::vector<Item>& items) {
  std::set<int64_t> ranks;
  for (Item item : items) {
    if (item.is != "level" || !CheckId(item, levels_)) continue;
    v1::Level* level = model_.add_levels();
    level->set_id(item.id);
    ReadTitle(item, level->mutable_title());
    CheckKeys(item, {"title", "rank"});
    level->set_rank(static_cast<uint32_t>(ReadInteger(item, "rank", 0, 1, 9)));
    if (!ranks.insert(level->rank()).second) {
      COMPLAIN(item.at, "RANK", "两个层级的 rank 相同", "two levels have the same rank");
    }
  }
}

void PackConverter::ConvertRoles(const std::vector<Item>& items) {
  for (Item item : items) {
    if (item.is != "role" || !CheckId(item, roles_)) continue;
    if (Relations().count(item.id) > 0) {
      COMPLAIN(item.at, "ID", item.id + " 是事项里的关系，不能当角色名",
               item.id + " is a relation to a matter and cannot name a role");
    }
    v1::Role* role = model_.add_roles();
    role->set_id(item.id);
    ReadTitle(item, role->mutable_title());
    CheckKeys(item, {"title", "staff", "level", "appointed"});
    role->set_staff(ReadFlag(item, "staff"));
    role->set_appointed(ReadFlag(item, "appointed"));
    ReadReference(item, "level", levels_, "LEVEL", "层级", "level", role->mutable_level());
  }
  for (const char* id : {"registrar", "observer"}) {
    if (roles_.count(std::string_view(id)) > 0) continue;
    COMPLAIN(root_, "ROLE", std::string("缺少角色 ") + id,
             std::string("the role is missing: ") + id,
             std::string("role \"") + id + "\" { \"名称\" }",
             std::string("role \"") + id + "\" { \"title\" }");
  }
}

void PackConverter::ConvertUnits(const std::vector<Item>& items) {
  static const Ids kKinds = {"office", "centre", "community", "agency", "company", "committee"};
  for (Item item : items) {
    if (item.is != "unit" || !CheckId(item, units_)) continue;
    v1::Unit* unit = model_.add_units();
    unit->set_id(item.id);
    ReadTitle(item, unit->mutable_title());
    CheckKeys(item, {"title", "kind"});
    ReadReference(item, "kind", kKinds, "UNIT_KIND", "这种单位", "unit kind", unit->mutable_kind());
  }
}

void PackConverter::ConvertCategories(const std::vector<Item>& items) {
  for (Item item : items) {
    if (item.is != "category" || !CheckId(item, categories_)) continue;
    v1::Category* category = model_.add_categories();
    category->set_id(item.id);
    ReadTitle(item, category->mutable_title());
    CheckKeys(item, {"title", "lead", "assisting"});
    const Value* lead = item.body->Find("lead");
    if (lead == nullptr || !lead->IsString()) {
      COMPLAIN(lead == nullptr ? item.at : LocateKey(item.at, "lead"), "LEAD",
               "类别 " + item.id + " 要有一个、且只有一个牵头单位",
               "category " + item.id + " needs exactly one lead unit", "lead = \"单位编号\"",
               "lead = \"unit id\"");
    } else {
      category->set_lead(lead->text);
      CheckReference(item.at, lead->text, units_, "UNIT", "单位", "unit");
    }
    Ids seen = {category->lead()};
    for (const std::string& unit : ReadStrings(item, "assisting")) {
      CheckReference(item.at, unit, units_, "UNIT", "单位", "unit");
      if (!seen.insert(unit).second) {
        COMPLAIN(Locate(item.at, unit), "DUPLICATE_ID", "单位 " + unit + " 在这个类别里写了两次",
                 "unit " + unit + " is named twice in this category");
      }
      category->add_assisting(unit);
    }
    Sort(*category->mutable_assisting());
  }
}

// outcome "resolved" { "已解决", "Resolved" }, and refusals in the same way.
void PackConverter::ConvertNamed(const std::vector<Item>& items, std::string_view is, Ids& taken,
                                 google::protobuf::RepeatedPtrField<v1::Named>* out) {
  for (Item item : items) {
    if (item.is != is || !CheckId(item, taken)) continue;
    v1::Named* named = out->Add();
    named->set_id(item.id);
    ReadTitle(item, named->mutable_title());
    CheckKeys(item, {"title"});
  }
}

// A vote on the rules that names no pack could never be used.
void PackConverter::CheckVoteNamesPack(const Item& item, const std::string& id) {
  for (const v1::Procedure& procedure : model_.procedures()) {
    if (procedure.id() != id) continue;
    const auto& fields = procedure.fields();
    const auto names = std::count_if(fields.begin(), fields.end(), [](const v1::Field& field) {
      return field.kind() == v1::Field::PACK;
    });
    if (names == 1) continue;
    if (names > 1) {
      COMPLAIN(item.at, "FIELD", "规程 " + id + " 问了不止一个规则包，不知道表决的是哪一个",
               "procedure " + id + " asks for more than one rule pack: which is voted on?",
               "只留一个 rule_pack", "keep one rule_pack");
      continue;
    }
    const char* mend = "needs = { pack = rule_pack { \"规则包\", \"Rule pack\" } }";
    COMPLAIN(item.at, "FIELD", "规程 " + id + " 没有问是哪个规则包",
             "procedure " + id + " does not ask which rule pack", mend, mend);
  }
}

// activation { by = { "street_staff" }, signers = 2, procedure = "rules", outcome = "adopted" }
void PackConverter::ConvertActivation(const std::vector<Item>& items) {
  for (const Item& item : items) {
    if (item.is != "activation") continue;
    if (model_.has_activation()) {
      COMPLAIN(item.at, "DUPLICATE_ID", "activation 只能写一次", "activation is written once");
      continue;
    }
    CheckKeys(item, {"by", "signers", "procedure", "outcome"});
    v1::Activation* activation = model_.mutable_activation();
    for (const std::string& role : ReadStrings(item, "by")) {
      CheckReference(item.at, role, roles_, "ROLE", "角色", "role");
      activation->add_by(role);
    }
    if (activation->by().empty()) {
      COMPLAIN(item.at, "BY", "activation 没有写谁可以启用规则 by",
               "activation does not say who may put rules in force", "by = { \"street_staff\" }",
               "by = { \"street_staff\" }");
    }
    activation->set_signers(static_cast<uint32_t>(ReadInteger(item, "signers", 1, 1, 9)));
    Ids procedures;
    for (const v1::Procedure& each : model_.procedures()) procedures.insert(each.id());
    ReadReference(item, "procedure", procedures, "PROCEDURE", "规程", "procedure",
                  activation->mutable_procedure());
    ReadReference(item, "outcome", outcomes_, "OUTCOME", "结果", "outcome",
                  activation->mutable_outcome());
    if (activation->procedure().empty() != activation->outcome().empty()) {
      COMPLAIN(item.at, "MISSING", "procedure 和 outcome 要一起写",
               "procedure and outcome belong together");
    }
    CheckVoteNamesPack(item, activation->procedure());
  }
}

// body "stairwell_council" { "楼道议事会", at = "stairwell" }
void PackConverter::ConvertBodies(const std::vector<Item>& items) {
  Ids taken = units_;
  for (Item item : items) {
    if (item.is != "body" || !CheckId(item, taken)) continue;
    v1::BodyKind* body = model_.add_body_kinds();
    body->set_id(item.id);
    ReadTitle(item, body->mutable_title());
    CheckKeys(item, {"title", "at"});
    for (const std::string& kind : ReadStrings(item, "at")) {
      CheckReference(item.at, kind, place_kinds_, "PLACE_KIND", "这种地方", "place kind");
      body->add_at(kind);
    }
  }
}

}  // namespace yiting::rulehost
