// What somebody takes back or puts right: contents erased, profiles changed, consent withdrawn; and
// the key that signs the ledger. Personal Information Protection Law, articles 15, 46 and 47.

#include "decide/situation.h"
#include "state/read_ledger.h"

namespace yiting::decide {

namespace {

// Nullopt: what the member says about themselves, or a registrar says it for them.
std::optional<Refusal> MayPutRight(const Situation& situation, const Bytes& member) {
  if (const v1::Reason why = WhyNoMember(situation.community, member)) return Refuse(why);
  if (member == situation.actor()) return std::nullopt;
  return OnlyRegistrar(situation);
}

v1::ContentsErased* AddErased(Events& events, const Situation& situation,
                              v1::ErasureReason reason) {
  v1::ContentsErased* erased = events.emplace_back().mutable_contents_erased();
  erased->set_by(situation.actor());
  erased->set_reason(reason);
  return erased;
}

}  // namespace

Result<Decision> DecideEraseContents(const Situation& situation) {
  const v1::EraseContents& body = situation.payload().erase_contents();
  Events events;
  v1::ContentsErased* erased = AddErased(events, situation, body.reason());
  if (!body.member().empty()) {
    if (!state::FindMember(situation.community, body.member())) return No(v1::MEMBER_UNKNOWN);
    if (body.member() != situation.actor()) {
      if (std::optional<Refusal> refusal = OnlyRegistrar(situation)) return Decision(*refusal);
    }
    erased->set_member(body.member());
    return Decision(std::move(events));
  }
  for (const std::string& commitment : body.contents()) {
    const auto facts = state::FindContent(situation.community, commitment);
    if (!facts || facts->erased_ms != 0) return No(v1::CONTENT_UNKNOWN, "", ToHex(commitment));
    if (facts->owner != situation.actor()) {
      if (std::optional<Refusal> refusal = OnlyRegistrar(situation)) return Decision(*refusal);
    }
  }
  *erased->mutable_contents() = body.contents();
  return Decision(std::move(events));
}

Result<Decision> DecideChangeProfile(const Situation& situation) {
  const v1::ChangeProfile& body = situation.payload().change_profile();
  if (auto refusal = MayPutRight(situation, body.member())) return Decision(*refusal);
  if (state::FindContent(situation.community, body.profile().commitment())) {
    return No(v1::NOTHING_TO_DO);
  }
  Events events;
  const auto member = state::OrEmpty(state::FindMember(situation.community, body.member()));
  const Bytes& before = member.profile;
  const auto facts = state::FindContent(situation.community, before);
  if (facts && facts->erased_ms == 0 && facts->owner == body.member()) {
    AddErased(events, situation, v1::NOT_NEEDED)->add_contents(before);
  }
  v1::ProfileChanged* changed = events.emplace_back().mutable_profile_changed();
  changed->set_member(body.member());
  *changed->mutable_profile() = body.profile();
  changed->set_by(situation.actor());
  return Decision(std::move(events));
}

Result<Decision> DecideLeaveCommunity(const Situation& situation) {
  const v1::LeaveCommunity& body = situation.payload().leave_community();
  if (auto refusal = MayPutRight(situation, body.member())) return Decision(*refusal);
  const std::vector<state::HeldRole> roles =
      state::RolesAt(situation.community, body.member(), situation.now_ms);
  if (state::HoldsRole(roles, kRegistrarRole) &&
      IsLastRegistrar(situation.community, kRegistrarRole, situation.now_ms)) {
    return No(v1::NOT_ALLOWED, "", kRegistrarRole);
  }
  Events events;
  if (body.erase()) AddErased(events, situation, v1::ASKED_FOR)->set_member(body.member());
  v1::MemberLeft* left = events.emplace_back().mutable_member_left();
  left->set_member(body.member());
  left->set_by(situation.actor());
  return Decision(std::move(events));
}

Result<Decision> DecideRotateKey(state::Community& community,
                                 const schema::OpenedCommand& command, int64_t now_ms) {
  const Bytes& key = command.payload.rotate_key().key();
  const std::vector<state::HeldRole> roles =
      state::RolesAt(community, command.payload.actor(), now_ms);
  if (!state::HoldsRole(roles, kRegistrarRole)) return No(v1::NOT_ALLOWED, "", kRegistrarRole);
  if (!StreetSigns(community, command)) return No(v1::STREET_KEYS_MISSING);
  if (!schema::IsSignedBy(command, key)) return No(v1::KEY_UNPROVEN);
  for (const state::SequencerKey& known : state::SequencerKeys(community)) {
    if (known.key == key) return No(v1::NOTHING_TO_DO);
  }
  if (command.payload.rotate_key().replaces() != community.facts().sequencer_key) {
    return No(v1::KEY_UNPROVEN, "", "replaces");
  }
  Events events;
  events.emplace_back().mutable_sequencer_key_changed()->set_key(key);
  return Decision(std::move(events));
}

}  // namespace yiting::decide
