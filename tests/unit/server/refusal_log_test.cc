// An observer who tries to act stands in the log: by id, without a name and without their words.

#include <gtest/gtest.h>
#include <spdlog/sinks/ostream_sink.h>
#include <spdlog/spdlog.h>

#include <memory>
#include <sstream>
#include <string>

#include "tests/unit/server/town.h"

namespace yiting::hall {
namespace {

using testing::OpenHall;
using testing::ReasonOf;
using testing::Town;
using testing::Writer;
using testing::WriterOf;

class RefusalLog : public ::testing::Test {
 protected:
  RefusalLog() : before_(spdlog::default_logger()) {
    spdlog::set_default_logger(std::make_shared<spdlog::logger>(
        "test", std::make_shared<spdlog::sinks::ostream_sink_mt>(log_)));
    town_.Admit({{"olga", "observer"}});
    log_.str("");
  }
  ~RefusalLog() override { spdlog::set_default_logger(before_); }

  v1::Reason Refused(const v1::PushRequest& push) {
    OpenHall hall(town_);
    auto pushed = hall.Push(push);
    EXPECT_TRUE(pushed);
    return pushed && pushed->results(0).has_rejected() ? ReasonOf(pushed->results(0))
                                                       : v1::REASON_UNSPECIFIED;
  }
  std::string Line(const Writer& writer, const std::string& kind) const {
    return "refused reason=OBSERVER community=" + ToHex(town_.community) +
           " member=" + ToHex(writer.member) + " command=" + kind +
           " time=2026-03-02T09:00:00+08:00\n";
  }

  Town town_;
  Writer anna_ = WriterOf("anna");
  Writer olga_ = WriterOf("olga");
  std::ostringstream log_;
  std::shared_ptr<spdlog::logger> before_;
};

TEST_F(RefusalLog, A2_11_SaysWhichObserverTriedWhatAndWhen) {
  EXPECT_EQ(Refused(town_.Message(olga_, "a word of mine")), v1::OBSERVER);
  const std::string said = log_.str();
  const std::string line = Line(olga_, "leave_message");
  ASSERT_GE(said.size(), line.size());
  EXPECT_EQ(said.substr(said.size() - line.size()), line);
  EXPECT_EQ(said.find("olga"), std::string::npos);
  EXPECT_EQ(said.find("a word of mine"), std::string::npos);
  EXPECT_EQ(said.find(ToHex(olga_.device())), std::string::npos);
  EXPECT_EQ(Refused(town_.Bell(olga_, "楼道")), v1::OBSERVER);
  EXPECT_NE(log_.str().find(Line(olga_, "open_matter")), std::string::npos);
}

TEST_F(RefusalLog, A2_11_OtherRefusalsAreNobodyElses) {
  ops::Draft draft;
  draft.payload.mutable_grant_role()->set_member(anna_.member);
  draft.payload.mutable_grant_role()->mutable_grant()->set_role("resident");
  v1::PushRequest push;
  town_.AddTo(push, anna_, std::move(draft));
  EXPECT_EQ(Refused(push), v1::NOT_ALLOWED);
  EXPECT_EQ(log_.str(), "");
}

// By a link any device may say that it is anybody; whoever did so could fill the log with others.
TEST_F(RefusalLog, A2_11_NobodyElseMakesAnObserverStandInIt) {
  const Writer stranger = WriterOf("stranger");
  v1::Payload payload;
  payload.set_actor(olga_.member);
  payload.set_device(stranger.device());
  payload.set_counter(1);
  payload.mutable_accept_invitation()->set_key(stranger.device());
  v1::PushRequest push;
  push.set_community(town_.community);
  push.add_commands(schema::SignCommand(payload, town_.community, {stranger.key}));
  EXPECT_EQ(Refused(push), v1::OBSERVER);
  EXPECT_EQ(log_.str(), "");
}

}  // namespace
}  // namespace yiting::hall
