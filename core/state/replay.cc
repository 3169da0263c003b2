#include "state/replay.h"

#include <string>

#include "schema/canonical.h"
#include "schema/key_change.h"
#include "schema/limits.h"
#include "schema/signed_command.h"
#include "state/apply.h"
#include "state/check_event.h"
#include "state/read_ledger.h"
#include "state/read_members.h"

namespace yiting::state {

namespace {

Failure Bad(const v1::Entry& entry, const std::string& what) {
  return Fail(ErrorCode::kInvalid, "entry " + std::to_string(entry.seq()) + ": " + what);
}

Status CheckHead(const LedgerFacts& facts, const v1::Entry& entry) {
  if (entry.seq() != facts.size) {
    return Bad(entry, "expected entry " + std::to_string(facts.size));
  }
  if (entry.engine_level() > kEngineLevel) {
    return Fail(ErrorCode::kUnsupported,
                "entry " + std::to_string(entry.seq()) + ": needs engine level " +
                    std::to_string(entry.engine_level()) + "; update this program");
  }
  if (entry.engine_level() != facts.engine_level) return Bad(entry, "its engine level is wrong");
  if (entry.time_ms() < facts.time_ms) return Bad(entry, "is earlier than the one before it");
  if (entry.pack_hash().size() != schema::kPackHashBytes) return Bad(entry, "has no pack hash");
  if (entry.events().empty()) return Bad(entry, "has no events");
  if (static_cast<size_t>(entry.events_size()) > schema::kDecisionEventsMax) {
    return Bad(entry, "has too many events");
  }
  return {};
}

// A deadline that was due may not be passed over by a later command.
Status CheckNothingDue(Community& community, const v1::Entry& entry) {
  std::optional<Deadline> next = NextDue(community);
  if (next && next->due_ms <= entry.time_ms()) {
    return Bad(entry, "comes before deadline " + std::to_string(next->deadline) +
                          ", which was due already");
  }
  return {};
}

Status CheckDeadlineCause(Community& community, const v1::Entry& entry) {
  std::optional<Deadline> next = NextDue(community);
  if (!next || next->deadline != entry.deadline()) {
    return Bad(entry, "deadline " + std::to_string(entry.deadline()) + " is not the next one");
  }
  if (next->due_ms != entry.time_ms()) return Bad(entry, "is not at its deadline's due time");
  const v1::Event& first = entry.events(0);
  const uint64_t ended = first.has_deadline_missed()   ? first.deadline_missed().deadline()
                         : first.has_deadline_failed() ? first.deadline_failed().deadline()
                                                       : 0;
  if (ended != entry.deadline()) return Bad(entry, "does not begin with its deadline's end");
  return {};
}

Status CheckDevice(Community& community, const v1::Entry& entry,
                   const schema::OpenedCommand& command) {
  const v1::Payload& payload = command.payload;
  if (payload.has_create_community() != (entry.seq() == 0)) {
    return Bad(entry, "only the first entry creates the community");
  }
  if (payload.has_create_community()) return {};
  // Of whoever has the link or scanned the poster.
  const bool by_link = payload.has_accept_invitation() || payload.has_ask_to_join();
  std::optional<Device> device = FindDevice(community, payload.device());
  if (by_link) {
    if (!device) return {};
  } else if (!device) {
    return Bad(entry, "its device is not known");
  } else if (device->member != payload.actor()) {
    return Bad(entry, "its device belongs to another member");
  }
  if (device->revoked) return Bad(entry, "its device was revoked");
  if (device->counter >= payload.counter()) return Bad(entry, "its device's counter is used");
  return {};
}

Result<schema::OpenedCommand> CheckCommandCause(Community& community, const v1::Entry& entry,
                                                CommandSignatures signatures) {
  RETURN_IF_ERROR(CheckNothingDue(community, entry));
  Result<schema::OpenedCommand> command = schema::OpenCommand(entry.command(), community.id());
  if (!command) return Bad(entry, command.error().message);
  if (SeqOfCommand(community, command->id)) return Bad(entry, "its command has an entry already");
  if (signatures == CommandSignatures::kVerify &&
      !schema::SignaturesHold(*command, community.id())) {
    return Bad(entry, "a signature of its command is wrong");
  }
  RETURN_IF_ERROR(CheckDevice(community, entry, *command));
  return command;
}

// What the street has not signed puts no key in force, whoever has the one that is.
Status CheckKeyChange(Community& community, const v1::Entry& entry, const v1::Event& event) {
  const Result<Bytes> key =
      schema::OpenKeyChange(entry.command(), community.id(), StreetKeys(community),
                            community.facts().sequencer_key);
  if (!key) return Bad(entry, key.error().message);
  if (*key == event.sequencer_key_changed().key()) return {};
  return Bad(entry, "it puts another key in force than it signs");
}

}  // namespace

Status ReplayEntry(Community& community, BytesView entry_bytes, CommandSignatures signatures) {
  if (entry_bytes.size() > schema::kEntryBytesMax) {
    return Fail(ErrorCode::kTooLarge, "entry: is larger than 65535 bytes");
  }
  ASSIGN_OR_RETURN(v1::Entry entry, schema::Decode<v1::Entry>(entry_bytes));
  RETURN_IF_ERROR(CheckHead(community.facts(), entry));

  const EntryPlace place{entry.seq(), entry.time_ms(), entry.pack_hash()};
  schema::OpenedCommand command;
  if (entry.has_command()) {
    ASSIGN_OR_RETURN(command, CheckCommandCause(community, entry, signatures));
  } else {
    RETURN_IF_ERROR(CheckDeadlineCause(community, entry));
  }
  for (const v1::Event& event : entry.events()) {
    if (event.has_sequencer_key_changed()) RETURN_IF_ERROR(CheckKeyChange(community, entry, event));
    Status good = CheckEvent(community, place, event);
    if (!good) return Bad(entry, good.error().message);
    Apply(community, place, event);
  }
  if (entry.has_command()) {
    ApplyCommand(community, place, command.id, command.payload.device(),
                 command.payload.counter());
  }
  FinishEntry(community, place);
  RETURN_IF_ERROR(community.db().failure());
  if (crypto::AsBytes(community.last_digest()) != entry.fingerprint()) {
    return Fail(ErrorCode::kCorrupt, "entry " + std::to_string(entry.seq()) +
                                         ": the state after it has another fingerprint");
  }
  if (entry.seq() == 0) community.set_id(IdOfFirstEntry(entry_bytes));
  return {};
}

}  // namespace yiting::state
