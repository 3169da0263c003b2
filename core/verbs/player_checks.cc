// What a scenario's checks compare, and what stands at the end of a transcript.

#include <algorithm>
#include <optional>
#include <set>
#include <utility>

#include "base/instant.h"
#include "ledger/ledger_file.h"
#include "query/query.h"
#include "schema/canonical.h"
#include "state/read_ledger.h"
#include "state/read_matters.h"
#include "state/read_meetings.h"
#include "state/read_opinions.h"
#include "state/read_packs.h"
#include "state/read_polls.h"
#include "state/read_tasks.h"
#include "verbs/player.h"
#include "verbs/show.h"

namespace yiting::verbs {

namespace {

class NoContents : public query::ContentSource {
 public:
  std::optional<Bytes> Find(BytesView) override { return std::nullopt; }
};

// All of them, or those who have done what the member says.
Json UnitsOf(const std::vector<state::Party>& parties, int64_t state::Party::*done_ms = nullptr) {
  Json units = Json::array();
  for (const state::Party& party : parties) {
    if (done_ms == nullptr || party.*done_ms != 0) units.push_back(party.unit);
  }
  return units;
}

Json InstantOf(int64_t ms) { return ms == 0 ? "" : FormatInstant({ms}); }

// An instant as a scenario writes it, with whatever offset, in the one form that we print.
Json Normal(const std::string& key, const Json& expected) {
  if ((key != "due" && key != "clock") || !expected.is_string()) return expected;
  Result<Instant> instant = ParseInstant(expected.get_ref<const std::string&>());
  return instant ? Json(FormatInstant(*instant)) : expected;
}

// "63/87", or "111" of a metric that is a plain count.
std::string ValueOf(const v1::Pack& pack, const v1::MetricRow& row) {
  const std::string numerator = std::to_string(row.numerator());
  for (const v1::Metric& metric : pack.metrics()) {
    if (metric.id() != row.id()) continue;
    if (metric.den_plus().empty() && metric.den_minus().empty()) return numerator;
  }
  return numerator + "/" + std::to_string(row.denominator());
}

// "police reported": of each task its unit and how far it is.
Json ShowTasks(state::Community& community, BytesView matter) {
  static constexpr const char* kStates[] = {" open", " reported", " accepted"};
  Json tasks = Json::array();
  for (const state::Task& task : state::TasksOf(community, matter)) {
    tasks.push_back(task.unit + kStates[task.state]);
  }
  return tasks;
}

// "3>1 room #2 +4 !1 hidden": the third answers the first, said in the room, by pseudonym 2; four
// praised it, one reported it, staff hid it.
Json ShowOpinions(state::Community& community, BytesView matter) {
  const auto more = [](const char* mark, int64_t number) {
    return number == 0 ? std::string() : mark + std::to_string(number);
  };
  Json opinions = Json::array();
  for (const state::Opinion& one : state::OpinionsOf(community, matter)) {
    opinions.push_back(std::to_string(one.opinion) + more(">", one.reply_to) +
                       (one.from_room ? " room" : "") + more(" #", one.pseudonym) +
                       more(" +", one.praised) + more(" !", one.reported) +
                       (one.hidden ? " hidden" : ""));
  }
  return opinions;
}

// Who said that they come, of whom: "3/5".
std::string ShowTurnout(state::Community& community, BytesView matter) {
  const state::Turnout turnout = state::CountTurnout(community, matter);
  return std::to_string(turnout.coming) + "/" + std::to_string(turnout.invited);
}

// Of those who are there, how many are in the room: "3/5".
std::string ShowAttendance(state::Community& community, const state::Matter& matter) {
  const auto there = state::AttendanceOf(community, matter);
  const auto in_room =
      std::count_if(there.begin(), there.end(), [](const auto& one) { return one.in_room; });
  return std::to_string(in_room) + "/" + std::to_string(there.size());
}

struct PublishedOptions {
  Json votes = Json::array();
  Json chosen = Json::array();
};
// Of a counted poll among options: how many ballots each one has, and the numbers of the chosen.
PublishedOptions ShowOptions(state::Community& community, const state::Matter& matter,
                             const state::Poll& poll) {
  PublishedOptions published;
  if (poll.result == state::Poll::kRunning) return published;
  for (const auto& tally : state::OptionTalliesOf(community, matter, poll)) {
    published.votes.push_back(tally.votes);
    if (tally.chosen) published.chosen.push_back(tally.option);
  }
  return published;
}

}  // namespace

void Player::Check(const Step& step) {
  if (step.check.contains("check")) CheckMatter(step);
  if (step.check.contains("counter")) CheckCounters(step);
  if (step.check.contains("metric")) CheckMetric(step);
  if (step.check.contains("size")) {
    CheckValue(step, "size", step.check["size"], sequencer_->frontier().size());
  }
  if (step.check.contains("pack")) {
    CheckPack(step, "pack", step.check["pack"], sequencer_->state().facts().pack);
  }
}

void Player::CheckMatter(const Step& step) {
  const Json& expected = step.check["check"];
  state::Community& community = sequencer_->state();
  const Bytes& id = matters_[step.matter];
  std::optional<state::Matter> matter = state::FindMatter(community, id);
  if (!matter) return Fail(step.line, "matter " + step.matter + " was never opened");
  const std::vector<state::Party> parties = state::PartiesOf(community, id);
  const state::Ratings ratings = state::RatingsOf(community, id);
  const Json found = {{"stage", matter->stage},
                      {"outcome", matter->outcome},
                      {"due", InstantOf(matter->due_ms)},
                      {"clock", InstantOf(matter->clock_due_ms)},
                      {"clock_late", matter->clock_late},
                      {"level", matter->level},
                      {"category", matter->category},
                      {"lead", matter->lead},
                      {"late", matter->late},
                      {"parties", UnitsOf(parties)},
                      {"reported", UnitsOf(parties, &state::Party::reported_ms)},
                      {"replied", UnitsOf(parties, &state::Party::replied_ms)},
                      {"late_parties", UnitsOf(parties, &state::Party::late)},
                      {"supporters", matter->supporters},
                      {"tasks", ShowTasks(community, id)},
                      {"opinions", ShowOpinions(community, id)},
                      {"turnout", ShowTurnout(community, id)},
                      {"attendance", ShowAttendance(community, *matter)},
                      {"ratings", ratings.count},
                      {"satisfied", ratings.satisfied}};
  for (const auto& [key, value] : expected.items()) {
    const std::string what = step.matter + "." + key;
    if (key == "poll") {
      CheckPoll(step, *matter, value);
    } else if (key == "pack") {
      CheckPack(step, what, value, matter->pack);
    } else if (key != "matter") {
      CheckValue(step, what, Normal(key, value), found.at(key));
    }
  }
}

void Player::CheckPoll(const Step& step, const state::Matter& matter, const Json& expected) {
  state::Community& community = sequencer_->state();
  std::optional<state::Poll> poll = state::FindPoll(community, matter);
  if (!poll) return Fail(step.line, "matter " + step.matter + " has never voted");
  const PublishedOptions published = ShowOptions(community, matter, *poll);
  const Json found = {{"electors", poll->electors},
                      {"for", poll->in_favour},
                      {"against", poll->against},
                      {"abstain", poll->abstained},
                      {"area", ShowArea(static_cast<uint64_t>(poll->area))},
                      {"for_area", ShowArea(static_cast<uint64_t>(poll->in_favour_area))},
                      {"against_area", ShowArea(static_cast<uint64_t>(poll->against_area))},
                      {"abstain_area", ShowArea(static_cast<uint64_t>(poll->abstained_area))},
                      {"voted", poll->voted},
                      {"late", poll->late},
                      {"options", poll->options},
                      {"votes", published.votes},
                      {"chosen", published.chosen},
                      {"papers", state::CountPapers(community, matter)},
                      {"papers_differ", state::CountPapersThatDiffer(community, matter)},
                      {"spoiled", poll->spoiled},
                      {"result", poll->result == state::Poll::kPassed   ? "passed"
                                 : poll->result == state::Poll::kFailed ? "failed"
                                                                        : ""}};
  for (const auto& [key, value] : expected.items()) {
    CheckValue(step, step.matter + ".poll." + key, value, found.at(key));
  }
}

void Player::CheckPack(const Step& step, const std::string& what, const Json& alias,
                       BytesView found) {
  const ScenarioPack& pack = scenario_.packs.at(alias.get_ref<const std::string&>());
  CheckValue(step, what, names_.Of(pack.hash), names_.Of(found));
}

void Player::CheckCounters(const Step& step) {
  for (const auto& [counter, expected] : step.check["counter"].items()) {
    CheckValue(step, counter, expected, state::CounterValue(sequencer_->state(), counter));
  }
}

void Player::CheckMetric(const Step& step) {
  const Json& expected = step.check["metric"];
  const v1::MetricsView metrics = Metrics();
  for (const v1::MetricRow& row : metrics.rows()) {
    if (row.id() != expected["id"].get_ref<const std::string&>()) continue;
    if (expected.contains("value")) {
      CheckValue(step, row.id(), expected["value"], ValueOf(PackInForce(), row));
    }
    if (expected.contains("per_mille")) {
      CheckValue(step, row.id() + ".per_mille", expected["per_mille"], row.per_mille());
    }
  }
}

void Player::CheckValue(const Step& step, const std::string& what, const Json& expected,
                        const Json& found) {
  if (expected == found) {
    checked_.emplace_back(step.line, what + "=" + FormatFlat(found));
  } else {
    Fail(step.line, what + " is " + FormatJson(found) + ", expected " + FormatJson(expected));
  }
}

v1::MetricsView Player::Metrics() {
  NoContents contents;
  const query::QueryInput input{sequencer_->state(), packs_, contents, {}, {}, UINT64_MAX, {}, 0};
  v1::ViewRequest request;
  request.mutable_metrics();
  Result<v1::View> view = query::Answer(input, request);
  return view ? view->metrics() : v1::MetricsView();
}

const v1::Pack& Player::PackInForce() {
  const rulehost::PackPtr pack = packs_.Find(sequencer_->state().facts().pack);
  return pack ? pack->model() : scenario_.pack->model();
}

void Player::PrintMetrics() {
  const v1::MetricsView metrics = Metrics();
  for (const v1::MetricRow& row : metrics.rows()) {
    const std::string value = ValueOf(PackInForce(), row);
    const std::string ratio =
        row.denominator() == 0 ? "" : " = " + std::to_string(row.per_mille()) + "‰";
    const Json json = {{"id", row.id()},
                       {"version", row.version()},
                       {"value", value},
                       {"per_mille", row.per_mille()},
                       {"formula", row.formula()}};
    Print(
        "metric", json,
        "metric " + row.id() + " " + row.version() + ": " + value + ratio + " = " + row.formula());
  }
}

Status Player::Finish() {
  for (const auto& [line, what] : checked_) {
    Print("check", Json{{"line", line}, {"held", what}},
          "check " + std::to_string(line) + ": " + what);
  }
  PrintMetrics();
  const ledger::TreeHead head = sequencer_->frontier().head();
  const std::string root = ToHex(crypto::AsBytes(head.root));
  const crypto::Hash digest = sequencer_->state().Digest();
  const std::string fingerprint = ToHex(crypto::AsBytes(digest));
  Print("end", Json{{"root", root}, {"fingerprint", fingerprint}, {"size", head.size}},
        "root " + root + "\nfingerprint " + fingerprint + "\nsize " + std::to_string(head.size));
  return options_.export_file.empty() ? Status() : Export();
}

Status Player::Export() {
  ASSIGN_OR_RETURN(crypto::Hash id, crypto::HashFromBytes(sequencer_->community_id()));
  ledger::LedgerWriter writer({id, sequencer_->state().facts().sequencer_key,
                               ledger::OriginOf(sequencer_->community_id())});
  std::set<Bytes> named;
  for (const Bytes& bytes : entries_) {
    ASSIGN_OR_RETURN(const auto entry, schema::Decode<v1::Entry>(bytes));
    named.merge(state::PacksNamedBy(entry));
  }
  for (const auto& [alias, pack] : scenario_.packs) {
    if (named.erase(pack.hash) == 0) continue;  // nobody put it in force, or it has two names
    ASSIGN_OR_RETURN(crypto::Hash hash, crypto::HashFromBytes(pack.hash));
    RETURN_IF_ERROR(writer.AddPack(hash, pack.bundle));
  }
  for (const Bytes& entry : entries_) RETURN_IF_ERROR(writer.AddEntry(entry));
  for (const ScenarioContent* content : kept_) {
    const auto facts = state::FindContent(sequencer_->state(), content->commitment);
    if (facts && facts->erased_ms != 0) continue;
    ASSIGN_OR_RETURN(crypto::Hash commitment, crypto::HashFromBytes(content->commitment));
    RETURN_IF_ERROR(writer.AddContent(commitment, content->salt, content->data));
  }
  ASSIGN_OR_RETURN(std::string checkpoint, sequencer_->SignCheckpoint());
  RETURN_IF_ERROR(writer.Finish(checkpoint));
  return io_.WriteFile(options_.export_file, writer.Take());
}

}  // namespace yiting::verbs
