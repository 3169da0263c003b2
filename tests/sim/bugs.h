// Bugs that are planted on purpose, to see that the invariants bite. They are not in the product:
// the linker puts a wrapper of the simulator's around a function of the product (bugs.cc,
// CMakeLists.txt: --wrap), or a simulated part does wrong (a disk whose sync lies). One at a time,
// chosen when the program runs; none is the rule.

#ifndef YITING_TESTS_SIM_BUGS_H_
#define YITING_TESTS_SIM_BUGS_H_

#include <string>
#include <vector>

namespace yiting::sim {

enum class Bug {
  kNone,
  kStoreSkipsSync,         // the server's disk says that it synced, and did not
  kPhoneSkipsSync,         // the phone's
  kLostDedup,              // a command that is in the ledger is not recognised
  kCommandTwice,           // and its counter is not looked at: it is admitted again
  kCounterUnchecked,       // a device may count backwards
  kSignatureUnchecked,     // every signature is good
  kObserverAllowed,        // who only watches may speak
  kDeadlineMissed,         // a command is admitted before a deadline that was due
  kDeadlineEarly,          // a deadline falls before it is due
  kDeadlineOrder,          // the second that is due falls first
  kAnswerBeforeCommit,     // the store says that it has entries before it has them
  kFailureSwallowed,       // a store that failed says that it has the entries
  kBallotTwice,            // a ballot that was cast anew counts twice
  kPullSkipsEntry,         // an entry is left out of an answer
  kCheckpointUnchecked,    // a phone takes any checkpoint for its sequencer's
  kRejectionUnchecked,     // a phone takes any rejection for its sequencer's
  kEverybodyReads,         // prose is handed to whoever asks
  kErasedKept,             // what was erased stays in the store
  kOutboxRowLost,          // a phone forgets a command that was sent
};

struct BugName {
  Bug bug;
  const char* name;
};
const std::vector<BugName>& AllBugs();

Bug planted();
void Plant(Bug bug);

// While it lives nothing is planted: for those who look for what the bug did.
class Honest {
 public:
  Honest();
  ~Honest();
  Honest(const Honest&) = delete;
  Honest& operator=(const Honest&) = delete;

 private:
  Bug before_;
};

// While it lives what runs is the server, and else a phone: both are in one process.
class AtServer {
 public:
  AtServer();
  ~AtServer();
  AtServer(const AtServer&) = delete;
  AtServer& operator=(const AtServer&) = delete;

 private:
  bool before_;
};

}  // namespace yiting::sim

#endif  // YITING_TESTS_SIM_BUGS_H_
