// The people of the demo: admitted, with the ground that they live on, invited, waiting by a
// poster; and what they leave as messages.

#include <algorithm>

#include "base/instant.h"
#include "crypto/sha256.h"
#include "demo/ground.h"
#include "demo/life.h"
#include "schema/signed_command.h"

namespace yiting::demo {

namespace {

// Of one AdmitMembers command: 30 members are about 6 KiB of its 16.
constexpr size_t kMembersAtOnce = 30;
constexpr char kApplicant[] = "林小满\n1幢2单元602，刚搬来，租住。";

}  // namespace

v1::NewMember MemberOf(const Person& person, ops::Draft& draft) {
  v1::NewMember member;
  member.set_member(person.member);
  member.set_household(person.household);
  member.set_device(person.device);
  v1::RoleGrant& grant = *member.add_roles();
  grant.set_role(person.role);
  grant.set_unit(person.unit);
  const std::string profile =
      person.room.empty() ? person.name : person.name + "\n" + person.room;
  *member.mutable_profile() = draft.Commit(profile, v1::COMMUNITY);
  return member;
}

bool Life::DoesWithout(v1::Module module) const {
  const auto& off = pack_->model().off();
  return std::find(off.begin(), off.end(), module) != off.end();
}

Status Life::AdmitCast(int64_t now_ms) {
  std::vector<const Person*> coming;
  for (const Person& person : cast_) {
    if (!person.founder) coming.push_back(&person);
  }
  for (size_t i = 0; i < coming.size(); i += kMembersAtOnce) {
    ops::Draft draft;
    v1::AdmitMembers& body = *draft.payload.mutable_admit_members();
    for (size_t j = i; j < std::min(coming.size(), i + kMembersAtOnce); ++j) {
      *body.add_members() = MemberOf(*coming[j], draft);
    }
    ASSIGN_OR_RETURN(Bytes command, Admit(cast_.front(), std::move(draft), now_ms));
    if (command.empty()) {
      return Fail(ErrorCode::kInvalid, "the rules do not admit the demo's people");
    }
  }
  return {};
}

Status Life::PrepareGround(int64_t now_ms) {
  for (ops::Draft& draft : GroundDrafts(pack_->model(), cast_)) {
    ASSIGN_OR_RETURN(Bytes command, Admit(cast_.front(), std::move(draft), now_ms));
    if (command.empty()) return Fail(ErrorCode::kInvalid, "the rules refuse the demo's places");
  }
  return {};
}

Status Life::LeaveMessages(int64_t began_ms, int64_t now_ms) {
  for (size_t i = 0; i < MessageCount(); ++i) {
    Plan plan;  // a message is a plan without a procedure
    plan.opener = &cast_[1 + (i * 3) % std::min<size_t>(cast_.size() - 1, 12)];
    plan.tries = static_cast<int>(i);
    coming_.emplace(began_ms + static_cast<int64_t>(i) * (now_ms - began_ms) /
                                   static_cast<int64_t>(MessageCount()),
                    std::move(plan));
  }
  return {};
}

Status Life::Invite(BytesView seed, int64_t now_ms) {
  ops::Draft draft;
  v1::IssueInvitation& body = *draft.payload.mutable_issue_invitation();
  body.set_key(crypto::PublicKey(crypto::SigningKeyFromSeed(seed)));
  body.set_expires_ms(now_ms + 30 * kDayMs);
  body.add_roles()->set_role(pack_->model().roles(0).id());
  ASSIGN_OR_RETURN(Bytes command, Admit(cast_.front(), std::move(draft), now_ms));
  if (command.empty()) return Fail(ErrorCode::kInvalid, "the rules refuse the demo's invitation");
  return {};
}

Status Life::HangPoster(BytesView seed, int64_t now_ms) {
  if (DoesWithout(v1::POSTERS)) return {};
  const crypto::SigningKey key = crypto::SigningKeyFromSeed(seed);
  ops::Draft poster;
  v1::IssueInvitation& body = *poster.payload.mutable_issue_invitation();
  body.set_key(crypto::PublicKey(key));
  body.set_expires_ms(now_ms + 30 * kDayMs);
  body.set_poster(true);
  ASSIGN_OR_RETURN(Bytes command, Admit(cast_.front(), std::move(poster), now_ms));
  if (command.empty()) return Fail(ErrorCode::kInvalid, "the rules refuse the demo's poster");
  Person applicant;
  applicant.seed = Bytes(crypto::AsBytes(crypto::Sha256("yiting.demo.applicant" + Bytes(seed))));
  applicant.device = crypto::PublicKey(applicant.key());
  applicant.member = schema::MemberIdOf(applicant.device);
  ops::Draft asking;
  v1::AskToJoin& ask = *asking.payload.mutable_ask_to_join();
  ask.set_key(crypto::PublicKey(key));
  *ask.mutable_profile() = asking.Commit(kApplicant, v1::STAFF);
  ASSIGN_OR_RETURN(command, Admit(applicant, std::move(asking), now_ms, &key));
  if (command.empty()) return Fail(ErrorCode::kInvalid, "the rules refuse who scans the poster");
  return {};
}

}  // namespace yiting::demo
