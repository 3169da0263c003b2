#include "state/read_meetings.h"

namespace yiting::state {

namespace {

Invitee InviteeFrom(const Query& row) {
  return {row.Blob(0), row.Int(1), row.Blob(2), row.Blob(3)};
}

}  // namespace

std::vector<Invitee> InviteesOf(Community& community, BytesView matter) {
  std::vector<Invitee> invitees;
  Query query = community.db().Ask(
      "SELECT member, answer, delegate, vouched_by FROM invitees WHERE matter = ?1 ORDER BY member",
      matter);
  while (query.Next()) invitees.push_back(InviteeFrom(query));
  return invitees;
}

std::optional<Invitee> FindInvitee(Community& community, BytesView matter, BytesView member) {
  Query query = community.db().Ask(
      "SELECT member, answer, delegate, vouched_by FROM invitees WHERE matter = ?1 AND member = ?2",
      matter, member);
  if (!query.Next()) return std::nullopt;
  return InviteeFrom(query);
}

Turnout CountTurnout(Community& community, BytesView matter) {
  Turnout turnout;
  for (const Invitee& invitee : InviteesOf(community, matter)) {
    if (!invitee.delegate.empty()) continue;
    ++turnout.invited;
    turnout.coming += invitee.answer == 1 ? 1 : 0;
    turnout.not_coming += invitee.answer == 2 ? 1 : 0;
  }
  return turnout;
}

std::vector<Attendance> AttendanceOf(Community& community, const Matter& matter) {
  std::vector<Attendance> all;
  Query query = community.db().Ask(
      "SELECT member, in_room, time_ms FROM attendance WHERE matter = ?1 AND visit ="
      " (SELECT MAX(visit) FROM attendance WHERE matter = ?1) ORDER BY member",
      matter.matter);
  while (query.Next()) all.push_back({query.Blob(0), query.Int(1) != 0, query.Int(2)});
  return all;
}

std::vector<Bytes> ReviewersOf(Community& community, BytesView matter) {
  std::vector<Bytes> members;
  Query query = community.db().Ask("SELECT member FROM reviewers WHERE matter = ?1 ORDER BY member",
                                   matter);
  while (query.Next()) members.push_back(query.Blob(0));
  return members;
}

bool IsReviewer(Community& community, BytesView matter, BytesView member) {
  Query query = community.db().Ask("SELECT 1 FROM reviewers WHERE matter = ?1 AND member = ?2",
                                   matter, member);
  return query.Next();
}

}  // namespace yiting::state
