#include "verbs/player.h"

#include <algorithm>
#include <utility>

#include "base/instant.h"
#include "crypto/sha256.h"
#include "decide/seal_vote.h"
#include "schema/canonical.h"
#include "schema/signed_command.h"
#include "schema/signed_rejection.h"
#include "verbs/show.h"

namespace yiting::verbs {

namespace {

// A roster goes in by pieces, each well inside a command's and a decision's limits.
constexpr size_t kPieceBytesMax = 12 * 1024;
constexpr int kPieceEventsMax = 200;

class AtHand : public sequencer::ContentsAtHand {
 public:
  explicit AtHand(const std::set<Bytes, std::less<>>& commitments) : commitments_(commitments) {}
  bool Has(BytesView commitment) override {
    return commitments_.find(commitment) != commitments_.end();
  }

 private:
  const std::set<Bytes, std::less<>>& commitments_;
};

// Signed for a ledger that is not this one.
Bytes OtherCommunity() { return Bytes(32, '\x01'); }

// The same command with the first signature's last bit turned.
Bytes Spoil(BytesView command) {
  Result<v1::SignedCommand> opened = schema::Decode<v1::SignedCommand>(command);
  CHECK(opened.has_value());
  std::string* signature = opened->mutable_signatures(0)->mutable_signature();
  signature->back() = static_cast<char>(signature->back() ^ 1);
  return schema::Encode(*opened);
}

std::string Describe(const v1::Rejection& rejection) {
  return "refused " + v1::Reason_Name(rejection.reason()) + ", rule \"" + rejection.rule() +
         "\", detail \"" + rejection.detail() + "\"";
}

}  // namespace

Player::Player(const Scenario& scenario, const PlayOptions& options, Io& io)
    : scenario_(scenario), options_(options), io_(io), names_(scenario.names) {
  for (const auto& [alias, pack] : scenario.packs) {
    if (pack.pack) packs_.Add(pack.pack);
  }
}

Status Player::Start() {
  ASSIGN_OR_RETURN(std::unique_ptr<state::Community> state,
                   state::Community::Open(":memory:", state::Durability::kCache));
  if (options_.reverse) {
    RETURN_IF_ERROR(state->db().RunScript("PRAGMA reverse_unordered_selects=ON"));
  }
  const crypto::SigningKey registrar = KeyOf(scenario_.registrar);
  const crypto::SigningKey key = KeyOf(kSequencerName);
  v1::Payload payload;
  payload.set_actor(MemberOf(scenario_.registrar));
  payload.set_device(crypto::PublicKey(registrar));
  payload.set_counter(++counters_[scenario_.registrar]);
  payload.set_claimed_ms(scenario_.start_ms);
  v1::CreateCommunity* body = payload.mutable_create_community();
  *body->mutable_title() = scenario_.title;
  body->set_sequencer_key(crypto::PublicKey(key));
  body->set_pack_hash(scenario_.pack->hash());
  for (const std::string& name : scenario_.street_keys) {
    body->add_street_keys(crypto::PublicKey(KeyOf(name)));
  }
  *body->add_members() = scenario_.roster[0];
  for (size_t i = 1; i < scenario_.roster.size(); ++i) {
    if (Founds(scenario_.roster[i])) *body->add_members() = scenario_.roster[i];
  }
  for (const ScenarioContent& content : scenario_.roster_contents) {
    at_hand_.insert(content.commitment);
    kept_.push_back(&content);
  }
  const Bytes command = schema::SignCommand(payload, schema::NoCommunity(), {registrar});
  sequencer::KeyRing ring(key);
  for (const Step& step : scenario_.steps) {
    if (!step.payload.has_rotate_key()) continue;
    // The new key is among those that sign for it.
    for (const std::string& name : step.others) ring.Add(KeyOf(name));
  }
  ASSIGN_OR_RETURN(sequencer_, sequencer::Sequencer::Create(std::move(state), packs_, ring, command,
                                                            scenario_.start_ms));
  names_.Add(sequencer_->community_id(), "community");
  RETURN_IF_ERROR(CommitAndPrint());
  return AdmitRoster();
}

// Roles that are given by appointment alone are held from the beginning or not at all.
bool Player::Founds(const v1::NewMember& member) const {
  const auto& roles = member.roles();
  return std::any_of(roles.begin(), roles.end(), [this](const v1::RoleGrant& grant) {
    const v1::Role* role = scenario_.pack->FindRole(grant.role());
    return role != nullptr && role->appointed();
  });
}

Status Player::AdmitRoster() {
  std::vector<const v1::NewMember*> rest;
  for (size_t i = 1; i < scenario_.roster.size(); ++i) {
    if (!Founds(scenario_.roster[i])) rest.push_back(&scenario_.roster[i]);
  }
  for (size_t next = 0; next < rest.size();) {
    v1::Payload payload;
    payload.set_actor(MemberOf(scenario_.registrar));
    payload.set_device(crypto::PublicKey(KeyOf(scenario_.registrar)));
    payload.set_claimed_ms(scenario_.start_ms);
    int events = 0;
    do {
      const v1::NewMember& member = *rest[next++];
      *payload.mutable_admit_members()->add_members() = member;
      events += 2 + member.roles_size();
    } while (next < rest.size() && events < kPieceEventsMax &&
             payload.ByteSizeLong() < kPieceBytesMax);
    payload.set_counter(++counters_[scenario_.registrar]);
    payload.set_base_size(sequencer_->frontier().size());
    const Bytes command =
        schema::SignCommand(payload, sequencer_->community_id(), {KeyOf(scenario_.registrar)});
    ASSIGN_OR_RETURN(Outcome outcome,
                     Push(command, scenario_.start_ms, ShowCommand(payload, names_)));
    if (std::holds_alternative<sequencer::Refused>(outcome.answer.outcome)) {
      return yiting::Fail(ErrorCode::kInvalid,
                          scenario_.file + ": the roster is " + Describe(outcome.rejection));
    }
  }
  return {};
}

Status Player::Play(const Step& step) {
  switch (step.what) {
    case Step::What::kCommand:
      return PlayCommand(step);
    case Step::What::kRaw: {
      const Json cause = {{"do", "raw"}, {"size", step.raw.size()}};
      ASSIGN_OR_RETURN(Outcome outcome, Push(step.raw, *step.at_ms, cause));
      Compare(step, outcome);
      return {};
    }
    case Step::What::kAgain: {
      ASSIGN_OR_RETURN(Outcome outcome, Push(last_command_, *step.at_ms, last_cause_));
      Compare(step, outcome);
      return {};
    }
    case Step::What::kWait:
      RETURN_IF_ERROR(sequencer_->Wake(*step.at_ms));
      return CommitAndPrint();
    case Step::What::kCheck:
      if (step.at_ms) {
        RETURN_IF_ERROR(sequencer_->Wake(*step.at_ms));
        RETURN_IF_ERROR(CommitAndPrint());
      }
      Check(step);
      return {};
  }
  return {};
}

Status Player::PlayCommand(const Step& step) {
  v1::Payload payload = step.payload;
  uint64_t& counter = counters_[step.device];
  payload.set_counter(step.counter.value_or(counter + 1));
  counter = std::max(counter, payload.counter());
  payload.set_base_size(sequencer_->frontier().size());
  FillFromPlay(step, payload);
  Seal(step, payload);
  const Bytes command = SignedBytes(step, payload);
  if (!step.as.empty()) {
    const Bytes id =
        Bytes(crypto::AsBytes(crypto::Sha256(schema::CommandSignedBytes(sequencer_->community_id(),
                                                                        schema::Encode(payload))))
                  .substr(0, 16));
    (payload.has_leave_message() ? messages_ : matters_)[step.as] = id;
    names_.Add(id, step.as);
  }
  if (!step.withhold_contents) {
    for (const ScenarioContent& content : step.contents) at_hand_.insert(content.commitment);
  }
  last_command_ = command;
  last_cause_ = ShowCommand(payload, names_);
  ASSIGN_OR_RETURN(Outcome outcome, Push(command, *step.at_ms, last_cause_));
  if (std::holds_alternative<sequencer::Admitted>(outcome.answer.outcome)) {
    for (const ScenarioContent& content : step.contents) kept_.push_back(&content);
  }
  Compare(step, outcome);
  return {};
}

// As a phone does it, but that its one-time key is the same in every play.
void Player::Seal(const Step& step, v1::Payload& payload) {
  if (!payload.has_act_on_matter() || step.open_ballot) return;
  const Bytes member =
      step.copied_ballot ? MemberOf(scenario_.registrar) : Bytes(payload.actor());
  const Bytes once = Bytes(crypto::AsBytes(crypto::Sha256(
      "scenario.ballot" + payload.device() + std::to_string(payload.counter()))));
  // Of a scenario no key is to come: its sequencer is here.
  decide::SealVote(sequencer_->state(), packs_, member, once,
                   *payload.mutable_act_on_matter());
}

// What only playing tells: ids of what was opened, and the pack in force.
void Player::FillFromPlay(const Step& step, v1::Payload& payload) {
  const Bytes& in_force = sequencer_->state().facts().pack;
  if (payload.has_act_on_matter()) {
    payload.mutable_act_on_matter()->set_matter(matters_[step.matter]);
    FillMatters(*payload.mutable_act_on_matter()->mutable_inputs());
  }
  if (payload.has_open_matter()) {
    v1::OpenMatter* body = payload.mutable_open_matter();
    FillMatters(*body->mutable_inputs());
    if (!body->follows().empty()) body->set_follows(matters_[body->follows()]);
  }
  if (payload.has_issue_invitation() && !payload.issue_invitation().matter().empty()) {
    v1::IssueInvitation* body = payload.mutable_issue_invitation();
    body->set_matter(matters_[body->matter()]);
  }
  if (payload.has_rotate_key()) {
    payload.mutable_rotate_key()->set_replaces(sequencer_->state().facts().sequencer_key);
  }
  if (payload.has_cancel_booking()) {
    v1::CancelBooking* body = payload.mutable_cancel_booking();
    body->set_booking(matters_[body->booking()]);
  }
  if (payload.has_convert_message()) {
    payload.mutable_convert_message()->set_message(messages_[step.message]);
  }
  if (payload.has_activate_pack()) {
    v1::ActivatePack* body = payload.mutable_activate_pack();
    if (body->base().empty()) body->set_base(in_force);
    if (!step.matter.empty()) body->set_matter(matters_[step.matter]);
  }
  if (payload.has_migrate_matters()) {
    v1::MigrateMatters* body = payload.mutable_migrate_matters();
    if (body->pack().empty()) body->set_pack(in_force);
    std::set<Bytes> ids;
    for (const std::string& name : step.matters) ids.insert(matters_[name]);
    for (const Bytes& id : ids) body->add_matters(id);
  }
}

void Player::FillMatters(google::protobuf::RepeatedPtrField<v1::Input>& inputs) {
  for (v1::Input& input : inputs) {
    if (!input.has_matters()) continue;
    std::set<Bytes> ids;
    for (const std::string& name : input.matters().matter()) ids.insert(matters_[name]);
    input.mutable_matters()->clear_matter();
    for (const Bytes& id : ids) input.mutable_matters()->add_matter(id);
  }
}

Bytes Player::SignedBytes(const Step& step, const v1::Payload& payload) const {
  std::vector<crypto::SigningKey> keys = {KeyOf(step.device)};
  for (const std::string& other : step.others) keys.push_back(KeyOf(other));
  const Bytes community = step.other_community ? OtherCommunity() : sequencer_->community_id();
  Bytes command = schema::SignCommand(payload, community, keys);
  return step.wrong_signature ? Spoil(command) : command;
}

Result<Player::Outcome> Player::Push(BytesView command, int64_t at_ms, const Json& cause) {
  AtHand at_hand(at_hand_);
  ASSIGN_OR_RETURN(sequencer::Answer answer, sequencer_->Admit(command, at_ms, at_hand));
  RETURN_IF_ERROR(CommitAndPrint());
  Outcome outcome{std::move(answer), {}};
  if (const auto* refused = std::get_if<sequencer::Refused>(&outcome.answer.outcome)) {
    ASSIGN_OR_RETURN(outcome.rejection,
                     schema::OpenRejection(refused->signed_rejection, sequencer_->community_id(),
                                           sequencer_->state().facts().sequencer_key));
    PrintRefusal(outcome.rejection, cause);
  } else if (const auto& admitted = std::get<sequencer::Admitted>(outcome.answer.outcome);
             admitted.known) {
    Json json = {{"time", FormatInstant({at_ms})}, {"seq", admitted.seq}, {"cause", cause}};
    PrintDetail("known", json,
                "= " + FormatInstant({at_ms}) + " | " + FormatFlat(cause) + " | known as entry " +
                    std::to_string(admitted.seq));
  }
  return outcome;
}

void Player::Compare(const Step& step, const Outcome& outcome) {
  const bool accepted = std::holds_alternative<sequencer::Admitted>(outcome.answer.outcome);
  const Expectation& expect = step.expect;
  if (expect.any) return;
  const v1::Rejection& rejection = outcome.rejection;
  if (expect.accepted) {
    if (!accepted) Fail(step.line, "expected accepted, came " + Describe(rejection));
    return;
  }
  const std::string expected = "expected refused " + v1::Reason_Name(expect.reason);
  if (accepted) return Fail(step.line, expected + ", came accepted");
  if (rejection.reason() != expect.reason ||
      rejection.rule() != expect.rule.value_or(rejection.rule()) ||
      rejection.detail() != expect.detail.value_or(rejection.detail())) {
    Fail(step.line, expected + (expect.rule ? ", rule \"" + *expect.rule + "\"" : "") +
                        (expect.detail ? ", detail \"" + *expect.detail + "\"" : "") + ", came " +
                        Describe(rejection));
  }
}

Status Player::CommitAndPrint() {
  std::vector<sequencer::StagedEntry> staged = sequencer_->staged();
  RETURN_IF_ERROR(sequencer_->Commit());
  for (sequencer::StagedEntry& entry : staged) {
    ASSIGN_OR_RETURN(Json shown, ShowEntry(entry.bytes, names_));
    PrintDetail("entry", shown, FormatEntry(shown));
    entries_.push_back(std::move(entry.bytes));
  }
  return {};
}

void Player::PrintRefusal(const v1::Rejection& rejection, const Json& cause) {
  const std::string time = FormatInstant({rejection.time_ms()});
  const Json why = ShowRejection(rejection);
  Json json = {{"time", time}, {"cause", cause}};
  for (const auto& [key, value] : why.items()) json[key] = value;
  PrintDetail("refused", json,
              "- " + time + " | " + FormatFlat(cause) + " | refused " + FormatFlat(why));
}

void Player::Print(const char* kind, const Json& json, const std::string& text) {
  io_.Out((options_.json ? FormatJson(Json::object({{kind, json}})) : text) + "\n");
}

void Player::PrintDetail(const char* kind, const Json& json, const std::string& text) {
  if (!options_.summary) Print(kind, json, text);
}

void Player::Fail(int line, const std::string& what) {
  ++failures_;
  io_.Err(scenario_.file + ":" + std::to_string(line) + ": " + what + "\n");
}

}  // namespace yiting::verbs
