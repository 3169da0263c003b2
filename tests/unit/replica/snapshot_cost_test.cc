// A new device's way to its first screen costs what the community is, not how long it has been.

#include "replica/snapshot_start.h"
#include "snapshots.h"

#ifndef __EMSCRIPTEN__
#include <sqlite3.h>
#endif

namespace yiting::testing {
namespace {

// Half a minute natively; WebAssembly takes four times as long. tests/bench/snapshot_bench.cc plays
// a million.
#ifdef __EMSCRIPTEN__
constexpr int kLongLife = 5'000;
#else
constexpr int kLongLife = 100'000;
#endif

struct Cost {
  uint64_t entries = 0;
  size_t bytes = 0;     // of all answers
  int64_t steps = 0;    // of SQLite's machine, on the state
  uint64_t base = 0;
  Bytes home;
};

// Statements that fill the tables are not the database's own and are counted by SQLite itself; the
// phone's SQLite cannot.
class Steps {
 public:
  explicit Steps(state::Database& database) : database_(database) {
#ifndef __EMSCRIPTEN__
    sqlite3_progress_handler(
        database.raw(), 1, [](void* count) { return ++*static_cast<int64_t*>(count), 0; },
        &count_);
#endif
  }
  int64_t count() const { return count_ > 0 ? count_ : database_.steps(); }

 private:
  state::Database& database_;
  int64_t count_ = 0;
};

Cost ToTheFirstScreen(int venues_set) {
  Server server;
  Offered offered(server);
  server.entries_a_pull = 200;  // a first pull of about 64 KiB
  for (int i = 0; i < 300; ++i) LeaveWords(server, "ABC"[i % 3], i);
  AdmitCrowd(server, 300);
  for (int i = 0; i < venues_set; ++i) SetTheSameVenue(server);
  Cost cost;
  cost.entries = server.size();
  Phone phone(server, 'A');
  Steps steps(phone.replica->parts().state->db());
  phone.order = phone.StepOnly();
  while (!phone.order.method().empty()) {
    v1::SyncStep step;
    step.set_online(true);
    *step.mutable_reply() = server.Serve(phone.order.method(), phone.order.body());
    cost.bytes += step.reply().body().size();
    auto next = phone.replica->Sync(step, phone.now(), &phone.changed);
    EXPECT_TRUE(next.has_value());
    phone.order = *next;
  }
  const v1::View view =
      phone.View([](v1::ViewRequest& request) { request.mutable_home(); });
  cost.steps = steps.count();
  cost.home = view.home().SerializeAsString();
  cost.base = phone.replica->parts().copy->base_size();
  EXPECT_EQ(phone.ConfirmedFingerprint(), server.Fingerprint());
  return cost;
}

TEST(SnapshotCostTest, ALongLifeCostsANewDeviceNoMoreThanAShortOne) {
  const Cost young = ToTheFirstScreen(700);
  const Cost old = ToTheFirstScreen(kLongLife);
  EXPECT_GT(old.entries, static_cast<uint64_t>(kLongLife));
  EXPECT_EQ(young.base, young.entries);
  EXPECT_EQ(old.base, old.entries);
  EXPECT_EQ(old.home, young.home);
  EXPECT_GT(young.steps, 10'000);
  EXPECT_LE(old.bytes * 10, young.bytes * 11) << young.bytes << " and " << old.bytes;
  EXPECT_LE(old.steps * 10, young.steps * 11) << young.steps << " and " << old.steps;
  RecordProperty("bytes", std::to_string(young.bytes) + " " + std::to_string(old.bytes));
  RecordProperty("steps", std::to_string(young.steps) + " " + std::to_string(old.steps));
}

}  // namespace
}  // namespace yiting::testing
