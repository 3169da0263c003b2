// Matters: opened, moved through stages, answered by parties, rated, closed.

#include <string>

#include "state/apply_family.h"
#include "state/read_matters.h"

namespace yiting::state {

namespace {

// A score that counts as satisfied, as the streets publish it: "satisfied" and "very satisfied".
constexpr uint32_t kSatisfiedFrom = 4;

// The field whose content is the matter's name in lists.
constexpr std::string_view kTitleField = "title";

BytesView TitleOf(const google::protobuf::RepeatedPtrField<v1::Input>& inputs) {
  for (const v1::Input& input : inputs) {
    if (input.field() == kTitleField && input.has_content()) return input.content().commitment();
  }
  return {};
}

// How long something took, as the bucket of a histogram: the first that it fits into.
std::string BucketOf(int64_t ms) {
  for (const int64_t hours : kBucketHours) {
    if (ms <= hours * 3'600'000) return std::to_string(hours) + "h";
  }
  return "more";
}

// The first thing that somebody else did: whoever asked has been heard.
void NoteContact(Community& community, const EntryPlace& place, const v1::ActionTaken& event,
                 BytesView actor) {
  std::string counter;
  {
    Query query = community.db().Ask(
        "SELECT procedure, opened_ms FROM matters WHERE matter = ?1 AND contact_ms = 0"
        " AND opener <> ?2 AND helper <> ?2",
        event.matter(), actor);
    if (!query.Next()) return;
    counter = "contact." + query.Text(0) + "." + BucketOf(place.time_ms - query.Int(1));
  }
  community.db().Do("UPDATE matters SET contact_ms = ?2 WHERE matter = ?1", event.matter(),
                    place.time_ms);
  CountOf(community, event.matter(), counter);
}

// That it was entered for somebody, how they agreed and when it was stand among the step's inputs,
// under names that no pack's field can have.
google::protobuf::RepeatedPtrField<v1::Input> WithHelp(const v1::ActionTaken& event) {
  auto inputs = event.inputs();
  const auto add = [&inputs](const char* field) {
    v1::Input* input = inputs.Add();
    input->set_field(field);
    return input;
  };
  add(kHelperField)->mutable_members()->add_member(event.by());
  add(kConsentField)->set_code(v1::Consent_Name(event.consent()));
  if (event.has_consent_proof()) *add(kProofField)->mutable_content() = event.consent_proof();
  if (event.occurred_ms() != 0) add(kOccurredField)->set_instant_ms(event.occurred_ms());
  return inputs;
}

// Did the matter have a clock of its own that never ran out?
bool ClockWasKept(Community& community, BytesView matter) {
  Query query = community.db().Ask(
      "SELECT 1 FROM deadlines JOIN matters USING(matter)"
      " WHERE matter = ?1 AND deadlines.stage = '' AND clock_late = 0 LIMIT 1",
      matter);
  return query.Next();
}

}  // namespace

std::string ProcedureOf(Community& community, BytesView matter) {
  Query query = community.db().Ask("SELECT procedure FROM matters WHERE matter = ?1", matter);
  return query.Next() ? query.Text(0) : std::string();
}

int64_t AddStep(Community& community, const EntryPlace& place, BytesView matter,
                const Step& step) {
  int64_t number = 0;
  {
    Query query = community.db().Ask("SELECT steps + 1 FROM matters WHERE matter = ?1", matter);
    if (query.Next()) number = query.Int(0);
  }
  community.db().Do("UPDATE matters SET steps = ?2 WHERE matter = ?1", matter, number);
  community.db().Do(
      "INSERT INTO steps(matter, step, seq, time_ms, kind, ref, actor, role, unit)"
      " VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
      matter, number, place.seq, place.time_ms, static_cast<int64_t>(step.kind), Text{step.ref},
      step.actor, Text{step.role}, Text{step.unit});
  return number;
}

void AddInputs(Community& community, BytesView matter, int64_t step, BytesView owner,
               const google::protobuf::RepeatedPtrField<v1::Input>& inputs) {
  for (const v1::Input& input : inputs) {
    community.db().Do("INSERT INTO inputs(matter, step, field, value) VALUES(?1, ?2, ?3, ?4)",
                      matter, step, Text{input.field()}, input.SerializeAsString());
    if (input.has_content()) AddContent(community, input.content(), matter, owner);
  }
}

void ApplyTo(Community& community, const EntryPlace& place, const v1::MatterOpened& event) {
  LedgerFacts& facts = community.mutable_facts();
  const int64_t occurred = event.occurred_ms() != 0 ? event.occurred_ms() : place.time_ms;
  community.db().Do(
      "INSERT INTO matters(matter, number, procedure, pack, opener, helper, opener_class, channel,"
      " occurred_ms, opened_ms, stage, visit, stage_ms, category, lead, level, outcome, closed_ms,"
      " deadline, due_ms, late, steps, title, clock, clock_due_ms, clock_late, chance,"
      " contact_ms, place, consent, source, source_ref, practice, follows, supporters)"
      " VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, '', 0, ?10, '', '', '', '', 0, 0, 0, 0, 0,"
      " ?11, 0, 0, 0, x'', 0, ?12, ?13, ?14, ?15, ?16, ?17, 0)",
      event.matter(), facts.next_number, Text{event.procedure()}, place.pack,
      event.opener(), event.helper(), Text{event.opener_class()},
      static_cast<int64_t>(event.channel()), occurred, place.time_ms, TitleOf(event.inputs()),
      event.place(), static_cast<int64_t>(event.consent()), Text{event.source()},
      Text{event.source_ref()}, event.practice() ? 1 : 0, event.follows());
  ++facts.next_number;
  int64_t step = AddStep(community, place, event.matter(),
                         {.kind = v1::TimelineItem::OPENED,
                          .ref = event.procedure(),
                          .actor = event.helper().empty() ? event.opener() : event.helper(),
                          .role = event.opener_class()});
  AddInputs(community, event.matter(), step, event.opener(), event.inputs());
  if (event.has_consent_proof()) {
    AddContent(community, event.consent_proof(), event.matter(), event.opener());
  }
  CountOf(community, event.matter(), "opened." + event.procedure());
  if (!event.helper().empty()) CountOf(community, event.matter(), "helped." + event.procedure());
  if (!event.source().empty()) CountOf(community, event.matter(), "imported." + event.source());
}

void ApplyTo(Community& community, const EntryPlace& place, const v1::ActionTaken& event) {
  const bool helped = !event.on_behalf_of().empty();
  const Bytes& actor = helped ? event.on_behalf_of() : event.by();
  int64_t step = AddStep(community, place, event.matter(),
                         {.kind = v1::TimelineItem::ACTION,
                          .ref = event.action(),
                          .actor = actor,
                          .role = event.role(),
                          .unit = event.unit()});
  AddInputs(community, event.matter(), step, actor, helped ? WithHelp(event) : event.inputs());
  NoteContact(community, place, event, actor);
  community.db().Do(
      "INSERT INTO takes(matter, visit, action, member)"
      " SELECT matter, visit, ?2, ?3 FROM matters WHERE matter = ?1 ON CONFLICT DO NOTHING",
      event.matter(), Text{event.action()}, actor);
  CountOf(community, event.matter(),
          "taken." + ProcedureOf(community, event.matter()) + "." + event.action());
}

void ApplyTo(Community& community, const EntryPlace& place, const v1::StageEntered& event) {
  community.db().Do(
      "UPDATE matters SET stage = ?2, visit = visit + 1, stage_ms = ?3, late = 0, level = '',"
      " chance = ?4 WHERE matter = ?1",
      event.matter(), Text{event.stage()}, place.time_ms,
      crypto::AsBytes(community.last_digest()));
  AddStep(community, place, event.matter(),
          {.kind = v1::TimelineItem::STAGE, .ref = event.stage()});
}

void ApplyTo(Community& community, const EntryPlace&, const v1::CategorySet& event) {
  {
    Query query =
        community.db().Ask("SELECT category FROM matters WHERE matter = ?1", event.matter());
    if (query.Next() && !query.Text(0).empty()) {
      std::string before = query.Text(0);
      CountOf(community, event.matter(), "category." + before, -1);
    }
  }
  community.db().Do("UPDATE matters SET category = ?2, lead = ?3 WHERE matter = ?1",
                    event.matter(), Text{event.category()}, Text{event.lead()});
  // Whoever led before stays a party; one leads.
  community.db().Do(
      "UPDATE parties SET lead = (unit = ?2) WHERE matter = ?1 AND lead <> (unit = ?2)",
      event.matter(), Text{event.lead()});
  CountOf(community, event.matter(), "category." + event.category());
}

void ApplyTo(Community& community, const EntryPlace& place, const v1::PartyAlerted& event) {
  community.db().Do(
      "INSERT INTO parties(matter, unit, lead, alerted_ms, reported_ms, reported_by, replied_ms,"
      " replied_by, late) VALUES(?1, ?2, ?3, ?4, 0, x'', 0, x'', 0)"
      " ON CONFLICT(matter, unit) DO UPDATE SET lead = ?3",
      event.matter(), Text{event.unit()}, event.lead() ? 1 : 0, place.time_ms);
  AddStep(community, place, event.matter(),
          {.kind = v1::TimelineItem::ALERTED, .ref = event.unit()});
}

void ApplyTo(Community& community, const EntryPlace& place, const v1::PartyReported& event) {
  community.db().Do(
      "UPDATE parties SET reported_ms = ?3, reported_by = ?4 WHERE matter = ?1 AND unit = ?2",
      event.matter(), Text{event.unit()}, place.time_ms, event.by());
  AddStep(community, place, event.matter(),
          {.kind = v1::TimelineItem::REPORTED, .ref = event.unit(), .actor = event.by(),
           .unit = event.unit()});
}

void ApplyTo(Community& community, const EntryPlace& place, const v1::PartyReplied& event) {
  community.db().Do(
      "UPDATE parties SET replied_ms = ?3, replied_by = ?4 WHERE matter = ?1 AND unit = ?2",
      event.matter(), Text{event.unit()}, place.time_ms, event.by());
  AddStep(community, place, event.matter(),
          {.kind = v1::TimelineItem::REPLIED, .ref = event.unit(), .actor = event.by(),
           .unit = event.unit()});
  CountOf(community, event.matter(), "replied");
}

void ApplyTo(Community& community, const EntryPlace& place, const v1::RatingGiven& event) {
  bool rated = false;
  uint32_t before = 0;
  {
    Query query = community.db().Ask("SELECT score FROM ratings WHERE matter = ?1 AND member = ?2",
                                     event.matter(), event.member());
    rated = query.Next();
    if (rated) before = static_cast<uint32_t>(query.Int(0));
  }
  community.db().Do(
      "INSERT INTO ratings(matter, member, score) VALUES(?1, ?2, ?3)"
      " ON CONFLICT(matter, member) DO UPDATE SET score = ?3",
      event.matter(), event.member(), event.score());
  if (!rated) CountOf(community, event.matter(), "ratings");
  const int64_t change = (event.score() >= kSatisfiedFrom ? 1 : 0) -
                         (rated && before >= kSatisfiedFrom ? 1 : 0);
  if (change != 0) CountOf(community, event.matter(), "satisfied", change);
  AddStep(community, place, event.matter(),
          {.kind = v1::TimelineItem::RATED, .ref = std::to_string(event.score()),
           .actor = event.member()});
}

void ApplyTo(Community& community, const EntryPlace& place, const v1::Escalated& event) {
  community.db().Do("UPDATE matters SET level = ?2 WHERE matter = ?1", event.matter(),
                    Text{event.level()});
  AddStep(community, place, event.matter(),
          {.kind = v1::TimelineItem::ESCALATED, .ref = event.level()});
}

void ApplyTo(Community& community, const EntryPlace& place, const v1::MatterClosed& event) {
  community.db().Do(
      "UPDATE matters SET stage = '', outcome = ?2, closed_ms = ?3, level = '' WHERE matter = ?1",
      event.matter(), Text{event.outcome()}, place.time_ms);
  AddStep(community, place, event.matter(),
          {.kind = v1::TimelineItem::CLOSED, .ref = event.outcome()});
  const std::string procedure = ProcedureOf(community, event.matter());
  CountOf(community, event.matter(), "closed." + procedure + "." + event.outcome());
  if (ClockWasKept(community, event.matter())) {
    CountOf(community, event.matter(), "kept." + procedure);
  }
  const int64_t opened_ms = OrEmpty(FindMatter(community, event.matter())).opened_ms;
  CountOf(community, event.matter(),
          "lasted." + procedure + "." + BucketOf(place.time_ms - opened_ms));
}

}  // namespace yiting::state
