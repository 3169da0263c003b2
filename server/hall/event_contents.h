// Which contents an event commits to: what comes along with its entry, if the reader may see it.
//
// Pure. A command's contents are decide::ContentsOf. Tested by tests/unit/server/reading_test.cc

#ifndef YITING_SERVER_HALL_EVENT_CONTENTS_H_
#define YITING_SERVER_HALL_EVENT_CONTENTS_H_

#include "yiting/v1/event.pb.h"

namespace yiting::hall {

// Calls visit(ref) for each v1::ContentRef of the event.
template <class Visit>
void VisitContents(const v1::Event& event, Visit visit) {
  auto inputs = [&](const auto& list) {
    for (const v1::Input& input : list) {
      if (input.has_content()) visit(input.content());
    }
  };
  if (event.has_matter_opened()) {
    inputs(event.matter_opened().inputs());
    if (event.matter_opened().has_consent_proof()) visit(event.matter_opened().consent_proof());
  }
  if (event.has_action_taken()) {
    inputs(event.action_taken().inputs());
    if (event.action_taken().has_consent_proof()) visit(event.action_taken().consent_proof());
  }
  if (event.has_message_left()) visit(event.message_left().text());
  if (event.has_member_admitted() && event.member_admitted().has_profile()) {
    visit(event.member_admitted().profile());
  }
  if (event.has_join_asked()) visit(event.join_asked().profile());
  if (event.room_registered().has_address()) visit(event.room_registered().address());
  if (event.has_profile_changed()) visit(event.profile_changed().profile());
  if (event.venue_booked().has_purpose()) visit(event.venue_booked().purpose());
}

}  // namespace yiting::hall

#endif  // YITING_SERVER_HALL_EVENT_CONTENTS_H_
