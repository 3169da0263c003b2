// Meetings: who was invited, who said that they come or sent somebody, who was there, who reviews.

#include "state/apply_family.h"
#include "state/read_meetings.h"

namespace yiting::state {

void ApplyTo(Community& community, const EntryPlace&, const v1::MemberInvited& event) {
  community.db().Do(
      "INSERT INTO invitees(matter, member, answer, delegate, vouched_by)"
      " VALUES(?1, ?2, 0, x'', x'')"
      " ON CONFLICT DO NOTHING",
      event.matter(), event.member());
}

namespace {

// The seat of one who was sent, and of whom they sent in turn.
void TakeBack(Community& community, const Bytes& matter, Bytes member) {
  while (!member.empty()) {
    const auto sent = FindInvitee(community, matter, member);
    community.db().Do("DELETE FROM invitees WHERE matter = ?1 AND member = ?2", matter, member);
    member = sent ? sent->delegate : Bytes();
  }
}

}  // namespace

void ApplyTo(Community& community, const EntryPlace&, const v1::AttendanceAnswered& event) {
  // Who was sent before is not invited any more, whatever they have said: else every change of mind
  // would leave one more who comes, and one invitee alone could make a quorum.
  const auto before = FindInvitee(community, event.matter(), event.member());
  if (before && before->delegate != event.delegate()) {
    TakeBack(community, event.matter(), before->delegate);
  }
  community.db().Do(
      "UPDATE invitees SET answer = ?3, delegate = ?4, vouched_by = ?5"
      " WHERE matter = ?1 AND member = ?2",
      event.matter(), event.member(), event.coming() ? 1 : 2, event.delegate(),
      event.vouched_by());
}

void ApplyTo(Community& community, const EntryPlace& place, const v1::AttendanceNoted& event) {
  community.db().Do(
      "INSERT INTO attendance(matter, visit, member, in_room, time_ms)"
      " SELECT matter, visit, ?2, ?3, ?4 FROM matters WHERE matter = ?1"
      " ON CONFLICT(matter, visit, member) DO UPDATE SET in_room = ?3",
      event.matter(), event.member(), event.in_room() ? 1 : 0, place.time_ms);
}

void ApplyTo(Community& community, const EntryPlace&, const v1::ReviewerNamed& event) {
  community.db().Do(
      "INSERT INTO reviewers(matter, member) VALUES(?1, ?2) ON CONFLICT DO NOTHING",
      event.matter(), event.member());
}

}  // namespace yiting::state
