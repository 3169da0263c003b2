// What is taken back or put right: contents erased, profiles changed, members gone; and the key
// that signs the ledger.

#include "state/apply_family.h"

namespace yiting::state {

void ApplyTo(Community& community, const EntryPlace& place, const v1::ContentsErased& event) {
  for (const std::string& commitment : event.contents()) {
    community.db().Do("UPDATE contents SET erased_ms = ?2 WHERE commitment = ?1", commitment,
                      place.time_ms);
  }
  if (event.member().empty()) return;
  community.db().Do("UPDATE contents SET erased_ms = ?2 WHERE owner = ?1 AND erased_ms = 0",
                    event.member(), place.time_ms);
}

void ApplyTo(Community& community, const EntryPlace&, const v1::ProfileChanged& event) {
  community.db().Do("UPDATE members SET profile = ?2 WHERE member = ?1", event.member(),
                    event.profile().commitment());
  AddContent(community, event.profile(), "", event.member());
}

// Who they were in real life is forgotten, so that they may come back as somebody new.
void ApplyTo(Community& community, const EntryPlace& place, const v1::MemberLeft& event) {
  community.db().Do("UPDATE members SET left_ms = ?2, person = x'' WHERE member = ?1",
                    event.member(), place.time_ms);
  community.db().Do(
      "UPDATE roles SET until_ms = ?2 WHERE member = ?1 AND (until_ms = 0 OR until_ms > ?2)",
      event.member(), place.time_ms);
  community.db().Do("UPDATE devices SET revoked = 1 WHERE member = ?1", event.member());
  Count(community, "left");
}

void ApplyTo(Community& community, const EntryPlace& place, const v1::SequencerKeyChanged& event) {
  NoteSequencerKey(community, place, event.key());
}

void NoteSequencerKey(Community& community, const EntryPlace& place, BytesView key) {
  community.mutable_facts().sequencer_key = Bytes(key);
  community.db().Do("INSERT INTO sequencer_keys(seq, key) VALUES(?1, ?2)", place.seq, key);
}

}  // namespace yiting::state
