// Who must act now: the roles and units that the first action of the matter's stage names. Actions
// that can be taken at any time (a nudge, a withdrawal) hold nobody to anything.

#include "query/views.h"
#include "query/words.h"

namespace yiting::query {

namespace {

// The units behind "party" and "lead". Of those asked to report in or to answer, who has not yet.
void AddParties(const QueryInput& input, const PackPtr& pack, const state::Matter& matter,
                const v1::Action& action, bool only_lead, std::vector<v1::Text>& texts) {
  const bool reporting = HasEffect(action, v1::Action::REPORT_IN);
  const bool replying = HasEffect(action, v1::Action::REPLY);
  for (const state::Party& party : state::PartiesOf(input.community, matter.matter)) {
    if (only_lead && !party.lead) continue;
    if (reporting && party.reported_ms != 0) continue;
    if (replying && party.replied_ms != 0) continue;
    texts.push_back(TitleOfUnit(input, pack, party.unit));
  }
}

}  // namespace

v1::Text HolderOf(const QueryInput& input, const PackPtr& pack, const state::Matter& matter) {
  const v1::Stage* stage = pack ? pack->FindStage(matter.procedure, matter.stage) : nullptr;
  if (stage == nullptr || stage->actions().empty()) return {};
  const v1::Action& action = stage->actions(0);
  std::vector<v1::Text> texts;
  for (const std::string& by : action.by()) {
    const size_t before = texts.size();
    if (by == "party" || by == "lead") {
      AddParties(input, pack, matter, action, by == "lead", texts);
    }
    // No unit yet, or none left: the relation itself still says whom it is about.
    if (texts.size() == before) texts.push_back(TitleOfRole(pack, by));
  }
  return Joined(texts);
}

}  // namespace yiting::query
