// What a server is handed by whoever reaches it: lost entries that are brought back, checkpoints
// that a witness is to cosign, requests as JSON.

#include <spdlog/spdlog.h>

#include <algorithm>
#include <memory>
#include <set>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "base/check.h"
#include "crypto/commitment.h"
#include "hall/desk.h"
#include "hall/intake.h"
#include "hall/recovery.h"
#include "http/json_codec.h"
#include "ledger/checkpoint.h"
#include "rulehost/loader.h"
#include "store/sqlite_store.h"
#include "tests/fuzz/fuzz_street.h"
#include "tests/fuzz/targets.h"
#include "tests/unit/server/temp_folder.h"
#include "witness/request.h"
#include "witness/witness.h"

namespace yiting::fuzz {

namespace {

constexpr BytesView kSaid = "a letter";
const Bytes kSalt(crypto::kSaltBytes, 's');

Bytes CommitmentOf(BytesView salt, BytesView data) {
  const crypto::Hash commitment = crypto::Commit(salt, data);
  return Bytes(crypto::AsBytes(commitment));
}

// ---- Recover ------------------------------------------------------------------------------------

// The ledger of FuzzStreet and three entries more; its server has lost these.
class LostEntries {
 public:
  static LostEntries& Get() {
    static LostEntries lost;
    return lost;
  }

  // What nobody guesses is filled in where the input leaves it short: an entry of one byte is the
  // ledger's of that number, `rest` of one byte the right one, a pack of one byte the one in force,
  // a content without commitment is given its own, and a checkpoint without a text is the signed
  // one over all; of one character: "f" another root of that size, else over so many entries.
  void FillIn(v1::RecoverRequest& request) const;

  // A desk as after a start.
  std::unique_ptr<hall::Desk> Open() {
    auto desk = std::make_unique<hall::Desk>(*ports_, id_);
    CHECK(desk->Open().has_value());
    return desk;
  }
  // Only what was signed is in the store, and what belongs to it. Returns how many entries,
  // contents and packs that is beyond what was here, and puts the store back to where it was.
  uint64_t CheckAndPutBack(const v1::RecoverRequest& request);
  const std::vector<Bytes>& keys() const { return ports_->keys.public_keys(); }

 private:
  LostEntries();
  void MakeStore();
  void Stage(char by, const v1::Payload& payload);
  std::string Signed(uint64_t size, bool fork) const;

  FuzzPack packs_;
  Bytes id_;
  uint64_t kept_ = 0;
  std::vector<Bytes> entries_;
  ledger::MemoryTree tree_;
  std::unique_ptr<testing::TempFolder> folder_;
  std::unique_ptr<store::SqliteStore> store_;
  std::unique_ptr<hall::Desk::Ports> ports_;
};

LostEntries::LostEntries() {
  FuzzStreet& street = FuzzStreet::Get();
  id_ = street.id();
  entries_ = street.entries();
  kept_ = entries_.size();
  v1::Payload message;
  message.mutable_leave_message()->set_channel(v1::APP);
  v1::ContentRef& text = *message.mutable_leave_message()->mutable_text();
  text.set_commitment(CommitmentOf(kSalt, kSaid));
  text.set_audience(v1::STAFF);
  text.set_media("text/plain");
  text.set_size(kSaid.size());
  Stage('a', message);
  v1::Payload matter;
  matter.mutable_open_matter()->set_procedure("p");
  matter.mutable_open_matter()->set_channel(v1::APP);
  Stage('b', matter);
  Stage('a', matter);
  for (const sequencer::StagedEntry& staged : street.sequencer().staged()) {
    entries_.push_back(staged.bytes);
  }
  street.Forget();
  CHECK_EQ(entries_.size(), kept_ + 3);
  for (const Bytes& entry : entries_) tree_.Append(ledger::LeafHash(entry));
  MakeStore();
}

void LostEntries::Stage(char by, const v1::Payload& payload) {
  FuzzStreet& street = FuzzStreet::Get();
  AnyContent contents;
  auto answer = street.sequencer().Admit(street.Sign(by, payload), kFuzzMs, contents);
  CHECK(answer.has_value());
  CHECK(std::holds_alternative<sequencer::Admitted>(answer->outcome));
}

void LostEntries::MakeStore() {
  ports_.reset();
  store_.reset();
  folder_ = std::make_unique<testing::TempFolder>();
  auto opened = store::SqliteStore::Open(*folder_ / "store.db");
  CHECK(opened.has_value());
  store_ = *std::move(opened);
  store::Batch batch;
  for (uint64_t seq = 0; seq < kept_; ++seq) {
    batch.entries.push_back({id_, seq, entries_[seq], ledger::LeafHash(entries_[seq])});
  }
  CHECK(store_->Append(batch).has_value());
  ports_ = std::make_unique<hall::Desk::Ports>(
      hall::Desk::Ports{*store_, packs_, FuzzKey('S'), folder_->path()});
}

std::string LostEntries::Signed(uint64_t size, bool fork) const {
  const std::string origin = ledger::OriginOf(id_);
  const ledger::Hash root = fork ? ledger::LeafHash("other") : tree_.HeadAt(size).root;
  return ledger::SignCheckpoint({origin, size, root}, origin, FuzzKey('S'));
}

void LostEntries::FillIn(v1::RecoverRequest& request) const {
  if (request.community().empty()) request.set_community(id_);
  for (std::string& entry : *request.mutable_entries()) {
    if (entry.size() == 1) entry = entries_[static_cast<uint8_t>(entry[0]) % entries_.size()];
  }
  if (request.rest().size() == 1) {
    request.clear_rest();
    const uint64_t count = static_cast<uint64_t>(request.entries_size());
    for (uint64_t seq = request.from() + count; seq < entries_.size(); ++seq) {
      const ledger::Hash leaf = ledger::LeafHash(entries_[seq]);
      request.mutable_rest()->append(crypto::AsBytes(leaf));
    }
  }
  for (std::string& pack : *request.mutable_packs()) {
    if (pack.size() == 1) pack = rulehost::EncodeBundle(packs_.pack()->bundle());
  }
  for (v1::Content& content : *request.mutable_contents()) {
    if (content.salt().empty()) content.set_salt(kSalt);
    if (!content.commitment().empty() || content.salt().size() != crypto::kSaltBytes) continue;
    content.set_commitment(CommitmentOf(content.salt(), content.data()));
  }
  const std::string& note = request.checkpoint();
  if (note.size() > 1) return;
  uint64_t size = entries_.size();
  if (!note.empty() && note != "f") size = static_cast<uint8_t>(note[0]) % (size + 1);
  request.set_checkpoint(Signed(size, note == "f"));
}

uint64_t LostEntries::CheckAndPutBack(const v1::RecoverRequest& request) {
  auto stored = store_->Read(id_, 0, size_t{1} << 30);
  CHECK(stored.has_value());
  CHECK(stored->size() >= kept_ && stored->size() <= entries_.size());
  CHECK(std::equal(stored->begin(), stored->end(), entries_.begin()));
  uint64_t more = stored->size() - kept_;
  const Bytes said = CommitmentOf(kSalt, kSaid);
  for (const v1::Content& content : request.contents()) {
    const bool here = *store_->HasContent(id_, content.commitment());
    // The one that a lost entry names.
    CHECK(!here || content.commitment() == said);
    more += here ? 1 : 0;
  }
  for (const Bytes& pack : request.packs()) {
    const crypto::Hash hash = rulehost::PackHash(pack);
    const bool here = store_->FindPack(crypto::AsBytes(hash))->has_value();
    CHECK(!here || crypto::AsBytes(hash) == packs_.pack()->hash());
    more += here ? 1 : 0;
  }
  if (more > 0) MakeStore();
  return more;
}

// ---- A witness ----------------------------------------------------------------------------------

constexpr char kLog[] = "yiting.example/fuzz";
constexpr uint64_t kSeen = 5;
constexpr uint64_t kLogSize = 8;

class FuzzClock : public clock::Clock {
 public:
  int64_t NowMs() const override { return kFuzzMs; }
};

ledger::VerifierKey LogKey() {
  return {kLog, ledger::SignatureType::kEd25519, crypto::PublicKey(FuzzKey('L'))};
}

// It has seen the first five entries of a log of eight.
class SeenWitness {
 public:
  SeenWitness() {
    for (uint64_t i = 0; i < kLogSize; ++i) {
      log_.Append(ledger::LeafHash("entry " + std::to_string(i)));
    }
  }
  witness::Witness& Get() {
    if (witness_ == nullptr) Begin();
    return *witness_;
  }
  const ledger::MemoryTree& log() const { return log_; }
  // It has cosigned more.
  void Forget() { witness_.reset(); }

 private:
  void Begin() {
    folder_ = std::make_unique<testing::TempFolder>();
    auto opened = witness::Witness::Open(
        {folder_->path(), "witness.example/fuzz", FuzzKey('w'), {LogKey()}}, clock_);
    CHECK(opened.has_value());
    witness_ = *std::move(opened);
    const std::string note =
        ledger::SignCheckpoint({kLog, kSeen, log_.HeadAt(kSeen).root}, kLog, FuzzKey('L'));
    CHECK_EQ(witness_->Add(witness::FormatRequest({0, {}, note})).status, 200);
  }

  ledger::MemoryTree log_;
  FuzzClock clock_;
  std::unique_ptr<testing::TempFolder> folder_;
  std::unique_ptr<witness::Witness> witness_;
};

// ---- JSON ---------------------------------------------------------------------------------------

void CheckSaid(const Error& error) {
  CHECK(!error.message.empty());
  const std::string answer = http::FormatConnectError("invalid_argument", error.message);
  CHECK(answer.find('\n') == std::string::npos);
}

// True if it reads and `take`, what the server does next with it, has nothing against it.
template <class Message, class Take>
bool ReadsAs(BytesView input, Take take) {
  Message message;
  if (Status read = http::ParseJson(input, message); !read) {
    CHECK(read.error().code == ErrorCode::kInvalid);
    CheckSaid(read.error());
    return false;
  }
  Message again;
  CHECK(http::ParseJson(input, again).has_value());
  CHECK(again.SerializeAsString() == message.SerializeAsString());
  return take(std::move(message));
}

}  // namespace

uint64_t BroughtBack(BytesView input) {
  spdlog::set_level(spdlog::level::off);
  v1::RecoverRequest request;
  if (!request.ParseFromArray(input.data(), static_cast<int>(input.size()))) return 0;
  LostEntries& lost = LostEntries::Get();
  lost.FillIn(request);
  auto job = hall::TakeRecover(request, lost.keys());
  if (!job) return 0;
  {
    auto desk = lost.Open();
    auto taken = hall::TakeBack(*desk, *job, kFuzzMs);
    if (taken) CHECK(*taken <= desk->size());
    if (desk->behind() || desk->halted()) CHECK(!desk->Sign());
  }
  return lost.CheckAndPutBack(request);
}

int WitnessAnswer(BytesView input) {
  spdlog::set_level(spdlog::level::off);
  static SeenWitness seen;
  witness::Witness& witness = seen.Get();
  const http::Response answer = witness.Add(input);
  if (answer.status != 200) {
    CHECK(answer.status >= 400 && answer.status < 500);
    return answer.status;
  }
  // Nothing but a tree that grew out of what it saw, signed by the log, and its one line for it.
  auto request = witness::ParseRequest(input);
  CHECK(request.has_value());
  CHECK_EQ(request->old_size, kSeen);
  auto opened = ledger::OpenCheckpoint(request->checkpoint, kLog, LogKey().public_key);
  CHECK(opened.has_value());
  CHECK(opened->size >= kSeen && opened->size <= kLogSize);
  CHECK(opened->root == seen.log().HeadAt(opened->size).root);
  CHECK_EQ(std::count(answer.body->begin(), answer.body->end(), '\n'), 1);
  const std::string text = ledger::ParseNote(request->checkpoint)->text;
  CHECK(ledger::VerifyCosignature(text + "\n" + *answer.body, witness.key()).has_value());
  if (opened->size != kSeen) seen.Forget();
  return answer.status;
}

std::set<std::string> ReadAsJson(BytesView input) {
  const std::vector<Bytes>& keys = LostEntries::Get().keys();
  const auto taken = [](const auto& job) {
    if (!job) CheckSaid(job.error());
    return job.has_value();
  };
  const auto any = [](const auto&) { return true; };
  std::set<std::string> names;
  const auto note = [&](const char* name, bool reads) {
    if (reads) names.insert(name);
  };
  note("push", ReadsAs<v1::PushRequest>(input, [&](v1::PushRequest message) {
         return taken(hall::TakePush(std::move(message), keys));
       }));
  note("pull", ReadsAs<v1::PullRequest>(input, [&](v1::PullRequest message) {
         return taken(hall::TakePull(std::move(message), keys, kFuzzMs));
       }));
  note("recover", ReadsAs<v1::RecoverRequest>(input, [&](v1::RecoverRequest message) {
         return taken(hall::TakeRecover(std::move(message), keys));
       }));
  note("accesses", ReadsAs<v1::ListAccessesRequest>(input, any));
  note("fetch_pack", ReadsAs<v1::FetchPackRequest>(input, any));
  note("fetch_snapshot", ReadsAs<v1::FetchSnapshotRequest>(input, any));
  note("describe", ReadsAs<v1::DescribeRequest>(input, any));
  if (auto follow = http::ParseFollow(input)) {
    CHECK(follow->size() <= http::kFollowMax);
    for (const Bytes& id : *follow) CHECK_EQ(id.size(), size_t{32});
    note("follow", !follow->empty());
  }
  return names;
}

void FuzzRecover(BytesView input) { (void)BroughtBack(input); }
void FuzzWitnessBody(BytesView input) { (void)WitnessAnswer(input); }
void FuzzJson(BytesView input) { (void)ReadAsJson(input); }

}  // namespace yiting::fuzz
