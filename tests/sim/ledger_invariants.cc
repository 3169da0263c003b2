// What must hold of the ledger's entries, whoever holds them: told of each as it becomes durable.

#include <algorithm>
#include <map>
#include <set>

#include "schema/signed_command.h"
#include "tests/sim/bugs.h"
#include "tests/sim/cast.h"
#include "tests/sim/invariants.h"

namespace yiting::sim {

namespace {

std::string At(const Seen& seen) { return "entry " + std::to_string(seen.seq) + ": "; }

class AcknowledgedOnce : public Invariant {
 public:
  explicit AcknowledgedOnce(Chronicle& chronicle) : Invariant(chronicle, "AcknowledgedOnce") {}

  void OnAccepted(const Bytes& command, uint64_t seq) override {
    const std::optional<uint64_t> found = chronicle_.SeqOf(command);
    if (!found || *found != seq) {
      Fail("a command was accepted as entry " + std::to_string(seq) + ", and the ledger has it " +
           (found ? "at " + std::to_string(*found) : "nowhere"));
    }
  }
  // A refusal is of a size of the ledger; a copy that comes later may be taken.
  void OnRefused(const Bytes& command, const v1::Rejection& rejection) override {
    const auto seq = chronicle_.SeqOf(command);
    if (seq && *seq < rejection.tree_size()) {
      Fail("a command is refused and is entry " + std::to_string(*seq) + ": " +
           v1::Reason_Name(rejection.reason()));
    }
  }
  void OnReopened(const std::vector<Bytes>& entries) override {
    const std::vector<Seen>& log = chronicle_.log();
    for (size_t seq = 0; seq < log.size(); ++seq) {
      if (seq < entries.size() && entries[seq] == log[seq].bytes) continue;
      if (seq >= entries.size() && chronicle_.restored()) return;
      const char* how = seq < entries.size() ? " is another" : " is gone";
      return Fail(At(log[seq]) + "it was stored, and after a restart it" + how);
    }
  }
};

class NoBallotTwice : public Invariant {
 public:
  explicit NoBallotTwice(Chronicle& chronicle) : Invariant(chronicle, "NoBallotTwice") {}

  void OnEntry(const Seen& seen) override {
    for (const v1::Event& event : seen.entry.events()) {
      if (event.has_ballot_cast()) Cast(seen, event.ballot_cast());
      if (event.has_tally_published()) Tally(seen, event.tally_published());
    }
  }

 private:
  void Cast(const Seen& seen, const v1::BallotCast& ballot) {
    auto& ballots = ballots_[ballot.matter()];
    const bool replaces = ballots.contains(ballot.voter());
    if (replaces != ballot.replaces()) Fail(At(seen) + "a ballot is cast anew as if it were not");
    ballots[ballot.voter()] = ballot.choice();
  }
  void Tally(const Seen& seen, const v1::TallyPublished& tally) {
    uint32_t counts[4] = {};
    for (const auto& [voter, choice] : ballots_[tally.matter()]) ++counts[choice % 4];
    if (counts[v1::FOR] != tally.in_favour() || counts[v1::AGAINST] != tally.against() ||
        counts[v1::ABSTAIN] != tally.abstained()) {
      Fail(At(seen) + "the tally is " + std::to_string(tally.in_favour()) + " to " +
           std::to_string(tally.against()) + ", the last ballots are " +
           std::to_string(counts[v1::FOR]) + " to " + std::to_string(counts[v1::AGAINST]));
    }
  }

  std::map<Bytes, std::map<Bytes, int>> ballots_;
};

class DeadlinesOnceInOrder : public Invariant {
 public:
  explicit DeadlinesOnceInOrder(Chronicle& chronicle)
      : Invariant(chronicle, "DeadlinesOnceInOrder") {}

  void OnEntry(const Seen& seen) override {
    if (seen.entry.time_ms() < last_ms_) Fail(At(seen) + "it is earlier than the one before");
    last_ms_ = seen.entry.time_ms();
    if (seen.entry.cause_case() == v1::Entry::kDeadline) {
      Fall(seen);
    } else if (const auto next = Next(); next && next->first <= last_ms_) {
      Fail(At(seen) + "deadline " + std::to_string(next->second) + " was due before it");
    }
    for (const v1::Event& event : seen.entry.events()) Follow(seen, event);
  }

 private:
  // (due, number) of the first.
  std::optional<std::pair<int64_t, uint64_t>> Next() const {
    std::optional<std::pair<int64_t, uint64_t>> next;
    for (const auto& [deadline, due] : running_) {
      const std::pair<int64_t, uint64_t> one{due, deadline};
      if (!next || one < *next) next = one;
    }
    return next;
  }
  void Fall(const Seen& seen) {
    const uint64_t deadline = seen.entry.deadline();
    auto found = running_.find(deadline);
    if (found == running_.end()) {
      return Fail(At(seen) + "deadline " + std::to_string(deadline) + " does not run");
    }
    if (found->second != seen.entry.time_ms()) Fail(At(seen) + "not when the deadline is due");
    if (Next()->second != deadline) Fail(At(seen) + "another deadline is due before it");
    running_.erase(found);
  }
  void Follow(const Seen& seen, const v1::Event& event) {
    if (event.has_deadline_set()) {
      const uint64_t deadline = event.deadline_set().deadline();
      if (deadline <= highest_) Fail(At(seen) + "a deadline has the number of another");
      highest_ = deadline;
      running_[deadline] = event.deadline_set().due_ms();
    }
    if (event.has_deadline_cleared()) running_.erase(event.deadline_cleared().deadline());
    if (event.has_deadline_moved()) {
      running_[event.deadline_moved().deadline()] = event.deadline_moved().due_ms();
    }
  }

  int64_t last_ms_ = 0;
  uint64_t highest_ = 0;
  std::map<uint64_t, int64_t> running_;
};

class ObserversSilent : public Invariant {
 public:
  explicit ObserversSilent(Chronicle& chronicle) : Invariant(chronicle, "ObserversSilent") {}

  void OnEntry(const Seen& seen) override {
    if (!seen.command) return;
    const Person* actor = FindMember(seen.command->payload.actor());
    if (actor != nullptr && actor->role == "observer") Fail(At(seen) + "an observer has spoken");
  }
};

class OnlyOwnCommands : public Invariant {
 public:
  explicit OnlyOwnCommands(Chronicle& chronicle) : Invariant(chronicle, "OnlyOwnCommands") {}

  void OnEntry(const Seen& seen) override {
    if (!seen.command) return;
    const Honest honest;
    const v1::Payload& payload = seen.command->payload;
    const BytesView community =
        seen.seq == 0 ? schema::NoCommunity() : BytesView(chronicle_.community());
    const Person* actor = FindMember(payload.actor());
    if (actor == nullptr) return Fail(At(seen) + "its actor is no member");
    if (!schema::SignaturesHold(*seen.command, community)) Fail(At(seen) + "its signature is bad");
    if (payload.device() != actor->device) Fail(At(seen) + "the device is not its actor's");
    uint64_t& counter = counters_[payload.device()];
    if (payload.counter() <= counter) Fail(At(seen) + "its device has counted backwards");
    counter = payload.counter();
  }

 private:
  std::map<Bytes, uint64_t> counters_;
};

class CheckpointsNeverFork : public Invariant {
 public:
  explicit CheckpointsNeverFork(Chronicle& chronicle)
      : Invariant(chronicle, "CheckpointsNeverFork") {}

  void OnCheckpoint(uint64_t size, const crypto::Hash& root, const char* where) override {
    const std::vector<Seen>& log = chronicle_.log();
    if (size == 0 || size > log.size()) {
      return Fail("a checkpoint over " + std::to_string(size) + " entries, of which " +
                  std::to_string(log.size()) + " are stored (" + where + ")");
    }
    if (log[size - 1].root != root) {
      Fail("a checkpoint over " + std::to_string(size) + " entries is of another tree (" +
           std::string(where) + ")");
    }
  }
};

}  // namespace

void AddLedgerInvariants(Chronicle& chronicle, std::vector<std::unique_ptr<Invariant>>& all) {
  all.push_back(std::make_unique<AcknowledgedOnce>(chronicle));
  all.push_back(std::make_unique<NoBallotTwice>(chronicle));
  all.push_back(std::make_unique<DeadlinesOnceInOrder>(chronicle));
  all.push_back(std::make_unique<ObserversSilent>(chronicle));
  all.push_back(std::make_unique<OnlyOwnCommands>(chronicle));
  all.push_back(std::make_unique<CheckpointsNeverFork>(chronicle));
}

std::vector<std::unique_ptr<Invariant>> AllInvariants(Chronicle& chronicle) {
  std::vector<std::unique_ptr<Invariant>> all;
  AddLedgerInvariants(chronicle, all);
  AddPlaceInvariants(chronicle, all);
  return all;
}

}  // namespace yiting::sim
