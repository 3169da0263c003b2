// Messages: words left without asking for deliberation, and their conversion into a matter.

#include "state/apply_family.h"

namespace yiting::state {

void ApplyTo(Community& community, const EntryPlace& place, const v1::MessageLeft& event) {
  community.db().Do(
      "INSERT INTO messages(message, seq, author, channel, time_ms, content, matter)"
      " VALUES(?1, ?2, ?3, ?4, ?5, ?6, x'')",
      event.message(), place.seq, event.author(), static_cast<int64_t>(event.channel()),
      place.time_ms, event.text().commitment());
  AddContent(community, event.text(), "", event.author());
  Count(community, "messages");
}

void ApplyTo(Community& community, const EntryPlace&, const v1::MessageConverted& event) {
  community.db().Do("UPDATE messages SET matter = ?2 WHERE message = ?1", event.message(),
                    event.matter());
  Count(community, "messages.converted");
}

}  // namespace yiting::state
