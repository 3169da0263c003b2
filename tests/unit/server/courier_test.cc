// What the hall does for witnesses, and what a courier is told on the command line. That it brings
// and fetches is shown with real servers in tests/strangers/witness.test.mjs.
#include "witness/courier.h"

#include <gtest/gtest.h>

#include <future>

#include "ledger/checkpoint.h"
#include "tests/unit/server/town.h"

namespace yiting::witness {
namespace {

using testing::OpenHall;
using testing::Town;
using testing::Writer;
using testing::WriterOf;

class CourierTest : public ::testing::Test {
 protected:
  Result<hall::Hall::Growth> Growth(hall::Hall& hall, uint64_t old_size) {
    auto promise = std::make_shared<std::promise<Result<hall::Hall::Growth>>>();
    hall.ProveGrowth(town_.community, old_size, [promise](Result<hall::Hall::Growth> growth) {
      promise->set_value(std::move(growth));
    });
    return promise->get_future().get();
  }
  static std::string Line(const std::string& checkpoint, char key, int64_t time_s) {
    const crypto::SigningKey witness = crypto::SigningKeyFromSeed(Bytes(32, key));
    return ledger::Cosign(checkpoint, "w.example", witness, time_s)->substr(checkpoint.size());
  }

  Town town_;
  Writer anna_ = WriterOf("anna");
};

TEST_F(CourierTest, GrowthIsProven) {
  OpenHall hall(town_);
  auto first = Growth(hall.hall(), 0);
  ASSERT_TRUE(first) << first.error().message;
  hall.Accept(town_.Message(anna_, "one"));
  auto second = Growth(hall.hall(), first->size);
  ASSERT_TRUE(second) << second.error().message;
  EXPECT_EQ(second->size, first->size + 1);
  const std::string origin = ledger::OriginOf(town_.community);
  auto older = ledger::OpenCheckpoint(first->checkpoint, origin, town_.public_key());
  auto newer = ledger::OpenCheckpoint(second->checkpoint, origin, town_.public_key());
  ASSERT_TRUE(older && newer);
  EXPECT_TRUE(ledger::VerifyConsistency(second->proof, older->head(), newer->head()));
  // Of a tree that is larger than ours there is nothing to prove.
  EXPECT_TRUE(Growth(hall.hall(), second->size + 1)->proof.empty());
}

TEST_F(CourierTest, ALineIsServedUnderTheNewestCheckpointOnly) {
  OpenHall hall(town_);
  auto growth = Growth(hall.hall(), 0);
  const std::string line = Line(growth->checkpoint, 'w', 100);
  hall.hall().AddCosignature(town_.community, growth->size - 1, line);
  EXPECT_EQ(Growth(hall.hall(), 0)->checkpoint, growth->checkpoint);
  hall.hall().AddCosignature(town_.community, growth->size, line);
  EXPECT_EQ(Growth(hall.hall(), 0)->checkpoint, growth->checkpoint + line);
  // In a pull too, and a second line of the same witness is one too many.
  hall.hall().AddCosignature(town_.community, growth->size,
                             Line(growth->checkpoint, 'w', 200));
  auto pulled = hall.Pull({});
  ASSERT_TRUE(pulled) << pulled.error().message;
  EXPECT_EQ(pulled->checkpoint(), growth->checkpoint + line);
  const std::string other = Line(growth->checkpoint, 'v', 100);
  hall.hall().AddCosignature(town_.community, growth->size, other);
  EXPECT_EQ(Growth(hall.hall(), 0)->checkpoint, growth->checkpoint + line + other);

  hall.Accept(town_.Message(anna_, "one"));
  const std::string newest = Growth(hall.hall(), 0)->checkpoint;
  EXPECT_EQ(newest.find("w.example"), std::string::npos);
}

// So an export, which is made while no server runs, has them too.
TEST_F(CourierTest, LinesOutliveARestart) {
  std::string cosigned;
  {
    OpenHall hall(town_, town_.house->store(), &town_.house->heads());
    auto growth = Growth(hall.hall(), 0);
    const std::string line = Line(growth->checkpoint, 'w', 100);
    hall.hall().AddCosignature(town_.community, growth->size, line);
    cosigned = Growth(hall.hall(), 0)->checkpoint;
    ASSERT_EQ(cosigned, growth->checkpoint + line);
  }
  town_.OpenHouse();
  OpenHall hall(town_, town_.house->store(), &town_.house->heads());
  EXPECT_EQ(Growth(hall.hall(), 0)->checkpoint, cosigned);
}

TEST_F(CourierTest, ALargerTreeAtAWitnessStopsTheSigning) {
  OpenHall hall(town_);
  auto growth = Growth(hall.hall(), 0);
  hall.hall().NoteLargerTree(town_.community, growth->size);  // is none
  hall.Accept(town_.Message(anna_, "one"));
  hall.hall().NoteLargerTree(town_.community, growth->size + 5);
  // Answered after it; a push may be served before.
  EXPECT_FALSE(Growth(hall.hall(), 0));
  EXPECT_FALSE(hall.Push(town_.Message(anna_, "two")));
}

TEST_F(CourierTest, BeforeTheHallStartsItIsToldAtOnce) {
  auto opened = hall::Hall::Open(town_.house->store(), town_.clock, town_.house->key_ring(),
                                 town_.house->folder().state_folder());
  ASSERT_TRUE(opened) << opened.error().message;
  auto growth = Growth(**opened, 0);
  ASSERT_TRUE(growth) << growth.error().message;
  (*opened)->NoteLargerTree(town_.community, growth->size + 1);
  EXPECT_FALSE(Growth(**opened, 0));
}

TEST(WitnessAddressTest, IsAnUrlAndAKey) {
  const ledger::VerifierKey key{"w.example/1", ledger::SignatureType::kCosignature,
                                crypto::PublicKey(crypto::SigningKeyFromSeed(Bytes(32, 'w')))};
  const std::string vkey = ledger::FormatVerifierKey(key);
  auto address = ParseAddress("http://w.example:81/a=" + vkey);
  ASSERT_TRUE(address) << address.error().message;
  EXPECT_EQ(address->url, (http::Url{"w.example", "81", "/a"}));
  EXPECT_EQ(address->key, key);
  ledger::VerifierKey log = key;
  log.type = ledger::SignatureType::kEd25519;
  for (const std::string& bad : {std::string("http://w.example"), "https://w.example=" + vkey,
                                 "http://w.example=" + ledger::FormatVerifierKey(log),
                                 std::string("http://w.example=w.example/1+00000000+AAAA")}) {
    EXPECT_FALSE(ParseAddress(bad)) << bad;
  }
}

}  // namespace
}  // namespace yiting::witness
