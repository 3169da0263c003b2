// Test support: a town with one community under the rules of 米市巷, its server in this process, and
// as many phones as a test wants. The server is made of the real sequencer; around it stands the
// little that a server adds: a list of entries, a bag of contents, answers as bytes. It can be told
// to be away, to lose its answers, and to lie.

#ifndef YITING_TESTS_UNIT_REPLICA_TOWN_H_
#define YITING_TESTS_UNIT_REPLICA_TOWN_H_

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "decide/decide.h"
#include "ledger/merkle.h"
#include "replica/parts.h"
#include "replica/replica.h"
#include "replica/sync_session.h"
#include "sequencer/sequencer.h"
#include "yiting/v1/bridge.pb.h"
#include "yiting/v1/sync.pb.h"
#include "yiting/v1/view.pb.h"

namespace yiting::testing {

// Monday 2024-03-04, 09:00 in China; the calendar covers it.
inline constexpr int64_t kMonday = 1'709'514'000'000;

crypto::SigningKey KeyOf(char name);
Bytes SeedOf(char name);
Bytes MemberOf(char name);  // 16 bytes
// The bundle of rules/packs/mishixiang, as bytes, and its hash.
const Bytes& PackBytes();
Bytes PackHashBytes();

// 64 bytes that are never the same twice in a program.
Bytes FreshEntropy();

// Those of a server; the pack of PackBytes() is always among them.
class Packs : public decide::PackSource {
 public:
  rulehost::PackPtr Find(BytesView hash) override;
  // Its hash; nothing is kept, and nothing said, of one that does not load.
  Bytes Add(BytesView bundle);

 private:
  std::map<Bytes, rulehost::PackPtr, std::less<>> more_;
};

class Server : public sequencer::ContentsAtHand {
 public:
  // Members: 'R' registrar, 'S' community staff, 'T' street staff, 'A', 'B', 'C' residents, each
  // with the device KeyOf(name); 'P' of the property company.
  explicit Server(int64_t now_ms = kMonday, char sequencer = 'Q', const Bytes& pack = PackBytes());

  bool Has(BytesView commitment) override { return contents.count(Bytes(commitment)) != 0; }
  v1::SyncReply Serve(const std::string& method, const Bytes& body);
  // A command of `actor`'s own device, admitted at once.
  sequencer::Answer Command(char actor, const std::function<void(v1::Payload&)>& body);
  // Puts KeyOf(to) in force, by two street keys; 'N' and 'O' are on the server's ring.
  sequencer::Answer Rotate(char to, const std::string& streets = "12");
  // Lets due deadlines fall.
  void Wake();
  uint64_t size() const { return entries.size(); }
  Bytes Fingerprint() { return Bytes(crypto::AsBytes(sequencer->state().Digest())); }
  const Bytes& id() const { return sequencer->community_id(); }
  std::string Checkpoint() const;
  // The one that the ledger began with.
  Bytes Key() const { return crypto::PublicKey(key); }

  int64_t now_ms;
  bool away = false;         // status 0
  uint32_t fails_with = 0;   // a status other than 200
  bool loses_reply = false;  // works, and then status 0
  std::function<void(v1::PullResponse&)> lie;
  std::function<void(v1::PushResponse&)> lie_of_push;
  // Answers to FetchSnapshot; without it there are none.
  std::function<void(const Bytes& body, v1::SyncReply& reply)> fetch_snapshot;
  // The same of Recover.
  std::function<v1::RecoverResponse(const v1::RecoverRequest&)> recover;
  // The same of ListAccesses.
  std::function<v1::ListAccessesResponse(const v1::ListAccessesRequest&)> list_accesses;
  uint32_t entries_a_pull = 1000;
  int pulls = 0;
  int receipts_asked = 0;
  int pushes = 0;
  int packs_pushed = 0;       // bundles in all pushes
  std::vector<Bytes> wanted;  // of the last pull
  v1::Reader reader;          // of the last pull

  Packs packs;
  crypto::SigningKey key;
  std::unique_ptr<sequencer::Sequencer> sequencer;
  std::vector<Bytes> entries;
  std::vector<Bytes> key_changes;  // commands, in order
  ledger::MemoryTree tree;
  std::map<Bytes, v1::Content> contents;

 private:
  void Store();
  Bytes Push(const v1::PushRequest& request);
  Bytes Pull(const v1::PullRequest& request);
  std::map<char, uint64_t> counters_;
};

// A phone: a replica, its clock, and its host's loop.
class Phone {
 public:
  // `folder` "" = in memory. The server's clock is its own unless it is set apart.
  Phone(Server& server, char device, std::string folder = "");

  void Reopen();
  // One exchange; false when the replica has nothing to send now.
  bool Step();
  // Until there is nothing to send.
  void Sync();
  void GoOffline();
  // Asks what to send, and sends nothing.
  v1::SyncOrder StepOnly();

  v1::Acted Act(const v1::Draft& draft);
  v1::View View(const std::function<void(v1::ViewRequest&)>& ask);
  v1::OutboxView Outbox();
  v1::SyncView SyncState();
  v1::MatterView Matter(const Bytes& matter);
  v1::AuditView Audit(uint32_t entries, bool anew = false);
  v1::SavedFile Save(v1::SaveFile::What what, uint64_t number, const Bytes& from = "");
  // Of the confirmed state: takes the overlay off.
  Bytes ConfirmedFingerprint();

  Server* server;
  char name;
  std::string folder;
  int64_t clock_ahead_ms = 0;
  bool online = true;
  bool poked = false;
  bool changed = false;
  v1::SyncOrder order;  // given, not sent yet
  std::unique_ptr<replica::Replica> replica;
  int64_t now() const { return server->now_ms + clock_ahead_ms; }
};

// Drafts.
v1::Draft Press(const std::string& title, const std::string& body = "");
v1::Draft ActOn(const Bytes& matter, const std::string& action);
v1::Draft Accept(const Bytes& matter, const std::string& category = "parking");
v1::Draft LeaveMessage(const std::string& text);

// A folder for files that no other test has; gone again with the object.
class TempFolder {
 public:
  TempFolder();
  ~TempFolder();
  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

}  // namespace yiting::testing

#endif  // YITING_TESTS_UNIT_REPLICA_TOWN_H_
