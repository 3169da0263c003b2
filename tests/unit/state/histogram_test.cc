// How long until somebody answered, and until it was over: the buckets of two histograms.

#include <gtest/gtest.h>

#include "sample.h"
#include "state/read_ledger.h"
#include "state/read_matters.h"

namespace yiting::state {
namespace {

constexpr int64_t kHour = 3'600'000;
constexpr int64_t kOpened = kStartMs + kHour;

class HistogramTest : public ::testing::Test {
 protected:
  HistogramTest() {
    author_.Create();
    author_.Admit(kStartMs, 'a', "resident");
    author_.Open(kOpened, kOpened + 10'000 * kHour);
  }
  void Act(int64_t after_ms, char by) {
    v1::ActionTaken* taken = author_.Add().mutable_action_taken();
    taken->set_matter(Id16('m'));
    taken->set_action("note");
    taken->set_by(Id16(by));
    taken->set_role("registrar");
    author_.Wait(kOpened + after_ms);
  }
  void Close(int64_t after_ms) {
    author_.Add().mutable_deadline_cleared()->set_deadline(1);
    author_.Add().mutable_matter_closed()->set_matter(Id16('m'));
    author_.events.back().mutable_matter_closed()->set_outcome("done");
    author_.Wait(kOpened + after_ms);
  }
  int64_t Counted(const std::string& counter) {
    return CounterValue(*author_.community, counter);
  }

  Author author_;
};

TEST_F(HistogramTest, A7_16_TheFirstActOfSomebodyElseIsTheContact) {
  Act(kHour / 2, 'a');  // whoever asked says more
  EXPECT_EQ(Counted("contact.bell.1h"), 0);
  Act(5 * kHour, 'r');
  EXPECT_EQ(Counted("contact.bell.8h"), 1);
  Act(6 * kHour, 'r');
  Act(30 * kHour, 'r');
  for (const char* bucket : {"1h", "4h", "24h", "72h", "168h", "more"}) {
    EXPECT_EQ(Counted(std::string("contact.bell.") + bucket), 0) << bucket;
  }
}

TEST_F(HistogramTest, ABoundBelongsToItsBucket) {
  Act(kHour, 'r');
  EXPECT_EQ(Counted("contact.bell.1h"), 1);
  Close(24 * kHour);
  EXPECT_EQ(Counted("lasted.bell.24h"), 1);
}

TEST_F(HistogramTest, JustBeyondItIsTheNextAndBeyondAllIsMore) {
  Act(kHour + 1, 'r');
  EXPECT_EQ(Counted("contact.bell.4h"), 1);
  Close(168 * kHour + 1);
  EXPECT_EQ(Counted("lasted.bell.more"), 1);
  EXPECT_EQ(Counted("lasted.bell.168h"), 0);
}

}  // namespace
}  // namespace yiting::state
