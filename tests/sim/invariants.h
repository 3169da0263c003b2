// What must hold in every schedule, each a class with a name. Facts come in as they happen; what is
// dear to look at is looked at when the world is at rest, and at the end.
//
//   ReplicasAgree         phones and server hold the same entries and the same state
//   AcknowledgedOnce      what was accepted is in the ledger, once, at its place, for ever; what
//                         a phone has kept ends accepted or refused, and is never lost
//   NoBallotTwice         a tally counts each elector's last ballot, once
//   DeadlinesOnceInOrder  deadlines fall once, in order, not early, and before what comes after
//   ObserversSilent       nothing in the ledger is an observer's doing
//   OnlyOwnCommands       each command is signed by its actor's device, and devices count upwards
//   SecretsKept           prose is on the disks of those alone who may read it
//   ErasedIsGone          what was erased is on no disk
//   CheckpointsNeverFork  every signed checkpoint is of this ledger, and of entries that are stored
//   NobodyAccused         no phone takes its server for a liar without somebody having lied
//   ReDecideEquals        an audit of the whole ledger comes to the same bytes
//   NothingStuck          when faults have ended, all comes to rest in bounded time

#ifndef YITING_TESTS_SIM_INVARIANTS_H_
#define YITING_TESTS_SIM_INVARIANTS_H_

#include <memory>
#include <string>
#include <vector>

#include "tests/sim/chronicle.h"

namespace yiting::sim {

class Phone;
class World;

class Invariant {
 public:
  Invariant(Chronicle& chronicle, const char* name) : chronicle_(chronicle), name_(name) {}
  virtual ~Invariant() = default;

  virtual void OnEntry(const Seen&) {}
  virtual void OnAccepted(const Bytes& /*command*/, uint64_t /*seq*/) {}
  virtual void OnRefused(const Bytes& /*command*/, const v1::Rejection&) {}
  virtual void OnCheckpoint(uint64_t /*size*/, const crypto::Hash& /*root*/,
                            const char* /*where*/) {}
  // The store was opened anew and holds this.
  virtual void OnReopened(const std::vector<Bytes>&) {}
  virtual void OnPhoneOpened(Phone&) {}
  // Looked at now and then, whatever is under way.
  virtual void AtRest(World&) {}
  // Nothing waits anywhere, and nothing is under way.
  virtual void AtEnd(World&) {}

 protected:
  void Fail(std::string what) { chronicle_.Fail(name_, std::move(what)); }
  Chronicle& chronicle_;

 private:
  const char* name_;
};

std::vector<std::unique_ptr<Invariant>> AllInvariants(Chronicle& chronicle);
// Parts of AllInvariants: of the ledger's entries; of phones and disks.
void AddLedgerInvariants(Chronicle& chronicle, std::vector<std::unique_ptr<Invariant>>& all);
void AddPlaceInvariants(Chronicle& chronicle, std::vector<std::unique_ptr<Invariant>>& all);

}  // namespace yiting::sim

#endif  // YITING_TESTS_SIM_INVARIANTS_H_
