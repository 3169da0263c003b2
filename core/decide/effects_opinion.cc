// Opinions and what is said of them; options that a poll will choose from.

#include "decide/effects.h"
#include "schema/limits.h"
#include "state/read_ledger.h"
#include "state/read_opinions.h"

namespace yiting::decide {

namespace {

constexpr int64_t kFenInYuan = 100;

// The opinion that the input `about` names; nullopt: there is none that one may speak of.
std::optional<state::Opinion> Meant(const Acting& acting, bool hidden_too) {
  const int64_t number = acting.Number("about");
  auto opinion = state::FindOpinion(acting.community(), acting.matter.matter, number);
  if (opinion && opinion->hidden && !hidden_too) return std::nullopt;
  return opinion;
}

void Mark(const Acting& acting, int64_t opinion, v1::OpinionMarked::Mark mark,
          EventWriter& writer) {
  v1::OpinionMarked* marked = writer.Add().mutable_opinion_marked();
  marked->set_matter(acting.matter.matter);
  marked->set_opinion(static_cast<uint32_t>(opinion));
  marked->set_by(acting.actor());
  marked->set_mark(mark);
}

}  // namespace

Outcome Opine(const Acting& acting, EventWriter& writer) {
  const v1::ContentRef* text = acting.Content("opinion");
  if (text == nullptr) return std::nullopt;
  // Who said what somebody else gave could have that hidden, or have it stand in the way of staff.
  for (const v1::Input& input : acting.inputs) {
    const auto known = state::FindContent(acting.community(), input.content().commitment());
    if (known && known->owner != acting.actor()) {
      return acting.No(v1::INPUT_INVALID, input.field());
    }
  }
  const int64_t next = state::NextOpinion(acting.community(), acting.matter.matter);
  if (next > schema::kOpinionsMax) {
    return acting.No(v1::TOO_MANY, std::to_string(schema::kOpinionsMax));
  }
  const int64_t reply_to = acting.Number("reply_to");
  if (reply_to != 0) {
    const auto before = state::FindOpinion(acting.community(), acting.matter.matter, reply_to);
    if (!before || before->hidden) return acting.No(v1::OPINION_UNKNOWN, "reply_to");
  }
  v1::OpinionGiven* given = writer.Add().mutable_opinion_given();
  given->set_matter(acting.matter.matter);
  given->set_opinion(static_cast<uint32_t>(next));
  given->set_by(acting.actor());
  given->set_reply_to(static_cast<uint32_t>(reply_to));
  given->set_from_room(acting.Code("from") == "room");
  given->set_pseudonymous(acting.action.pseudonymous());
  *given->mutable_text() = *text;
  return std::nullopt;
}

Outcome MarkOpinion(const Acting& acting, v1::OpinionMarked::Mark mark, EventWriter& writer) {
  const auto opinion = Meant(acting, false);
  if (!opinion) return acting.No(v1::OPINION_UNKNOWN, "about");
  if (state::HasMarked(acting.community(), acting.matter.matter, opinion->opinion, acting.actor(),
                       mark)) {
    return acting.No(v1::ALREADY_DONE);
  }
  // Nobody praises or reports what they said themselves.
  if (opinion->member == acting.actor()) return acting.No(v1::NOT_ALLOWED, "about");
  Mark(acting, opinion->opinion, mark, writer);
  return std::nullopt;
}

Outcome HideOpinion(const Acting& acting, EventWriter& writer) {
  const auto opinion = Meant(acting, true);
  if (!opinion) return acting.No(v1::OPINION_UNKNOWN, "about");
  Mark(acting, opinion->opinion,
       opinion->hidden ? v1::OpinionMarked::SHOWN : v1::OpinionMarked::HIDDEN, writer);
  return std::nullopt;
}

Outcome ProposeOption(const Acting& acting, EventWriter& writer) {
  const v1::ContentRef* text = acting.Content("option");
  if (text == nullptr) return std::nullopt;
  const size_t before = state::OptionsOf(acting.community(), acting.matter.matter).size();
  if (before >= schema::kPollOptionsMax) {
    return acting.No(v1::TOO_MANY, std::to_string(schema::kPollOptionsMax));
  }
  const int64_t yuan = acting.Number("cost");
  if (yuan < 0 || yuan > static_cast<int64_t>(schema::kOptionCostMax) / kFenInYuan) {
    return acting.No(v1::INPUT_INVALID, "cost");
  }
  v1::OptionProposed* proposed = writer.Add().mutable_option_proposed();
  proposed->set_matter(acting.matter.matter);
  proposed->set_option(static_cast<uint32_t>(before + 1));
  proposed->set_by(acting.actor());
  *proposed->mutable_text() = *text;
  proposed->set_cost(static_cast<uint64_t>(yuan * kFenInYuan));
  return std::nullopt;
}

}  // namespace yiting::decide
