// A street that does not keep the seal is found out by whoever decides its ledger again.

#include <gtest/gtest.h>

#include "schema/canonical.h"
#include "tests/unit/verbs/forge.h"
#include "tests/unit/verbs/test_io.h"
#include "verbs/ledger_book.h"

namespace yiting::verbs {
namespace {

class SealedAuditTest : public ::testing::Test {
 protected:
  SealedAuditTest() {
    const Ran ran =
        RunWith(io_, {"run", "tests/scenarios/a6_3_a6_5_sealed.jsonl", "--export", "l"});
    EXPECT_EQ(ran.code, 0) << ran.err;
    auto read = ReadLedgerBook(io_, "l");
    EXPECT_TRUE(read.has_value());
    book_ = std::move(*read);
  }

  // The first entry with an event of that kind.
  size_t Find(v1::Event::KindCase kind) {
    for (size_t seq = 0; seq < book_.entries.size(); ++seq) {
      const v1::Entry entry = At(seq);
      for (const v1::Event& event : entry.events()) {
        if (event.kind_case() == kind) return seq;
      }
    }
    ADD_FAILURE() << "no such event";
    return 0;
  }
  v1::Entry At(size_t seq) { return *schema::Decode<v1::Entry>(book_.entries[seq]); }

  // The ledger up to that entry, which the street applies as if nothing had been.
  std::string Audit(size_t seq, const v1::Entry& changed) {
    std::vector<Bytes> entries(book_.entries.begin(),
                               book_.entries.begin() + static_cast<std::ptrdiff_t>(seq));
    Rogue rogue(book_, seq);
    entries.push_back(rogue.Force(changed));
    io_.files["forged"] = SealLedger(book_, entries);
    const Ran ran = RunWith(io_, {"audit", "forged"});
    EXPECT_EQ(ran.code, 1) << ran.out;
    return ran.err;
  }
  void ExpectFound(size_t seq, const v1::Entry& changed, const std::string& what) {
    const std::string said = Audit(seq, changed);
    EXPECT_NE(said.find("entry " + std::to_string(seq) + ": " + what), std::string::npos) << said;
  }

  TestIo io_;
  LedgerBook book_;
};

TEST_F(SealedAuditTest, A6_5_OfAnHonestLedgerTheRulesWereKept) {
  EXPECT_EQ(RunWith(io_, {"audit", "l"}).code, 0);
}

TEST_F(SealedAuditTest, A6_5_FindsAPollThatWasOpenedWithoutASeal) {
  const size_t seq = Find(v1::Event::kPollOpened);
  v1::Entry changed = At(seq);
  for (v1::Event& event : *changed.mutable_events()) {
    if (event.has_poll_opened()) event.mutable_poll_opened()->clear_key();
  }
  ExpectFound(seq, changed, "event 2: the ledger has poll_opened");
}

// The vote is lost, so the street says nothing of it.
TEST_F(SealedAuditTest, A6_5_FindsASecretThatWasKept) {
  const size_t seq = Find(v1::Event::kPollUnsealed);
  v1::Entry changed = At(seq);
  changed.mutable_events()->DeleteSubrange(1, changed.events_size() - 1);
  ExpectFound(seq, changed, "event 0: the ledger has time_up");
}

// It decides with a secret that fits nothing, and its rules fail as they would anywhere.
TEST_F(SealedAuditTest, A6_5_FindsAStreetThatCannotOpenWhatItSealed) {
  const size_t seq = Find(v1::Event::kPollUnsealed);
  v1::Entry changed = At(seq);
  changed.clear_events();
  v1::DeadlineFailed* failed = changed.add_events()->mutable_deadline_failed();
  failed->set_deadline(changed.deadline());
  failed->set_code("RUNTIME");
  v1::Escalated* escalated = changed.add_events()->mutable_escalated();
  const v1::Entry kept = At(seq);
  for (const v1::Event& event : kept.events()) {
    if (event.has_poll_unsealed()) escalated->set_matter(event.poll_unsealed().matter());
  }
  escalated->set_level("street");
  ExpectFound(seq, changed, "a sealed poll was to be counted and its secret was kept");
}

TEST_F(SealedAuditTest, A6_5_FindsAPollThatNobodyCanVoteIn) {
  const size_t seq = Find(v1::Event::kPollOpened);
  v1::Entry changed = At(seq);
  for (v1::Event& event : *changed.mutable_events()) {
    if (event.has_poll_opened()) event.mutable_poll_opened()->set_key(Bytes(32, '\0'));
  }
  ExpectFound(seq, changed, "it opens a sealed poll with a key that nobody can vote with");
}

TEST_F(SealedAuditTest, A6_5_FindsABoxThatWasExchanged) {
  const size_t seq = Find(v1::Event::kBallotCast);
  v1::Entry changed = At(seq);
  std::string* box = changed.mutable_events(1)->mutable_ballot_cast()->mutable_sealed();
  box->back() = static_cast<char>(box->back() ^ 1);
  ExpectFound(seq, changed, "event 1: the ledger has ballot_cast");
}

TEST_F(SealedAuditTest, A6_5_FindsATallyThatIsNotWhatTheBoxesSay) {
  const size_t seq = Find(v1::Event::kPollUnsealed);
  v1::Entry changed = At(seq);
  for (v1::Event& event : *changed.mutable_events()) {
    if (!event.has_tally_published()) continue;
    event.mutable_tally_published()->set_in_favour(1);
    event.mutable_tally_published()->set_against(2);
  }
  ExpectFound(seq, changed, "event 2: the ledger has tally_published");
}

}  // namespace
}  // namespace yiting::verbs
