// The pending overlay: laid, taken off, lost, laid again.

#include "replica/overlay.h"

#include <gtest/gtest.h>

#include "base/instant.h"
#include "town.h"

namespace yiting::testing {
namespace {

// What the confirmed state holds in a table, asked on the same connection.
int64_t Rows(replica::Parts& parts, const char* question) {
  state::Query query = parts.state->db().Ask(question);
  return query.Next() ? query.Int(0) : -1;
}

TEST(Overlay, TakenOffLeavesTheConfirmedStateToTheBit) {
  Server server;
  Phone phone(server, 'A');
  phone.Sync();
  phone.GoOffline();
  replica::Parts& parts = phone.replica->parts();
  const Bytes before = phone.ConfirmedFingerprint();
  const state::LedgerFacts facts = parts.state->facts();
  for (int i = 0; i < 5; ++i) phone.Act(Press(std::to_string(i)));
  EXPECT_EQ(parts.overlay->confirmed_size(), 1u);
  EXPECT_EQ(parts.state->facts().size, 6u);
  EXPECT_EQ(parts.overlay->touched().size(), 5u);
  EXPECT_EQ(phone.ConfirmedFingerprint(), before);
  EXPECT_EQ(parts.state->facts(), facts);
  EXPECT_EQ(Rows(parts, "SELECT count(*) FROM matters"), 0);
  EXPECT_FALSE(parts.state->InTransaction());
}

TEST(Overlay, NothingPendingOpensNoTransaction) {
  Server server;
  Phone phone(server, 'A');
  phone.Sync();
  EXPECT_FALSE(phone.replica->parts().state->InTransaction());
}

// SQLite gives a transaction up by itself when the disk is full or memory ends.
TEST(Overlay, LostTransactionIsLaidAgainAndNothingOfItIsConfirmed) {
  Server server;
  TempFolder folder;
  Phone phone(server, 'A', folder.path());
  phone.Sync();
  phone.GoOffline();
  const Bytes first = phone.Act(Press("第一件")).matter();
  replica::Parts& parts = phone.replica->parts();
  ASSERT_TRUE(parts.state->InTransaction());
  ASSERT_TRUE(parts.state->db().RunScript("ROLLBACK").has_value());

  const Bytes second = phone.Act(Press("第二件")).matter();
  EXPECT_TRUE(parts.state->InTransaction());
  EXPECT_TRUE(phone.Matter(first).row().pending());
  EXPECT_TRUE(phone.Matter(second).row().pending());

  ASSERT_TRUE(parts.state->db().RunScript("ROLLBACK").has_value());
  EXPECT_EQ(phone.Matter(second).row().number(), 2u);
  phone.replica.reset();
  auto file = state::Community::Open(folder.path() + "/state.db", state::Durability::kCache);
  ASSERT_TRUE(file.has_value());
  EXPECT_EQ((*file)->facts().size, 1u);
  state::Query query = (*file)->db().Ask("SELECT count(*) FROM matters");
  ASSERT_TRUE(query.Next());
  EXPECT_EQ(query.Int(0), 0);
}

TEST(Overlay, LaterCommandStandsOnAnEarlierOne) {
  Server server;
  Phone phone(server, 'S');
  phone.Sync();
  phone.GoOffline();
  v1::Draft press = Press("社工自己按铃");
  const Bytes matter = phone.Act(press).matter();
  ASSERT_FALSE(matter.empty());
  EXPECT_FALSE(phone.Act(Accept(matter)).has_rejection());
  EXPECT_EQ(phone.Matter(matter).row().stage(), "accepted");
  EXPECT_EQ(phone.Matter(matter).parties_size(), 4);
  phone.online = true;
  phone.Sync();
  EXPECT_EQ(phone.Matter(matter).row().stage(), "accepted");
  EXPECT_EQ(phone.ConfirmedFingerprint(), server.Fingerprint());
}

TEST(Overlay, CommandOnAWithdrawnOneFallsWithIt) {
  Server server;
  Phone phone(server, 'S');
  phone.Sync();
  phone.GoOffline();
  const v1::Acted press = phone.Act(Press("社工自己按铃"));
  phone.Act(Accept(press.matter()));
  v1::OutboxEdit edit;
  edit.set_command_id(press.command_id());
  edit.set_what(v1::OutboxEdit::WITHDRAW);
  ASSERT_TRUE(phone.replica->Edit(edit).has_value());
  const v1::OutboxView outbox = phone.Outbox();
  ASSERT_EQ(outbox.items_size(), 1);
  EXPECT_EQ(outbox.items(0).state(), v1::OutboxItem::WAITING);
  EXPECT_EQ(outbox.items(0).rejection().reason(), v1::MATTER_UNKNOWN);
}

TEST(Overlay, DeadlineThatFallsBetweenIsDecidedBeforeWhatIsPending) {
  Server server;
  Phone phone(server, 'A');
  Phone staff(server, 'S');
  phone.Sync();
  const Bytes matter = phone.Act(Press("校门口停车")).matter();
  phone.Sync();
  staff.Sync();
  staff.GoOffline();
  staff.Act(Accept(matter));
  EXPECT_EQ(staff.Matter(matter).row().stage(), "accepted");
  // The acceptance never got out before the deadline: sent now, it would come after the escalation.
  server.now_ms += 3 * kDayMs;
  const v1::MatterView view = staff.Matter(matter);
  EXPECT_EQ(view.row().stage(), "accepted");
  bool missed = false;
  for (const v1::TimelineItem& item : view.timeline()) {
    missed = missed || item.kind() == v1::TimelineItem::DEADLINE_MISSED;
  }
  EXPECT_TRUE(missed);
  staff.online = true;
  staff.Sync();
  EXPECT_EQ(staff.Matter(matter).timeline_size(), view.timeline_size());
  EXPECT_EQ(staff.ConfirmedFingerprint(), server.Fingerprint());
}

TEST(Overlay, MonthsOfDeadlinesDoNotStopIt) {
  Server server;
  Phone phone(server, 'A');
  phone.Sync();
  for (int i = 0; i < 20; ++i) phone.Act(Press(std::to_string(i)));
  phone.Sync();
  phone.GoOffline();
  server.now_ms += 90 * kDayMs;
  const Bytes matter = phone.Act(Press("三个月以后")).matter();
  EXPECT_TRUE(phone.Matter(matter).row().pending());
  EXPECT_EQ(phone.Matter(matter).row().number(), 21u);
  phone.online = true;
  phone.Sync();
  EXPECT_EQ(phone.ConfirmedFingerprint(), server.Fingerprint());
}

}  // namespace
}  // namespace yiting::testing
