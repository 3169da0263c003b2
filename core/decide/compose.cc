#include "decide/compose.h"

#include <utility>

#include "base/check.h"
#include "schema/canonical.h"
#include "schema/limits.h"
#include "state/apply.h"
#include "state/check_event.h"

namespace yiting::decide {

namespace {

// Room for what an entry holds besides its command and events: seq, time, hashes, tags.
constexpr size_t kEntryFrameBytes = 256;

// A sealed poll opens with a key that is not the rules' to give.
void GiveKeys(PackSource& packs, int64_t time_ms, Events& events) {
  for (v1::Event& event : events) {
    if (!event.has_poll_opened() || event.poll_opened().key().empty()) continue;
    v1::PollOpened* opened = event.mutable_poll_opened();
    PollKeys* keys = packs.poll_keys();
    opened->set_key(keys == nullptr ? Bytes() : keys->PublicFor(opened->matter(), time_ms));
  }
}

v1::Entry StartEntry(const state::Community& community, int64_t time_ms, BytesView pack,
                     Events events) {
  v1::Entry entry;
  entry.set_seq(community.facts().size);
  entry.set_time_ms(time_ms);
  entry.set_engine_level(community.facts().engine_level);
  entry.set_pack_hash(Bytes(pack));
  for (v1::Event& event : events) *entry.add_events() = std::move(event);
  return entry;
}

// Applies the entry's events and takes the fingerprint. An event that breaks the mechanism is a bug
// of ours or a broken state; the caller rolls back and nothing is recorded.
Status ApplyAll(state::Community& community, const state::EntryPlace& place,
                const v1::Entry& entry) {
  for (const v1::Event& event : entry.events()) {
    RETURN_IF_ERROR(state::CheckEvent(community, place, event));
    state::Apply(community, place, event);
  }
  return {};
}

Result<Bytes> Finish(state::Community& community, const state::EntryPlace& place,
                     v1::Entry& entry) {
  state::FinishEntry(community, place);
  RETURN_IF_ERROR(community.db().failure());
  entry.set_fingerprint(Bytes(crypto::AsBytes(community.last_digest())));
  Bytes bytes = schema::Encode(entry);
  CHECK_LE(bytes.size(), schema::kEntryBytesMax);
  if (entry.seq() == 0) community.set_id(state::IdOfFirstEntry(bytes));
  return bytes;
}

}  // namespace

Result<Admission> AdmitCommand(state::Community& community, PackSource& packs,
                               const schema::OpenedCommand& command, int64_t now_ms,
                               SignatureCheck signatures) {
  ASSIGN_OR_RETURN(Decision decision, Decide(community, packs, command, now_ms, signatures));
  if (Refusal* refusal = std::get_if<Refusal>(&decision)) return Admission(std::move(*refusal));

  const Bytes pack = PackFor(community, command.payload);
  Events& events = std::get<Events>(decision);
  GiveKeys(packs, now_ms, events);
  v1::Entry entry = StartEntry(community, now_ms, pack, std::move(events));
  entry.set_command(command.bytes);
  if (entry.ByteSizeLong() + kEntryFrameBytes > schema::kEntryBytesMax) {
    return Admission(Refusal{v1::TOO_LARGE, "", ""});
  }
  const state::EntryPlace place{entry.seq(), now_ms, pack};
  RETURN_IF_ERROR(ApplyAll(community, place, entry));
  state::ApplyCommand(community, place, command.id, command.payload.device(),
                      command.payload.counter());
  ASSIGN_OR_RETURN(Bytes bytes, Finish(community, place, entry));
  return Admission(std::move(bytes));
}

Result<Bytes> AdmitDue(state::Community& community, PackSource& packs,
                       const state::Deadline& deadline) {
  std::optional<state::Matter> matter = state::FindMatter(community, deadline.matter);
  ASSIGN_OR_RETURN(Events events, DecideDue(community, packs, deadline));
  GiveKeys(packs, deadline.due_ms, events);
  v1::Entry entry = StartEntry(community, deadline.due_ms, matter->pack, std::move(events));
  entry.set_deadline(deadline.deadline);
  const state::EntryPlace place{entry.seq(), deadline.due_ms, matter->pack};
  RETURN_IF_ERROR(ApplyAll(community, place, entry));
  return Finish(community, place, entry);
}

}  // namespace yiting::decide
