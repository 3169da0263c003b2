// What the community lends: two venues, and who has them in the next days.

#include "base/instant.h"
#include "crypto/sha256.h"
#include "demo/life.h"

namespace yiting::demo {

namespace {

struct Lent {
  const char* zh;
  const char* en;
  uint32_t opens_minute;
  uint32_t closes_minute;
  uint32_t longest_minutes;
};
constexpr Lent kLent[] = {
    {"红茶议事会客厅", "Council parlour", 8 * 60 + 30, 21 * 60, 180},
    {"社区活动室", "Activity room", 9 * 60, 20 * 60 + 30, 120},
};

struct Booked {
  size_t venue;
  int day;  // from now
  int from_hour;
  int until_hour;
  const char* purpose;
};
constexpr Booked kBooked[] = {
    {0, 1, 9, 11, "楼道议事会碰头"},   {0, 1, 14, 16, "加装电梯征询会"},
    {0, 3, 19, 21, "业主代表见面"},     {1, 1, 9, 11, "书法班"},
    {1, 1, 18, 20, "合唱队排练"},       {1, 2, 14, 16, "青少年下棋"},
};

Bytes VenueId(size_t i) {
  const crypto::Hash hash = crypto::Sha256("yiting.demo.venue/" + std::to_string(i));
  return Bytes(crypto::AsBytes(hash).substr(0, 16));
}

}  // namespace

Status Life::LendVenues(int64_t now_ms) {
  if (DoesWithout(v1::VENUES)) return {};
  for (size_t i = 0; i < std::size(kLent); ++i) {
    ops::Draft draft;
    v1::SetVenue& body = *draft.payload.mutable_set_venue();
    body.set_venue(VenueId(i));
    body.mutable_title()->set_zh(kLent[i].zh);
    body.mutable_title()->set_en(kLent[i].en);
    body.set_opens_minute(kLent[i].opens_minute);
    body.set_closes_minute(kLent[i].closes_minute);
    body.set_longest_minutes(kLent[i].longest_minutes);
    ASSIGN_OR_RETURN(Bytes command, Admit(cast_.front(), std::move(draft), now_ms));
    if (command.empty()) return Fail(ErrorCode::kInvalid, "the rules refuse the demo's venues");
  }
  std::vector<const Person*> neighbours;
  for (const Person& person : cast_) {
    if (IsNeighbour(person)) neighbours.push_back(&person);
  }
  const CivilDay today = DayOf({now_ms});
  for (size_t i = 0; i < std::size(kBooked) && !neighbours.empty(); ++i) {
    const Booked& one = kBooked[i];
    const int64_t midnight_ms = StartOf(today).ms + one.day * kDayMs;
    ops::Draft draft;
    v1::BookVenue& body = *draft.payload.mutable_book_venue();
    body.set_venue(VenueId(one.venue));
    body.set_from_ms(midnight_ms + one.from_hour * kHourMs);
    body.set_until_ms(midnight_ms + one.until_hour * kHourMs);
    *body.mutable_purpose() = draft.Commit(one.purpose, v1::STAFF);
    const Person& by = *neighbours[i % neighbours.size()];
    ASSIGN_OR_RETURN(Bytes command, Admit(by, std::move(draft), now_ms));
    if (command.empty()) return Fail(ErrorCode::kInvalid, "the rules refuse the demo's bookings");
  }
  return {};
}

}  // namespace yiting::demo
