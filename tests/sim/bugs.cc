#include "tests/sim/bugs.h"

#include <optional>
#include <vector>

#include "hall/reading.h"
#include "ledger/checkpoint.h"
#include "query/audience.h"
#include "replica/side_store.h"
#include "schema/canonical.h"
#include "schema/signed_command.h"
#include "schema/signed_rejection.h"
#include "state/check_event.h"
#include "state/read_ledger.h"
#include "state/read_matters.h"
#include "state/read_members.h"
#include "state/read_polls.h"
#include "tests/sim/wrap.h"
#include "yiting/v1/sync.pb.h"

namespace yiting::sim {

namespace {

Bug bug = Bug::kNone;
bool at_server = false;
uint64_t calls = 0;  // of whatever does wrong now and then

bool Here(Bug one) { return bug == one && at_server; }
bool There(Bug one) { return bug == one && !at_server; }
bool NowAndThen(uint64_t every) { return ++calls % every == 0; }

}  // namespace

const std::vector<BugName>& AllBugs() {
  static const std::vector<BugName> bugs = {
      {Bug::kStoreSkipsSync, "store-skips-sync"},
      {Bug::kPhoneSkipsSync, "phone-skips-sync"},
      {Bug::kLostDedup, "lost-dedup"},
      {Bug::kCommandTwice, "command-twice"},
      {Bug::kCounterUnchecked, "counter-unchecked"},
      {Bug::kSignatureUnchecked, "signature-unchecked"},
      {Bug::kObserverAllowed, "observer-allowed"},
      {Bug::kDeadlineMissed, "deadline-missed"},
      {Bug::kDeadlineEarly, "deadline-early"},
      {Bug::kDeadlineOrder, "deadline-order"},
      {Bug::kAnswerBeforeCommit, "answer-before-commit"},
      {Bug::kFailureSwallowed, "failure-swallowed"},
      {Bug::kBallotTwice, "ballot-twice"},
      {Bug::kPullSkipsEntry, "pull-skips-entry"},
      {Bug::kCheckpointUnchecked, "checkpoint-unchecked"},
      {Bug::kRejectionUnchecked, "rejection-unchecked"},
      {Bug::kEverybodyReads, "everybody-reads"},
      {Bug::kErasedKept, "erased-kept"},
      {Bug::kOutboxRowLost, "outbox-row-lost"},
  };
  return bugs;
}

Bug planted() { return bug; }
void Plant(Bug one) {
  bug = one;
  calls = 0;
}

Honest::Honest() : before_(bug) { bug = Bug::kNone; }
Honest::~Honest() { bug = before_; }

AtServer::AtServer() : before_(at_server) { at_server = true; }
AtServer::~AtServer() { at_server = before_; }

WRAP("_ZN6yiting5state12SeqOfCommandERNS0_9CommunityE" VIEW, std::optional<uint64_t>, SeqOfCommand,
     (state::Community& community, BytesView id)) {
  if (Here(Bug::kLostDedup) || Here(Bug::kCommandTwice)) return std::nullopt;
  return RealSeqOfCommand(community, id);
}

WRAP("_ZN6yiting5state10FindDeviceERNS0_9CommunityE" VIEW, std::optional<state::Device>, FindDevice,
     (state::Community& community, BytesView device)) {
  std::optional<state::Device> found = RealFindDevice(community, device);
  const bool unchecked = Here(Bug::kCounterUnchecked) || Here(Bug::kCommandTwice);
  if (found && unchecked) found->counter = 0;
  return found;
}

WRAP("_ZN6yiting6schema14SignaturesHoldERKNS0_13OpenedCommandE" VIEW, bool, SignaturesHold,
     (const schema::OpenedCommand& command, BytesView community)) {
  return bug == Bug::kSignatureUnchecked || RealSignaturesHold(command, community);
}

WRAP("_ZN6yiting5state9HoldsRoleERKSt6vectorINS0_8HeldRoleESaIS2_EE" VIEW, bool, HoldsRole,
     (const std::vector<state::HeldRole>& roles, std::string_view role)) {
  if (bug == Bug::kObserverAllowed && role == state::kObserverRole) return false;
  return RealHoldsRole(roles, role);
}

WRAP("_ZN6yiting5state7NextDueERNS0_9CommunityE", std::optional<state::Deadline>, NextDue,
     (state::Community& community)) {
  std::optional<state::Deadline> next = RealNextDue(community);
  if (!next) return next;
  if (Here(Bug::kDeadlineMissed) && NowAndThen(4)) return std::nullopt;
  if (Here(Bug::kDeadlineEarly)) next->due_ms -= 3'600'000;
  if (Here(Bug::kDeadlineOrder)) {
    auto other = state::FindDeadline(community, next->deadline + 1);
    if (other && other->running) return other;
  }
  return next;
}

WRAP("_ZN6yiting5state15FindRunningPollERNS0_9CommunityERKNS0_6MatterE", std::optional<state::Poll>,
     FindRunningPoll, (state::Community& community, const state::Matter& matter)) {
  std::optional<state::Poll> poll = RealFindRunningPoll(community, matter);
  if (poll && Here(Bug::kBallotTwice) && poll->in_favour > 0) ++poll->in_favour;
  return poll;
}

WRAP("_ZN6yiting4hall10AnswerPullERKNS0_11ReadingDeskERKNS0_7PullJobElRSt6vectorINS_5store6Access"
     "ESaIS9_EE", Result<v1::PullResponse>, AnswerPull,
     (const hall::ReadingDesk& desk, const hall::PullJob& job, int64_t now_ms,
      std::vector<store::Access>& accesses)) {
  Result<v1::PullResponse> answer = RealAnswerPull(desk, job, now_ms, accesses);
  if (answer && bug == Bug::kPullSkipsEntry && answer->entries_size() > 1 && NowAndThen(5)) {
    answer->mutable_entries()->DeleteSubrange(0, 1);
  }
  return answer;
}

WRAP("_ZN6yiting6ledger14OpenCheckpointE" VIEW "S4_S4_", Result<ledger::Checkpoint>, OpenCheckpoint,
     (std::string_view note, std::string_view origin, BytesView key)) {
  if (!There(Bug::kCheckpointUnchecked)) return RealOpenCheckpoint(note, origin, key);
  ASSIGN_OR_RETURN(const ledger::Note parsed, ledger::ParseNote(note));
  return ledger::ParseCheckpoint(parsed.text);
}

WRAP("_ZN6yiting6schema13OpenRejectionE" VIEW "S4_S4_", Result<v1::Rejection>, OpenRejection,
     (BytesView rejection, BytesView community, BytesView key)) {
  if (!There(Bug::kRejectionUnchecked)) return RealOpenRejection(rejection, community, key);
  ASSIGN_OR_RETURN(const auto outer, schema::Decode<v1::SignedRejection>(rejection));
  return schema::Decode<v1::Rejection>(outer.rejection());
}

WRAP("_ZN6yiting5query7MayReadERNS_5state9CommunityEPKNS_8rulehost10LoadedPackERKNS1_12Content"
     "FactsE" VIEW "l", bool, MayRead,
     (state::Community& community, const rulehost::LoadedPack* pack,
      const state::ContentFacts& content, BytesView member, int64_t now_ms)) {
  return Here(Bug::kEverybodyReads) || RealMayRead(community, pack, content, member, now_ms);
}

WRAP("_ZN6yiting7replica9SideStore8NoteSentERKSt6vectorINSt7__cxx1112basic_stringIcSt11char_traits"
     "IcESaIcEEESaIS8_EE", void, NoteSent,
     (replica::SideStore* store, const std::vector<Bytes>& command_ids)) {
  RealNoteSent(store, command_ids);
  if (bug == Bug::kOutboxRowLost && NowAndThen(6)) store->RemoveCommand(command_ids.front());
}

}  // namespace yiting::sim
