#include "ops/operator_verbs.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "schema/signed_command.h"
#include "state/read_ledger.h"
#include "state/read_members.h"

namespace yiting::ops {

Result<Bytes> CreateCommunity(House& house, const std::string& rules, const std::string& pack,
                              const v1::Text& title, int64_t now_ms) {
  ASSIGN_OR_RETURN(std::vector<NamedPack> packs, house.TakePacks(rules, pack));
  ASSIGN_OR_RETURN(crypto::SigningKey key, house.OperatorKey());
  const Bytes device = crypto::PublicKey(key);
  const Bytes member = schema::MemberIdOf(device);
  Draft draft;
  draft.payload.set_actor(member);
  draft.payload.set_device(device);
  draft.payload.set_counter(1);
  draft.payload.set_claimed_ms(now_ms);
  v1::CreateCommunity& body = *draft.payload.mutable_create_community();
  *body.mutable_title() = title;
  body.set_sequencer_key(crypto::PublicKey(house.sequencer_key()));
  body.set_pack_hash(packs.front().pack->hash());
  for (const char* name : {"street-1", "street-2"}) {
    ASSIGN_OR_RETURN(crypto::SigningKey street, house.keys().FindOrMake(name));
    body.add_street_keys(crypto::PublicKey(street));
  }
  v1::NewMember& registrar = *body.add_members();
  registrar.set_member(member);
  registrar.set_device(device);
  registrar.add_roles()->set_role("registrar");
  *registrar.mutable_profile() = draft.Commit("管理员 Operator", v1::COMMUNITY);
  return house.Found(std::move(draft), key, now_ms);
}

Result<std::string> ListCommunities(House& house) {
  ASSIGN_OR_RETURN(std::vector<Bytes> communities, house.store().Communities());
  std::string lines;
  for (const Bytes& community : communities) {
    hall::Desk desk = house.DeskOf(community);
    RETURN_IF_ERROR(desk.Open());
    lines += ToHex(community) + "  " + std::to_string(desk.size()) + "  " +
             desk.state().facts().title_zh + "\n";
  }
  return lines;
}

Result<Bytes> Invite(House& house, BytesView community, const std::string& role,
                     const std::string& unit, int days, int64_t now_ms) {
  ASSIGN_OR_RETURN(crypto::SigningKey key, house.OperatorKey());
  hall::Desk desk = house.DeskOf(Bytes(community));
  RETURN_IF_ERROR(desk.Open());
  if (!state::FindDevice(desk.state(), crypto::PublicKey(key))) {
    return Fail(ErrorCode::kInvalid, "this machine's operator is no member of that community: it "
                                     "was not founded here by `community create`");
  }
  const Bytes seed = signer::Random(crypto::kSeedBytes);
  Draft draft;
  draft.payload.set_actor(schema::MemberIdOf(crypto::PublicKey(key)));
  v1::IssueInvitation& body = *draft.payload.mutable_issue_invitation();
  body.set_key(crypto::PublicKey(crypto::SigningKeyFromSeed(seed)));
  body.set_expires_ms(now_ms + int64_t{days} * kDayMs);
  v1::RoleGrant& grant = *body.add_roles();
  grant.set_role(role);
  grant.set_unit(unit);
  RETURN_IF_ERROR(house.Admit(desk, std::move(draft), {key}, now_ms));
  return seed;
}

Result<Bytes> RotateKey(House& house, BytesView community, int64_t now_ms) {
  ASSIGN_OR_RETURN(const crypto::SigningKey key, house.OperatorKey());
  std::vector<crypto::SigningKey> signers = {key};
  std::vector<Bytes> streets;
  {
    hall::Desk desk = house.DeskOf(Bytes(community));
    desk.AllowMissingKey();
    RETURN_IF_ERROR(desk.CheckReady(now_ms));
    streets = state::StreetKeys(desk.state());
  }
  for (const char* name : {"street-1", "street-2"}) {
    if (!house.keys().Has(name)) {
      return Fail(ErrorCode::kNotFound, house.folder().keys_folder() + "/" + name +
                                            ".key is missing; bring it here from where the street "
                                            "keeps it");
    }
    ASSIGN_OR_RETURN(const crypto::SigningKey street, house.keys().FindOrMake(name));
    if (std::find(streets.begin(), streets.end(), crypto::PublicKey(street)) == streets.end()) {
      return Fail(ErrorCode::kInvalid, std::string(name) + " is no street key of that community");
    }
    signers.push_back(street);
  }
  // Safe on disk before anything is signed for it.
  ASSIGN_OR_RETURN(const crypto::SigningKey fresh, house.MakeSequencerKey());
  signers.push_back(fresh);
  hall::Desk desk = house.DeskOf(Bytes(community));
  desk.AllowMissingKey();
  Draft draft;
  draft.payload.set_actor(schema::MemberIdOf(crypto::PublicKey(key)));
  RETURN_IF_ERROR(desk.Open());
  draft.payload.mutable_rotate_key()->set_key(crypto::PublicKey(fresh));
  draft.payload.mutable_rotate_key()->set_replaces(desk.state().facts().sequencer_key);
  RETURN_IF_ERROR(house.Admit(desk, std::move(draft), signers, now_ms));
  return crypto::PublicKey(fresh);
}

Result<uint64_t> Resume(House& house, BytesView community, bool give_up) {
  hall::Desk desk = house.DeskOf(Bytes(community));
  RETURN_IF_ERROR(desk.Open());
  if (desk.missing() > 0 && !give_up) {
    return Fail(ErrorCode::kConflict,
                std::to_string(desk.missing()) + " entries that were signed are missing. Phones "
                "that hold them bring them back while the server runs; --give-up goes on without "
                "them, and whoever holds one will see that the ledger was forked");
  }
  RETURN_IF_ERROR(house.heads().Forget(community));
  RETURN_IF_ERROR(house.heads().EndRestored(community));
  return desk.size();
}

Result<Bytes> LedgerKey(House& house, BytesView community) {
  hall::Desk desk = house.DeskOf(Bytes(community));
  RETURN_IF_ERROR(desk.Open());
  return desk.state().facts().sequencer_key;
}

}  // namespace yiting::ops
