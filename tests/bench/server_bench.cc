// How many durable commands a second the hall accepts, beside what the same disk does in the same
// run: bare fdatasync, SQLite commits of one row and of 100, the store's of one entry and of 100.
//
//   server_bench [FOLDER] [SECONDS]     default: a temporary folder, 3 s a line
//
// The hall's figure has signatures, decisions, the state, the Merkle tree and checkpoints in it.
#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "base/check.h"
#include "clock/clock.h"
#include "hall/hall.h"
#include "hall/intake.h"
#include "ledger/merkle.h"
#include "ops/house.h"
#include "ops/operator_verbs.h"
#include "schema/signed_command.h"
#include "state/database.h"
#include "store/sqlite_store.h"

namespace yiting {
namespace {

using Steady = std::chrono::steady_clock;

constexpr size_t kRowBytes = 700;  // about what an entry of a message has
constexpr int kWriters = 256;
constexpr int kMembersAtOnce = 30;

double g_seconds = 3;

// Calls `once` until the time is over; things a second, where `once` does `each`.
double Rate(int each, const std::function<void()>& once) {
  const auto began = Steady::now();
  int64_t count = 0;
  double elapsed = 0;
  while (elapsed < g_seconds) {
    once();
    ++count;
    elapsed = std::chrono::duration<double>(Steady::now() - began).count();
  }
  return static_cast<double>(count * each) / elapsed;
}

double SyncRate(const std::string& folder) {
  const int file = ::open((folder + "/raw").c_str(), O_RDWR | O_CREAT | O_TRUNC, 0600);
  const std::string block(4096, 'b');
  // Written once before, so that only data is to be made safe, as in a log of full size.
  for (int i = 0; i < 256; ++i) CHECK(::pwrite(file, block.data(), 4096, i * 4096) == 4096);
  ::fsync(file);
  int at = 0;
  const double rate = Rate(1, [&] {
    CHECK(::pwrite(file, block.data(), 4096, (at++ % 256) * 4096) == 4096);
    CHECK(::fdatasync(file) == 0);
  });
  ::close(file);
  return rate;
}

double RowRate(const std::string& folder, int rows) {
  const std::string path = folder + "/rows" + std::to_string(rows) + ".db";
  auto database = *state::Database::Open(path, state::Durability::kDurable);
  CHECK(database->RunScript("CREATE TABLE t(a INTEGER PRIMARY KEY, b BLOB) STRICT").has_value());
  const std::string row(kRowBytes, 'r');
  return Rate(rows, [&] {
    CHECK(database->Begin().has_value());
    for (int i = 0; i < rows; ++i) database->Do("INSERT INTO t(b) VALUES(?1)", row);
    CHECK(database->Commit().has_value());
  });
}

// The embedded store: its log is made at full size before the first commit.
double StoreRate(const std::string& folder, int entries) {
  auto store = *store::SqliteStore::Open(folder + "/store" + std::to_string(entries) + ".db");
  const std::string bytes(kRowBytes, 'e');
  const crypto::Hash leaf = ledger::LeafHash(bytes);
  uint64_t seq = 0;
  return Rate(entries, [&] {
    store::Batch batch;
    for (int i = 0; i < entries; ++i) batch.entries.push_back({Bytes(32, 'c'), seq++, bytes, leaf});
    CHECK(store->Append(batch).has_value());
  });
}

struct Writer {
  crypto::SigningKey key;
  Bytes member;
  uint64_t counter = 0;
};

class Town {
 public:
  explicit Town(const std::string& folder) {
    auto opened = ops::House::Open(folder + "/data", "sqlite");
    if (!opened) Die(opened.error());
    house = *std::move(opened);
    v1::Text title;
    title.set_zh("测试社区");
    auto made = ops::CreateCommunity(*house, "rules", "mishixiang", title, clock.NowMs());
    if (!made) Die(made.error());
    community = *made;
    for (int i = 0; i < kWriters; ++i) {
      Bytes seed = "writer " + std::to_string(i);
      seed.resize(crypto::kSeedBytes, '.');
      Writer writer;
      writer.key = crypto::SigningKeyFromSeed(seed);
      writer.member = schema::MemberIdOf(crypto::PublicKey(writer.key));
      writers.push_back(writer);
    }
    Admit();
  }

  v1::PushRequest NextPush(Writer& writer) {
    ops::Draft draft;
    v1::LeaveMessage& body = *draft.payload.mutable_leave_message();
    body.set_channel(v1::APP);
    *body.mutable_text() = draft.Commit("希望门口不要再堵车了。", v1::STAFF);
    draft.payload.set_actor(writer.member);
    draft.payload.set_device(crypto::PublicKey(writer.key));
    draft.payload.set_counter(++writer.counter);
    v1::PushRequest push;
    push.set_community(community);
    push.add_commands(schema::SignCommand(draft.payload, community, {writer.key}));
    v1::Content& content = *push.add_contents();
    content.set_commitment(draft.contents[0].commitment);
    content.set_salt(draft.contents[0].salt);
    content.set_data(draft.contents[0].data);
    return push;
  }

  [[noreturn]] static void Die(const Error& error) {
    std::fprintf(stderr, "server_bench: %s\n", error.message.c_str());
    std::exit(1);
  }

  std::unique_ptr<ops::House> house;
  Bytes community;
  std::vector<Writer> writers;
  clock::SystemClock clock;

 private:
  void Admit() {
    const crypto::SigningKey registrar = *house->OperatorKey();
    hall::Desk desk = house->DeskOf(community);
    for (size_t first = 0; first < writers.size(); first += kMembersAtOnce) {
      ops::Draft draft;
      draft.payload.set_actor(schema::MemberIdOf(crypto::PublicKey(registrar)));
      for (size_t i = first; i < std::min(writers.size(), first + kMembersAtOnce); ++i) {
        v1::NewMember& member = *draft.payload.mutable_admit_members()->add_members();
        member.set_member(writers[i].member);
        member.set_device(crypto::PublicKey(writers[i].key));
        member.add_roles()->set_role("resident");
      }
      auto admitted = house->Admit(desk, std::move(draft), {registrar}, clock.NowMs());
      if (!admitted) Die(admitted.error());
    }
  }
};

// `clients` push one after another each, the next when the last is answered.
double HallRate(Town& town, hall::Hall& hall, int clients) {
  // Signed before the clock starts: a phone does that.
  std::vector<std::vector<hall::PushJob>> prepared(clients);
  const int each = std::max(20, static_cast<int>(6000 * g_seconds) / clients);
  for (int i = 0; i < clients; ++i) {
    for (int n = 0; n < each; ++n) {
      prepared[i].push_back(*hall::TakePush(town.NextPush(town.writers[i]), hall.sequencer_key()));
    }
  }
  std::atomic<int64_t> done{0};
  std::atomic<int> running{clients};
  std::atomic<bool> over{false};
  std::vector<size_t> next(clients, 0);
  std::function<void(int)> push = [&](int client) {
    if (over || next[client] == prepared[client].size()) {
      --running;
      return;
    }
    hall.Push(std::move(prepared[client][next[client]++]),
              [&, client](Result<v1::PushResponse> result) {
                CHECK(result.has_value() && result->results(0).has_accepted());
                ++done;
                push(client);
              });
  };
  const auto began = Steady::now();
  for (int i = 0; i < clients; ++i) push(i);
  while (running > 0) {
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
    if (std::chrono::duration<double>(Steady::now() - began).count() > g_seconds) over = true;
  }
  const double elapsed = std::chrono::duration<double>(Steady::now() - began).count();
  // What was signed and not pushed leaves a gap in the counters, which is allowed.
  return static_cast<double>(done) / elapsed;
}

void Run(const std::string& folder) {
  std::printf("%-44s %10.0f /s\n", "fdatasync of 4 KiB", SyncRate(folder));
  const double one = RowRate(folder, 1);
  std::printf("%-44s %10.0f /s\n", "SQLite, one row a commit", one);
  std::printf("%-44s %10.0f rows/s\n", "SQLite, 100 rows a commit", RowRate(folder, 100));
  std::printf("%-44s %10.0f /s\n", "the store, one entry a commit", StoreRate(folder, 1));
  std::printf("%-44s %10.0f /s\n", "the store, 100 entries a commit", StoreRate(folder, 100));
  Town town(folder);
  auto hall = hall::Hall::Open(town.house->store(), town.clock, town.house->sequencer_key(),
                               town.house->folder().state_folder());
  if (!hall) Town::Die(hall.error());
  (*hall)->Start();
  for (int clients : {1, 16, 64, 256}) {
    const double rate = HallRate(town, **hall, clients);
    std::printf("the hall, %3d clients at once %15s %10.0f commands/s   %.1f x one row a commit\n",
                clients, "", rate, rate / one);
  }
  (*hall)->Stop();
}

}  // namespace
}  // namespace yiting

int main(int argc, char** argv) {
  if (argc > 2) yiting::g_seconds = std::atof(argv[2]);
  const std::filesystem::path folder =
      argc > 1 ? std::filesystem::path(argv[1]) : std::filesystem::temp_directory_path();
  std::string name = (folder / "server_bench-XXXXXX").string();
  if (::mkdtemp(name.data()) == nullptr) {
    std::perror(name.c_str());
    return 1;
  }
  yiting::Run(name);
  std::filesystem::remove_all(name);
  return 0;
}
