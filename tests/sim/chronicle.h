// What an observer who forgets nothing knows of a schedule: the ledger as it became durable, every
// answer that a server gave, every command that a phone said was kept. The invariants
// (invariants.h) are told of each fact as it happens.
// Pure. Nothing here is believed because the product says so: entries are parsed, hashed and
// compared anew.

#ifndef YITING_TESTS_SIM_CHRONICLE_H_
#define YITING_TESTS_SIM_CHRONICLE_H_

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "base/bytes.h"
#include "crypto/sha256.h"
#include "ledger/merkle.h"
#include "schema/signed_command.h"
#include "yiting/v1/entry.pb.h"

namespace yiting::sim {

struct Seen {
  uint64_t seq = 0;
  Bytes bytes;
  v1::Entry entry;
  std::optional<schema::OpenedCommand> command;
  crypto::Hash root{};  // of the tree that ends with it
};

// A command that a phone has kept.
struct Made {
  int phone = 0;
  std::optional<uint64_t> accepted;  // what a server's answer, or the ledger, said
  bool refused = false;              // by an answer of the server
  bool lost = false;                 // its phone lost its storage: no promise any more
};

struct Text {
  Bytes commitment;
  std::string words;  // that nobody else has written
  v1::Audience audience = v1::AUDIENCE_UNSPECIFIED;
  Bytes author;
  Bytes matter;  // that it belongs to, or empty
};

class Invariant;

class Chronicle {
 public:
  Chronicle();
  ~Chronicle();

  // Facts. ----------------------------------------------------------------------------------------
  // The store says that it has them durably.
  void OnStored(uint64_t seq, const Bytes& entry);
  // All that the store holds when a server has opened it: what was stored must be there as it was,
  // and what nobody was told of may be there as well.
  void OnReopened(const std::vector<Bytes>& entries);
  // An old backup was brought back: what came after it is missing until phones bring it back.
  void OnRestored() { restored_ = true; }
  bool restored() const { return restored_; }
  void OnAnswer(const std::string& method, const Bytes& request, const Bytes& answer);
  void OnCheckpoint(const std::string& note, const char* where);
  void OnMade(const Bytes& command_id, int phone);
  void OnText(Text text) { texts_.push_back(std::move(text)); }
  void OnStorageLost(int phone);

  // Of the ledger. --------------------------------------------------------------------------------
  const Bytes& community() const { return community_; }
  uint64_t size() const { return log_.size(); }
  const std::vector<Seen>& log() const { return log_; }
  std::optional<uint64_t> SeqOf(BytesView command_id) const;
  std::map<Bytes, Made>& made() { return made_; }
  const std::vector<Text>& texts() const { return texts_; }
  // Matters by id, with whether they are a question; newest last.
  struct Matter {
    Bytes id;
    bool question = false;
  };
  const std::vector<Matter>& matters() const { return matters_; }

  // What is broken. -------------------------------------------------------------------------------
  struct Violation {
    std::string invariant;
    std::string what;
  };
  void Fail(std::string_view invariant, std::string what);
  const std::optional<Violation>& violation() const { return violation_; }

  std::vector<std::unique_ptr<Invariant>>& invariants() { return invariants_; }

 private:
  Bytes community_;
  std::vector<Seen> log_;
  ledger::Frontier frontier_;
  std::map<Bytes, uint64_t, std::less<>> seqs_;
  std::map<Bytes, Made> made_;
  std::vector<Text> texts_;
  std::vector<Matter> matters_;
  std::vector<std::unique_ptr<Invariant>> invariants_;
  bool restored_ = false;
  std::optional<Violation> violation_;
};

}  // namespace yiting::sim

#endif  // YITING_TESTS_SIM_CHRONICLE_H_
