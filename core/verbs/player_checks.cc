// What a scenario's checks compare, and what stands at the end of a transcript.

#include <utility>

#include "base/instant.h"
#include "ledger/ledger_file.h"
#include "query/query.h"
#include "state/read_ledger.h"
#include "state/read_matters.h"
#include "verbs/player.h"

namespace yiting::verbs {

namespace {

class NoContents : public query::ContentSource {
 public:
  std::optional<Bytes> Find(BytesView) override { return std::nullopt; }
};

Json UnitsOf(const std::vector<state::Party>& parties, bool only_reported) {
  Json units = Json::array();
  for (const state::Party& party : parties) {
    if (!only_reported || party.reported_ms != 0) units.push_back(party.unit);
  }
  return units;
}

// "due" as a scenario writes it, with whatever offset, in the one form that we print.
Json Normal(const std::string& key, const Json& expected) {
  if (key != "due" || !expected.is_string()) return expected;
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

}  // namespace

void Player::Check(const Step& step) {
  if (step.check.contains("check")) CheckMatter(step);
  if (step.check.contains("counter")) CheckCounters(step);
  if (step.check.contains("metric")) CheckMetric(step);
  if (step.check.contains("size")) {
    CheckValue(step, "size", step.check["size"], sequencer_->frontier().size());
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
                      {"due", matter->due_ms == 0 ? "" : FormatInstant({matter->due_ms})},
                      {"level", matter->level},
                      {"category", matter->category},
                      {"lead", matter->lead},
                      {"late", matter->late},
                      {"parties", UnitsOf(parties, false)},
                      {"reported", UnitsOf(parties, true)},
                      {"ratings", ratings.count},
                      {"satisfied", ratings.satisfied}};
  for (const auto& [key, value] : expected.items()) {
    if (key != "matter") {
      CheckValue(step, step.matter + "." + key, Normal(key, value), found.at(key));
    }
  }
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
      CheckValue(step, row.id(), expected["value"], ValueOf(scenario_.pack->model(), row));
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

void Player::PrintMetrics() {
  const v1::MetricsView metrics = Metrics();
  for (const v1::MetricRow& row : metrics.rows()) {
    const std::string value = ValueOf(scenario_.pack->model(), row);
    const std::string ratio =
        row.denominator() == 0 ? "" : " = " + std::to_string(row.per_mille()) + "‰";
    const Json json = {{"id", row.id()},
                       {"version", row.version()},
                       {"value", value},
                       {"per_mille", row.per_mille()},
                       {"formula", row.formula()}};
    Print("metric", json,
          "metric " + row.id() + " " + row.version() + ": " + value + ratio + " = " +
              row.formula());
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
  ASSIGN_OR_RETURN(crypto::Hash pack, crypto::HashFromBytes(scenario_.pack->hash()));
  ledger::LedgerWriter writer({id, crypto::PublicKey(KeyOf(kSequencerName)),
                               ledger::OriginOf(sequencer_->community_id())});
  RETURN_IF_ERROR(writer.AddPack(pack, scenario_.bundle));
  for (const Bytes& entry : entries_) RETURN_IF_ERROR(writer.AddEntry(entry));
  for (const ScenarioContent* content : kept_) {
    ASSIGN_OR_RETURN(crypto::Hash commitment, crypto::HashFromBytes(content->commitment));
    RETURN_IF_ERROR(writer.AddContent(commitment, content->salt, content->data));
  }
  ASSIGN_OR_RETURN(std::string checkpoint, sequencer_->SignCheckpoint());
  RETURN_IF_ERROR(writer.Finish(checkpoint));
  return io_.WriteFile(options_.export_file, writer.Take());
}

}  // namespace yiting::verbs
