// Ids as a person reads them.

#include <algorithm>

#include "query/views.h"
#include "query/words.h"
#include "state/read_territory.h"

namespace yiting::query {

namespace {

template <class Found>
v1::Text TitleOr(const Found* found, std::string_view id) {
  return found != nullptr ? found->title() : Plain(id);
}

}  // namespace

v1::Text TitleOfRole(const PackPtr& pack, std::string_view role) {
  if (const v1::Role* found = pack ? pack->FindRole(role) : nullptr) return found->title();
  v1::Text text;
  return RelationWord(role, text) ? text : Plain(role);
}

v1::Text TitleOfUnit(const QueryInput& input, const PackPtr& pack, std::string_view unit) {
  const v1::Unit* found = pack ? pack->FindUnit(unit) : nullptr;
  if (found != nullptr) return found->title();
  const std::optional<state::Body> body = state::FindBody(input.community, unit);
  if (!body) return Plain(unit);
  v1::Text title;
  title.set_zh(body->title_zh);
  title.set_en(body->title_en);
  return title;
}

v1::Text TitleOfPlace(const QueryInput& input, BytesView place) {
  v1::Text title;
  if (const std::optional<state::Place> found = state::FindPlace(input.community, place)) {
    title.set_zh(found->title_zh);
    title.set_en(found->title_en);
  }
  return title;
}

v1::Text TitleOfCategory(const PackPtr& pack, std::string_view category) {
  return TitleOr(pack ? pack->FindCategory(category) : nullptr, category);
}

v1::Text TitleOfLevel(const PackPtr& pack, std::string_view level) {
  return TitleOr(pack ? pack->FindLevel(level) : nullptr, level);
}

v1::Text TitleOfOutcome(const PackPtr& pack, std::string_view outcome) {
  return TitleOr(pack ? pack->FindOutcome(outcome) : nullptr, outcome);
}

v1::Text TitleOfProcedure(const PackPtr& pack, std::string_view procedure) {
  return TitleOr(pack ? pack->FindProcedure(procedure) : nullptr, procedure);
}

v1::Text TitleOfStage(const PackPtr& pack, std::string_view procedure, std::string_view stage) {
  return TitleOr(pack ? pack->FindStage(procedure, stage) : nullptr, stage);
}

const v1::Action* ActionAnywhere(const PackPtr& pack, std::string_view procedure,
                                 std::string_view action) {
  const v1::Procedure* found = pack ? pack->FindProcedure(procedure) : nullptr;
  if (found == nullptr) return nullptr;
  for (const v1::Stage& stage : found->stages()) {
    for (const v1::Action& one : stage.actions()) {
      if (one.id() == action) return &one;
    }
  }
  for (const v1::Action& one : found->actions()) {
    if (one.id() == action) return &one;
  }
  return nullptr;
}

bool HasEffect(const v1::Action& action, v1::Action::Effect effect) {
  return std::find(action.effects().begin(), action.effects().end(), effect) !=
         action.effects().end();
}

v1::Text TitleOfSource(const PackPtr& pack, const std::string& source) {
  if (pack) {
    for (const v1::Named& each : pack->model().sources()) {
      if (each.id() == source) return each.title();
    }
  }
  return Plain(source);
}

bool LooksAsStaff(const QueryInput& input) {
  const PackPtr pack = PackInForce(input);
  if (!pack || input.member.empty()) return false;
  for (const state::HeldRole& held :
       state::RolesAt(input.community, input.member, input.now_ms)) {
    const v1::Role* role = pack->FindRole(held.role);
    if (role != nullptr && role->staff()) return true;
  }
  return false;
}

void FillHeldRole(const QueryInput& input, const PackPtr& pack, const state::HeldRole& held,
                  v1::HeldRole& row) {
  row.set_role(held.role);
  *row.mutable_title() = TitleOfRole(pack, held.role);
  row.set_unit(held.unit);
  row.set_from_ms(held.from_ms);
  row.set_until_ms(held.until_ms);
  if (!held.unit.empty()) *row.mutable_unit_title() = TitleOfUnit(input, pack, held.unit);
}

std::string NameOf(const QueryInput& input, BytesView member) {
  std::optional<state::Member> found = state::FindMember(input.community, member);
  if (!found || found->profile.empty()) return {};
  std::optional<Bytes> profile = input.contents.Find(found->profile);
  if (!profile) return {};
  return profile->substr(0, profile->find('\n'));
}

}  // namespace yiting::query
