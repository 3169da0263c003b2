#include "state/check_event.h"

#include <gtest/gtest.h>

#include <functional>

#include "sample.h"

namespace yiting::state {
namespace {

// A community with registrar 'r', resident 'a', observer 'o', an open matter 'm' with deadline 1, a
// closed matter 'k', an invitation 'i', a used one 'u', and message 'n'.
class CheckEventTest : public ::testing::Test {
 protected:
  CheckEventTest() {
    author_.Create();
    author_.Admit(kStartMs + 1, 'a', "resident");
    author_.Admit(kStartMs + 2, 'o', kObserverRole);
    author_.Open(kStartMs + 3, kDue);
    auto issue = [this](char key) {
      v1::InvitationIssued* issued = author_.Add().mutable_invitation_issued();
      issued->set_key(Bytes(32, key));
      issued->set_expires_ms(kStartMs + 1'000);
    };
    v1::MatterOpened* opened = author_.Add().mutable_matter_opened();
    opened->set_matter(Id16('k'));
    opened->set_opener(Id16('a'));
    v1::MatterClosed* closed = author_.Add().mutable_matter_closed();
    closed->set_matter(Id16('k'));
    closed->set_outcome("resolved");
    v1::MessageLeft* left = author_.Add().mutable_message_left();
    left->set_message(Id16('n'));
    left->set_author(Id16('a'));
    v1::PartyAlerted* alerted = author_.Add().mutable_party_alerted();
    alerted->set_matter(Id16('m'));
    alerted->set_unit("police");
    issue('i');
    issue('u');
    author_.Add().mutable_invitation_accepted()->set_key(Bytes(32, 'u'));
    author_.events.back().mutable_invitation_accepted()->set_member(Id16('a'));
    author_.Command(kStartMs + 4, 'r', [](v1::Payload& payload) {
      payload.mutable_revoke_device()->set_device(Bytes(32, 'z'));
    });
  }

  // The invariant that the event would break; empty = none.
  std::string Broken(const std::function<void(v1::Event&)>& make, int64_t time_ms = kStartMs + 5) {
    v1::Event event;
    make(event);
    EntryPlace place{author_.community->facts().size, time_ms, Bytes(32, 'p')};
    Status good = CheckEvent(*author_.community, place, event);
    return good ? "" : good.error().message;
  }

  static constexpr int64_t kDue = kStartMs + 1'000'000;
  Author author_;
};

TEST_F(CheckEventTest, GoodEventsPass) {
  EXPECT_EQ(Broken([](v1::Event& e) { e.mutable_member_admitted()->set_member(Id16('b')); }), "");
  EXPECT_EQ(Broken([](v1::Event& e) { e.mutable_deadline_cleared()->set_deadline(1); }), "");
  EXPECT_EQ(Broken([](v1::Event& e) {
              e.mutable_action_taken()->set_matter(Id16('m'));
              e.mutable_action_taken()->set_by(Id16('a'));
            }),
            "");
  EXPECT_EQ(Broken([](v1::Event& e) {
              e.mutable_party_reported()->set_matter(Id16('m'));
              e.mutable_party_reported()->set_unit("police");
              e.mutable_party_reported()->set_by(Id16('a'));
            }),
            "");
}

TEST_F(CheckEventTest, AClosedMatterStaysClosed) {
  const std::string said = "event: a closed matter stays closed: " + ToHex(Id16('k'));
  EXPECT_EQ(Broken([](v1::Event& e) {
              e.mutable_action_taken()->set_matter(Id16('k'));
              e.mutable_action_taken()->set_by(Id16('a'));
            }),
            said);
  EXPECT_EQ(Broken([](v1::Event& e) {
              e.mutable_stage_entered()->set_matter(Id16('k'));
              e.mutable_stage_entered()->set_stage("applied");
            }),
            said);
  EXPECT_EQ(Broken([](v1::Event& e) {
              e.mutable_matter_closed()->set_matter(Id16('k'));
              e.mutable_matter_closed()->set_outcome("resolved");
            }),
            said);
  EXPECT_EQ(Broken([](v1::Event& e) { e.mutable_category_set()->set_matter(Id16('k')); }), said);
  EXPECT_EQ(Broken([](v1::Event& e) { e.mutable_escalated()->set_matter(Id16('k')); }), said);
}

TEST_F(CheckEventTest, AnObserverNeverActs) {
  const std::string said = "event: an observer never acts";
  EXPECT_EQ(Broken([](v1::Event& e) {
              e.mutable_matter_opened()->set_matter(Id16('q'));
              e.mutable_matter_opened()->set_opener(Id16('o'));
            }),
            said);
  EXPECT_EQ(Broken([](v1::Event& e) {
              e.mutable_action_taken()->set_matter(Id16('m'));
              e.mutable_action_taken()->set_by(Id16('o'));
            }),
            said);
  EXPECT_EQ(Broken([](v1::Event& e) {
              e.mutable_rating_given()->set_matter(Id16('m'));
              e.mutable_rating_given()->set_member(Id16('o'));
              e.mutable_rating_given()->set_score(5);
            }),
            said);
  EXPECT_EQ(Broken([](v1::Event& e) {
              e.mutable_message_left()->set_message(Id16('q'));
              e.mutable_message_left()->set_author(Id16('o'));
            }),
            said);
}

TEST_F(CheckEventTest, ThingsHappenOnce) {
  EXPECT_NE(Broken([](v1::Event& e) { e.mutable_member_admitted()->set_member(Id16('a')); }), "");
  EXPECT_NE(Broken([](v1::Event& e) {
              e.mutable_device_bound()->set_device(crypto::PublicKey(KeyOf('a')));
              e.mutable_device_bound()->set_member(Id16('a'));
            }),
            "");
  EXPECT_NE(Broken([](v1::Event& e) {
              e.mutable_matter_opened()->set_matter(Id16('m'));
              e.mutable_matter_opened()->set_opener(Id16('a'));
            }),
            "");
  EXPECT_NE(Broken([](v1::Event& e) {
              e.mutable_invitation_accepted()->set_key(Bytes(32, 'u'));
              e.mutable_invitation_accepted()->set_member(Id16('a'));
            }),
            "");
  EXPECT_NE(Broken([](v1::Event& e) { e.mutable_deadline_cleared()->set_deadline(9); }), "");
  EXPECT_NE(Broken([](v1::Event& e) {
              e.mutable_community_created()->set_sequencer_key(Bytes(32, 's'));
            }),
            "");
  EXPECT_NE(Broken([](v1::Event& e) {
              e.mutable_message_left()->set_message(Id16('n'));
              e.mutable_message_left()->set_author(Id16('a'));
            }),
            "");
}

TEST_F(CheckEventTest, AnInvitationExpires) {
  auto accept = [](v1::Event& e) {
    e.mutable_invitation_accepted()->set_key(Bytes(32, 'i'));
    e.mutable_invitation_accepted()->set_member(Id16('a'));
  };
  EXPECT_EQ(Broken(accept, kStartMs + 999), "");
  EXPECT_EQ(Broken(accept, kStartMs + 1'000), "event: the invitation has expired");
}

TEST_F(CheckEventTest, DeadlinesAreOneAtATimeAndAhead) {
  auto set = [](uint64_t id, int64_t due) {
    return [id, due](v1::Event& e) {
      e.mutable_deadline_set()->set_deadline(id);
      e.mutable_deadline_set()->set_matter(Id16('m'));
      e.mutable_deadline_set()->set_stage("applied");
      e.mutable_deadline_set()->set_due_ms(due);
    };
  };
  EXPECT_EQ(Broken(set(2, kDue)),
            "event: a stage has one running deadline, and a matter one clock");
  EXPECT_EQ(Broken(set(3, kDue)), "event: deadlines are counted up from 1");
  author_.Add().mutable_deadline_cleared()->set_deadline(1);
  author_.Command(kStartMs + 6, 'r', [](v1::Payload& payload) {
    payload.mutable_revoke_device()->set_device(Bytes(32, 'y'));
  });
  const int64_t now = kStartMs + 10;
  EXPECT_EQ(Broken(set(2, now + kDeadlineAheadMs), now), "");
  EXPECT_EQ(Broken(set(2, now + kDeadlineAheadMs - 1), now),
            "event: a new deadline lies at least a minute ahead");
}

TEST_F(CheckEventTest, AStageIsNotLeftWithItsDeadlineRunning) {
  EXPECT_NE(Broken([](v1::Event& e) {
              e.mutable_stage_entered()->set_matter(Id16('m'));
              e.mutable_stage_entered()->set_stage("accepted");
            }),
            "");
  EXPECT_NE(Broken([](v1::Event& e) {
              e.mutable_matter_closed()->set_matter(Id16('m'));
              e.mutable_matter_closed()->set_outcome("resolved");
            }),
            "");
}

TEST_F(CheckEventTest, AScoreIsOneToFive) {
  auto rate = [](uint32_t score) {
    return [score](v1::Event& e) {
      e.mutable_rating_given()->set_matter(Id16('m'));
      e.mutable_rating_given()->set_member(Id16('a'));
      e.mutable_rating_given()->set_score(score);
    };
  };
  EXPECT_NE(Broken(rate(0)), "");
  EXPECT_EQ(Broken(rate(1)), "");
  EXPECT_EQ(Broken(rate(5)), "");
  EXPECT_NE(Broken(rate(6)), "");
}

TEST_F(CheckEventTest, APartyAnswersOnce) {
  auto reply = [](const char* unit) {
    return [unit](v1::Event& e) {
      e.mutable_party_replied()->set_matter(Id16('m'));
      e.mutable_party_replied()->set_unit(unit);
      e.mutable_party_replied()->set_by(Id16('a'));
    };
  };
  const std::string said = "event: only a party answers, once";
  EXPECT_EQ(Broken(reply("police")), "");
  EXPECT_EQ(Broken(reply("office")), said);
  reply("police")(author_.Add());
  author_.Wait(kStartMs + 6);
  EXPECT_EQ(Broken(reply("police"), kStartMs + 7), said);
}

TEST_F(CheckEventTest, AMatterHasOneClockAndDoesNotCloseWhileItRuns) {
  auto set = [this](v1::Event& e) {
    e.mutable_deadline_set()->set_deadline(author_.community->facts().next_deadline);
    e.mutable_deadline_set()->set_matter(Id16('m'));
    e.mutable_deadline_set()->set_due_ms(kDue);
  };
  EXPECT_EQ(Broken(set), "");
  set(author_.Add());
  author_.Add().mutable_deadline_cleared()->set_deadline(1);
  author_.Wait(kStartMs + 6);
  EXPECT_EQ(Broken(set, kStartMs + 7),
            "event: a stage has one running deadline, and a matter one clock");
  EXPECT_EQ(Broken(
                [](v1::Event& e) {
                  e.mutable_matter_closed()->set_matter(Id16('m'));
                  e.mutable_matter_closed()->set_outcome("resolved");
                },
                kStartMs + 7),
            "event: a matter is closed with its clock running");
}

TEST_F(CheckEventTest, AnEventWithoutAKindIsBroken) {
  EXPECT_EQ(Broken([](v1::Event&) {}), "event: has no kind");
}

}  // namespace
}  // namespace yiting::state
