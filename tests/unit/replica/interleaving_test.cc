// Phones and a server in random orders of everything that can happen, by fixed seeds: at the end
// all hold the same state, and each command that was accepted is in the ledger exactly once.

#include <gtest/gtest.h>

#include <array>
#include <map>

#include "base/instant.h"
#include "schema/signed_command.h"
#include "state/read_ledger.h"
#include "town.h"
#include "yiting/v1/entry.pb.h"

namespace yiting::testing {
namespace {

// Small and the same everywhere (splitmix64).
class Dice {
 public:
  explicit Dice(uint64_t seed) : state_(seed) {}
  uint32_t Below(uint32_t n) {
    state_ += 0x9e3779b97f4a7c15u;
    uint64_t z = state_;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return static_cast<uint32_t>((z ^ (z >> 31)) % n);
  }

 private:
  uint64_t state_;
};

class Story {
 public:
  explicit Story(uint64_t seed)
      : dice_(seed),
        phones_{std::make_unique<Phone>(server_, 'A', folders_[0].path()),
                std::make_unique<Phone>(server_, 'S', folders_[1].path())} {}

  void Run(int steps) {
    for (int i = 0; i < steps; ++i) Happen();
    server_.away = server_.loses_reply = false;
    server_.entries_a_pull = 1000;
    server_.now_ms += kMinuteMs;
    // Twice, at one instant: the first hears in the second round what the last has sent.
    for (int round = 0; round < 2; ++round) {
      for (auto& phone : phones_) {
        phone->GoOffline();  // an order that was given and never sent is given up
        phone->online = true;
        phone->Sync();
      }
    }
  }

  void Check() {
    std::map<Bytes, int> entries;
    for (const Bytes& bytes : server_.entries) {
      v1::Entry entry;
      ASSERT_TRUE(entry.ParseFromString(bytes));
      if (!entry.has_command()) continue;
      const bool first = entry.seq() == 0;
      auto command = schema::OpenCommand(entry.command(),
                                         first ? schema::NoCommunity() : BytesView(server_.id()));
      ASSERT_TRUE(command.has_value());
      ++entries[command->id];
    }
    for (const auto& [id, count] : entries) EXPECT_EQ(count, 1) << ToHex(id);
    for (auto& phone : phones_) {
      EXPECT_EQ(phone->SyncState().waiting(), 0u);
      EXPECT_EQ(phone->SyncState().broken(), "");
      EXPECT_EQ(phone->ConfirmedFingerprint(), server_.Fingerprint());
      const v1::OutboxView outbox = phone->Outbox();
      for (const v1::OutboxItem& item : outbox.items()) {
        const bool accepted = item.state() == v1::OutboxItem::ACCEPTED;
        EXPECT_EQ(entries.count(item.command_id()), accepted ? 1u : 0u);
        accepted_ += accepted;
      }
    }
    EXPECT_EQ(queued_, accepted_ + Refused());
  }

  int queued() const { return queued_; }

 private:
  Phone& Any() { return *phones_[dice_.Below(2)]; }

  int Refused() {
    int refused = 0;
    for (auto& phone : phones_) refused += static_cast<int>(phone->SyncState().refused());
    return refused;
  }

  void Queue(Phone& phone, const v1::Draft& draft) {
    const v1::Acted acted = phone.Act(draft);
    if (acted.has_rejection()) return;
    ++queued_;
    if (!acted.matter().empty()) matters_.push_back(acted.matter());
  }

  void Happen() {
    Phone& phone = Any();
    switch (dice_.Below(16)) {
      case 0:
      case 1:
        return Queue(phone, Press("事项 " + std::to_string(queued_)));
      case 2:
        return Queue(phone, LeaveMessage("留言 " + std::to_string(queued_)));
      case 3:
      case 4:
        if (!matters_.empty()) {
          const Bytes& matter = matters_[dice_.Below(static_cast<uint32_t>(matters_.size()))];
          Queue(phone, dice_.Below(3) == 0 ? ActOn(matter, "withdraw") : Accept(matter));
        }
        return;
      case 5:
        if (!matters_.empty()) {
          Queue(phone, ActOn(matters_[dice_.Below(static_cast<uint32_t>(matters_.size()))],
                             "nudge"));
        }
        return;
      case 6:
        phone.online = !phone.online;
        phone.order.Clear();
        return;
      case 7:
        phone.Reopen();
        return;
      case 8:
        server_.away = !server_.away;
        return;
      case 9:
        server_.loses_reply = !server_.loses_reply;
        return;
      case 10:
        server_.entries_a_pull = 1 + dice_.Below(5);
        return;
      case 11:
        server_.now_ms += dice_.Below(40) * kHourMs;
        return;
      default:
        phone.poked = dice_.Below(2) == 0;
        phone.Step();
        server_.now_ms += 700;
        return;
    }
  }

  Dice dice_;
  std::array<TempFolder, 2> folders_;
  Server server_;
  std::array<std::unique_ptr<Phone>, 2> phones_;
  std::vector<Bytes> matters_;
  int queued_ = 0;
  int accepted_ = 0;
};

TEST(Interleaving, EveryOrderOfEventsEndsTheSame) {
  int queued = 0;
  for (uint64_t seed = 1; seed <= 8; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    Story story(seed);
    story.Run(150);
    story.Check();
    queued += story.queued();
    if (::testing::Test::HasFailure()) return;
  }
  EXPECT_GT(queued, 150);
}

}  // namespace
}  // namespace yiting::testing
