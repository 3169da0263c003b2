// Dry runs of ledgers that a hall makes, under packs that differ in one place.

#include "dryrun/simulate.h"

#include "tests/unit/decide/hall.h"

namespace yiting::dryrun {
namespace {

using decide::kDay;
using decide::kHour;
using decide::kMonday;
using End = DeadlineFate::End;

class SimulateTest : public decide::HallTest {
 protected:
  // The hall's pack with one place written otherwise.
  static rulehost::PackPtr With(const std::string& before, const std::string& after) {
    std::string source = TestPack();
    const size_t at = source.find(before);
    EXPECT_NE(at, std::string::npos) << before;
    source.replace(at, before.size(), after);
    decide::Packs packs(source);
    return packs.Find(packs.pack().hash());
  }
  rulehost::PackPtr SamePack() { return packs_.Find(packs_.pack().hash()); }

  Report Run(rulehost::PackPtr pack) {
    Result<Report> report = Simulate(entries_, std::move(pack), {});
    EXPECT_TRUE(report.has_value()) << (report ? "" : report.error().message);
    return report ? *report : Report();
  }
  std::string ErrorOf(const std::vector<Bytes>& entries) {
    Result<Report> report = Simulate(entries, SamePack(), {});
    return report ? "" : report.error().message;
  }

  void Take(const Bytes& matter, int64_t now_ms) {
    EXPECT_EQ(ActWithCode('w', now_ms, matter, "take", "category", "noise"), "");
  }
  // Opened by 'a' and taken by 'w' so long after.
  Bytes Taken(int64_t opened_ms, int64_t after_ms) {
    const Bytes matter = OpenMatter('a', opened_ms);
    Take(matter, opened_ms + after_ms);
    return matter;
  }
};

TEST_F(SimulateTest, UnderItsOwnPackNothingDiffers) {
  const Bytes matter = Taken(kMonday, kHour);
  EXPECT_EQ(Invite('w', kMonday + 2 * kHour, matter, "ab"), "");
  EXPECT_EQ(ActWithCode('a', kMonday + 3 * kHour, matter, "answer", "coming", "yes"), "");
  EXPECT_EQ(Act('w', kMonday + 4 * kHour, matter, "guarded"), "");
  OpenMatter('a', kMonday + 5 * kHour);  // escalated, by deadline into "second", lapsed
  OpenMatter('b', kMonday + 9 * kDay + 6 * kHour);  // still open at the end

  const Report report = Run(SamePack());
  EXPECT_TRUE(report.changes.empty());
  EXPECT_EQ(report.totals.changed, 0u);
  EXPECT_EQ(report.totals.matters, 3u);
  EXPECT_EQ(report.totals.late.was, report.totals.late.would_be);
  EXPECT_EQ(report.totals.refused, 0u);
  EXPECT_EQ(report.entries, entries_.size());
  EXPECT_EQ(report.as_they_were, 1u);
  EXPECT_EQ(report.decided_again, 7u);
  EXPECT_EQ(report.first_ms, kMonday);
  EXPECT_EQ(report.last_ms, kMonday + 9 * kDay + 6 * kHour);
}

TEST_F(SimulateTest, AShorterLimitMakesLateExactlyWhatWasAnsweredAfterIt) {
  const Bytes same_day = OpenMatter('a', kMonday);
  const Bytes first = OpenMatter('a', kMonday);
  const Bytes second = OpenMatter('a', kMonday);
  const Bytes third = OpenMatter('a', kMonday);
  Take(same_day, kMonday + kHour);
  Take(first, kMonday + kDay);
  Take(second, kMonday + 2 * kDay);
  Take(third, kMonday + 2 * kDay + 16 * kHour);  // an hour into the third day: late then as well
  const Report report = Run(With("within = workdays(2)", "within = workdays(1)"));

  ASSERT_EQ(report.changes.size(), 2u);
  const MatterChange& change = report.changes[0];
  EXPECT_EQ(change.matter, second);
  EXPECT_EQ(change.number, 3u);
  ASSERT_EQ(change.deadlines.size(), 2u);
  EXPECT_EQ(change.deadlines[0].key, (DeadlineKey{"first", 1, 0}));
  EXPECT_EQ(change.deadlines[0].was.end, End::kMet);
  EXPECT_EQ(change.deadlines[0].would_be.end, End::kMissed);
  // Escalated a day earlier, and three hours later into the second stage: what the command of the
  // ledger then does is refused.
  EXPECT_EQ(change.levels_was, std::vector<std::string>());
  EXPECT_EQ(change.levels_would_be, std::vector<std::string>{"street"});
  ASSERT_TRUE(change.diverges.has_value());
  EXPECT_FALSE(change.diverges->refused);
  EXPECT_EQ(change.diverges->seq, std::nullopt);
  EXPECT_EQ(change.diverges->time_ms, kMonday + kDay + 18 * kHour);  // Wednesday, 03:00
  EXPECT_EQ(change.diverges->would_be->stage, "second");
  ASSERT_EQ(change.refused.size(), 1u);
  EXPECT_EQ(change.refused[0].action, "take");
  EXPECT_EQ(change.refused[0].reason, v1::WRONG_STAGE);
  EXPECT_EQ(change.refused[0].rule, "p.second");
  EXPECT_EQ(change.units_was.size(), 2u);
  EXPECT_TRUE(change.units_would_be.empty());

  // The one that was late anyway had the three hours after it to be answered in; now it has not.
  EXPECT_EQ(report.changes[1].matter, third);
  ASSERT_EQ(report.changes[1].deadlines.size(), 1u);
  EXPECT_EQ(report.changes[1].deadlines[0].key, (DeadlineKey{"first", 1, 1}));
  EXPECT_EQ(report.totals.newly_late, 3u);
  EXPECT_EQ(report.totals.no_longer_late, 0u);
}

TEST_F(SimulateTest, AnotherLeadUnitAnswersAndNothingElseChanges) {
  Taken(kMonday, kHour);
  OpenMatter('a', kMonday + 2 * kHour);
  const Report report = Run(With("lead = \"office\"", "lead = \"school\""));
  ASSERT_EQ(report.changes.size(), 1u);
  const MatterChange& change = report.changes[0];
  EXPECT_EQ(change.units_was, (std::map<std::string, bool>{{"office", true}, {"police", false}}));
  EXPECT_EQ(change.units_would_be,
            (std::map<std::string, bool>{{"school", true}, {"police", false}}));
  EXPECT_FALSE(change.diverges.has_value());
  EXPECT_TRUE(change.deadlines.empty());
  EXPECT_FALSE(change.StandsElsewhere());
  EXPECT_EQ(report.totals.others_answer, 1u);
}

TEST_F(SimulateTest, WhoMayNoLongerOpenLeavesAMatterThatIsNotOpened) {
  const Bytes matter = Taken(kMonday, kHour);
  OpenMatter('w', kMonday + 2 * kHour);
  const Report report = Run(With("roles = { \"resident\" }", "roles = { \"officer\" }"));
  ASSERT_EQ(report.changes.size(), 1u);
  const MatterChange& change = report.changes[0];
  EXPECT_EQ(change.matter, matter);
  EXPECT_FALSE(change.would_be.opened);
  ASSERT_EQ(change.refused.size(), 2u);
  EXPECT_EQ(change.refused[0].command, "open_matter");
  EXPECT_EQ(change.refused[0].reason, v1::NOT_ALLOWED);
  EXPECT_EQ(change.refused[0].rule, "p.open");
  EXPECT_EQ(change.refused[0].seq, 1u);
  EXPECT_EQ(change.refused[1].reason, v1::MATTER_UNKNOWN);
  ASSERT_TRUE(change.diverges.has_value());
  EXPECT_EQ(change.diverges->seq, 1u);
  EXPECT_EQ(report.totals.not_opened, 1u);
  EXPECT_EQ(report.totals.refusals.size(), 2u);
}

TEST_F(SimulateTest, AWhenFunctionThatAsksForMoreRefusesWithItsCodeAndPlace) {
  const Bytes matter = Second(kMonday);
  EXPECT_EQ(Invite('w', kMonday + kHour, matter, "ab"), "");
  EXPECT_EQ(ActWithCode('a', kMonday + 2 * kHour, matter, "answer", "coming", "yes"), "");
  EXPECT_EQ(Act('w', kMonday + 3 * kHour, matter, "guarded"), "");
  const Bytes other = OpenMatter('b', kMonday + 4 * kHour);

  const Report report = Run(With("m.counts.coming < 1", "m.counts.coming < 2"));
  ASSERT_EQ(report.changes.size(), 1u);
  const MatterChange& change = report.changes[0];
  EXPECT_EQ(change.matter, matter);
  ASSERT_EQ(change.refused.size(), 1u);
  EXPECT_EQ(change.refused[0].reason, v1::RULE_REFUSED);
  EXPECT_EQ(change.refused[0].rule, "p.second.guarded");
  EXPECT_EQ(change.refused[0].detail, "nobody");
  EXPECT_TRUE(change.diverges->refused);
  EXPECT_EQ(change.diverges->was->outcome, "done");
  EXPECT_EQ(change.was.outcome, "done");
  EXPECT_EQ(change.would_be.stage, "second");
}

TEST_F(SimulateTest, DeadlinesOfTheNewPackFallAtTheirOwnInstantsUpToTheLastEntry) {
  const Bytes matter = Second(kMonday);
  EXPECT_EQ(Invite('w', kMonday + 47 * kHour, matter, "ab"), "");
  const Report shorter = Run(With("within = hours(48)", "within = hours(47)"));
  // The deadline falls before the command of the very same instant.
  ASSERT_EQ(shorter.changes.size(), 1u);
  EXPECT_EQ(shorter.changes[0].would_be.outcome, "lapsed");
  EXPECT_EQ(shorter.changes[0].would_be.closed_ms, kMonday + 47 * kHour);
  EXPECT_EQ(shorter.changes[0].refused.at(0).reason, v1::MATTER_CLOSED);
  // One that lies beyond the ledger's last entry has not fallen.
  EXPECT_TRUE(Run(With("within = hours(48)", "within = hours(900)")).changes.empty());
}

TEST_F(SimulateTest, WhoIsAMemberIsNoQuestionOfTheNewRules) {
  v1::Payload payload;
  AddNew(payload.mutable_admit_members()->add_members(), 'n', "officer", "police");
  EXPECT_EQ(Do('r', kMonday, payload), "");
  v1::Payload grant;
  grant.mutable_grant_role()->set_member(decide::MemberId('b'));
  grant.mutable_grant_role()->mutable_grant()->set_role("worker");
  EXPECT_EQ(Do('r', kMonday + 1, grant), "");
  OpenMatter('b', kMonday + 2);
  // Neither the role nor the unit is in the new pack any more.
  const rulehost::PackPtr pack = With("role \"officer\" { \"民警\" },", "");
  const Report report = Run(pack);
  EXPECT_TRUE(report.changes.empty());
  EXPECT_EQ(report.as_they_were, 3u);
  EXPECT_EQ(report.decided_again, 1u);
}

TEST_F(SimulateTest, AMessageThatIsRefusedBelongsToNoMatter) {
  v1::Payload payload;
  v1::LeaveMessage* leave = payload.mutable_leave_message();
  leave->set_channel(v1::PHONE);  // keyed in by staff
  leave->mutable_text()->set_commitment(Bytes(32, 'c'));
  leave->mutable_text()->set_audience(v1::STAFF);
  leave->mutable_text()->set_media("text/plain");
  leave->mutable_text()->set_size(9);
  EXPECT_EQ(Do('w', kMonday, payload), "");
  const Report report =
      Run(With("role \"worker\" { \"社工\", staff = true }", "role \"worker\" { \"社工\" }"));
  EXPECT_TRUE(report.changes.empty());
  ASSERT_EQ(report.refused_messages.size(), 1u);
  EXPECT_EQ(report.refused_messages[0].command, "leave_message");
  EXPECT_EQ(report.refused_messages[0].reason, v1::NOT_ALLOWED);
  EXPECT_EQ(report.totals.refused, 1u);
}

TEST_F(SimulateTest, SaysHowFarItIs) {
  for (int i = 0; i < 300; ++i) OpenMatter('a', kMonday + i);
  std::vector<uint64_t> told;
  ASSERT_TRUE(
      Simulate(entries_, SamePack(), [&told](uint64_t done) { told.push_back(done); }).has_value());
  EXPECT_EQ(told, (std::vector<uint64_t>{128, 256}));
}

TEST_F(SimulateTest, DeadlinesThatLeadInACircleEndTheRun) {
  OpenMatter('a', kMonday);
  OpenMatter('a', kMonday + 500 * kDay);
  const rulehost::PackPtr pack = With(
      "within = workdays(2), on_late = escalate \"street\",\n"
      "                      again = deadline { within = hours(3), on_late = enter \"second\" }",
      "within = hours(1), on_late = enter \"first\"");
  const Result<Report> report = Simulate(entries_, pack, {});
  ASSERT_FALSE(report.has_value());
  EXPECT_EQ(report.error().code, ErrorCode::kTooLarge);
  EXPECT_NE(report.error().message.find("set each other off without end, at stage \"first\""),
            std::string::npos)
      << report.error().message;
}

TEST_F(SimulateTest, ALedgerThatIsNoneIsRefusedWithTheEntrysNumber) {
  Taken(kMonday, kHour);
  std::vector<Bytes> entries = entries_;
  std::swap(entries[1], entries[2]);
  EXPECT_EQ(ErrorOf(entries), "entry 1: says that it is another one");
  entries = entries_;
  entries[2] = "x";
  EXPECT_EQ(ErrorOf(entries).substr(0, 9), "entry 2: ");
  const auto changed = [this](size_t seq, auto change) {
    std::vector<Bytes> all = entries_;
    v1::Entry entry = *schema::Decode<v1::Entry>(all[seq]);
    change(entry);
    all[seq] = schema::Encode(entry);
    return ErrorOf(all);
  };
  EXPECT_EQ(changed(2, [](v1::Entry& entry) { entry.set_time_ms(1); }),
            "entry 2: is earlier than the one before it");
  EXPECT_EQ(changed(1, [](v1::Entry& entry) { entry.set_engine_level(99); }),
            "entry 1: needs engine level 99; update this program");
  EXPECT_EQ(changed(2,
                    [this](v1::Entry& entry) {
                      entry.set_command(schema::Decode<v1::Entry>(entries_[1])->command());
                    }),
            "entry 2: its command has an entry already");
  // What an entry says of people must fit: a member is admitted once.
  EXPECT_EQ(
      changed(0, [](v1::Entry& entry) { *entry.add_events() = entry.events(1); }).substr(0, 9),
      "entry 0: ");
}

}  // namespace
}  // namespace yiting::dryrun
