// A place stays where it was put, a body's id is its own, and who asks to join is nobody yet.

#include "schema/limits.h"
#include "state/check_family.h"
#include "state/read_members.h"
#include "state/read_territory.h"

namespace yiting::state {

Status Check(Community& community, const EntryPlace&, const v1::PlaceRegistered& event) {
  RETURN_IF_ERROR(MustHave(event.place(), schema::kPlaceIdBytes, "place"));
  if (event.kind().empty()) return Broken("a place has a kind");
  if (const std::optional<Place> before = FindPlace(community, event.place())) {
    if (before->parent == event.parent() && before->kind == event.kind()) return {};
    return Broken("a place stays where it was put");
  }
  if (event.parent().empty()) return {};
  if (!FindPlace(community, event.parent())) return Broken("a place lies in one that is there");
  if (DepthOf(community, event.parent()) + 1 >= schema::kPlaceDepthMax) {
    return Broken("a place lies too deep");
  }
  return {};
}

Status Check(Community& community, const EntryPlace&, const v1::BodyFounded& event) {
  if (event.body().empty() || event.kind().empty()) return Broken("a body has an id and a kind");
  if (!event.place().empty() && !FindPlace(community, event.place())) {
    return Broken("a body is at a place that is there");
  }
  const std::optional<Body> before = FindBody(community, event.body());
  if (event.dissolved() && !before) return Broken("no such body");
  if (before && (before->kind != event.kind() || before->place != event.place())) {
    return Broken("a body stays what it is");
  }
  return {};
}

Status Check(Community& community, const EntryPlace& place, const v1::JoinAsked& event) {
  RETURN_IF_ERROR(MustHave(event.member(), schema::kMemberIdBytes, "member"));
  RETURN_IF_ERROR(MustHave(event.device(), schema::kDeviceKeyBytes, "device"));
  if (FindMember(community, event.member())) return Broken("a member asks no more to join");
  const std::optional<Invitation> poster = FindInvitation(community, event.key());
  if (!poster || !poster->poster) return Broken("there is no such poster");
  if (poster->expires_ms <= place.time_ms) return Broken("the poster has expired");
  return {};
}

Status Check(Community& community, const EntryPlace& place, const v1::JoinDeclined& event) {
  if (!FindApplicant(community, event.member())) return Broken("nobody asked to join");
  return MayAct(community, place, event.by());
}

}  // namespace yiting::state
