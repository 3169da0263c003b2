// Questions about the ledger's own bookkeeping: commands seen, deadlines running, messages,
// contents committed to, counters. Pure reads; every list has a total order.
// Tested by tests/unit/state/read_test.cc

#ifndef YITING_STATE_READ_LEDGER_H_
#define YITING_STATE_READ_LEDGER_H_

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/bytes.h"
#include "state/community.h"

namespace yiting::state {

// The seq of the entry that a command made, if it was accepted.
std::optional<uint64_t> SeqOfCommand(Community& community, BytesView command_id);

struct Deadline {
  uint64_t deadline = 0;
  Bytes matter;
  std::string stage;
  int64_t set_ms = 0;
  int64_t from_ms = 0;  // an instant of the day that the count began with
  int64_t due_ms = 0;
  bool provisional = false;
  int64_t round = 0;
  bool running = false;
};
std::optional<Deadline> FindDeadline(Community& community, uint64_t deadline);
// The running deadline that falls due first; of equal ones the lowest id.
std::optional<Deadline> NextDue(Community& community);

// Keys that have signed this ledger's checkpoints, each from the tree on that has entry `seq`.
struct SequencerKey {
  uint64_t seq = 0;
  Bytes key;
};
// Oldest first.
std::vector<SequencerKey> SequencerKeys(Community& community);

// Two of them can bring an earlier pack back. In order.
std::vector<Bytes> StreetKeys(Community& community);

struct Message {
  Bytes message;
  uint64_t seq = 0;
  Bytes author;
  int64_t time_ms = 0;
  Bytes content;  // commitment
  Bytes matter;   // that it was converted into, or empty
};
std::optional<Message> FindMessage(Community& community, BytesView message);
// Newest first, below seq `before`.
std::vector<Message> MessagesBefore(Community& community, uint64_t before, uint32_t limit);

struct ContentFacts {
  int64_t audience = 0;  // v1::Audience; STAFF while staff hide the opinion that it belongs to
  std::string media;
  int64_t size = 0;
  Bytes matter;  // of PARTIES contents
  Bytes owner;
  int64_t erased_ms = 0;  // 0 = it is not erased
};
std::optional<ContentFacts> FindContent(Community& community, BytesView commitment);

struct OwnContent {
  Bytes commitment;
  ContentFacts facts;
};
// Those after `after`, by commitment; erased ones too.
std::vector<OwnContent> ContentsOwnedBy(Community& community, BytesView owner, BytesView after,
                                        uint32_t limit);

int64_t CounterValue(Community& community, const std::string& counter);
// By name.
std::vector<std::pair<std::string, int64_t>> AllCounters(Community& community);

struct MatterTotals {
  int64_t open = 0;
  int64_t closed = 0;
};
MatterTotals CountMatters(Community& community);

}  // namespace yiting::state

#endif  // YITING_STATE_READ_LEDGER_H_
