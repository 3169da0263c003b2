// The courier brings the newest checkpoint of every community to the witnesses that the operator
// named, and what they sign back to the hall, which serves it under the checkpoint. It is beside
// the hall: a witness that is slow or gone delays nobody, and is tried again later and later. Of a
// community that grew meanwhile only the newest checkpoint is brought.
//
//   hall: it has grown ─► a thread a witness: hall.ProveGrowth ─► add-checkpoint ─► the line, when
//                         it is good ─► hall.AddCosignature
//
// A witness that cosigned a larger tree of a community than is here says that entries were lost:
// the hall is told before it signs anything more (CheckBeforeStart).
//
// Touches: sockets, as a client. Tested by tests/unit/server/courier_test.cc

#ifndef YITING_SERVER_WITNESS_COURIER_H_
#define YITING_SERVER_WITNESS_COURIER_H_

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "base/bytes.h"
#include "base/result.h"
#include "hall/hall.h"
#include "http/client.h"
#include "ledger/note.h"

namespace yiting::witness {

// A checkpoint has room for 32 lines (ledger/note.h); a few of them are enough for anybody.
inline constexpr size_t kWitnessesMax = 16;
// A witness near by answers in milliseconds, one far away within a second.
inline constexpr std::chrono::milliseconds kAnswerWait{5'000};
// Between two checkpoints of one community: a busy hall signs many a second.
inline constexpr std::chrono::milliseconds kPause{500};
// After a failure, doubled with each: a witness that restarts is back in a second, one that is gone
// is asked twelve times an hour.
inline constexpr std::chrono::milliseconds kRetryMin{1'000};
inline constexpr std::chrono::milliseconds kRetryMax{300'000};

struct Address {
  std::string text;  // the URL as it was given
  http::Url url;
  ledger::VerifierKey key;
};
// "URL=VKEY", as `yiting witness` prints it.
Result<Address> ParseAddress(const std::string& text);

class Courier {
 public:
  // `hall` must outlive it.
  Courier(hall::Hall& hall, const std::vector<Address>& witnesses);
  ~Courier() { Stop(); }

  // Visits every witness once for every community, on the caller's thread, before the hall starts:
  // so nothing is signed on a ledger that lost entries. Gives up on a witness at its first silence.
  void CheckBeforeStart(const std::vector<Bytes>& communities);
  void Start();
  // Before the hall stops.
  void Stop();
  // From any thread: this community has a new checkpoint.
  void Grow(const Bytes& community);

 private:
  using Time = std::chrono::steady_clock::time_point;
  // What is known of one community at one witness.
  struct Errand {
    uint64_t cosigned = 0;  // the size that the witness is believed to have
    bool waits = false;     // there is a newer checkpoint
    Time not_before{};
    std::chrono::milliseconds retry = kRetryMin;
    std::string complaint;  // that was logged last
  };
  struct Route {
    Address address;
    std::unique_ptr<http::Client> client;
    std::map<Bytes, Errand> errands;  // under mutex_
    std::thread thread;
  };

  // One checkpoint to one witness, until it is cosigned or refused. `cosigned` is what is believed
  // before, and known after.
  Status Visit(Route& route, const Bytes& community, uint64_t& cosigned);
  Status TakeLines(Route& route, const Bytes& community, const hall::Hall::Growth& growth,
                   const std::string& lines);
  void Run(Route& route);
  // The errand whose time is next; nullptr if none waits. REQUIRES: mutex_ is held.
  static std::pair<const Bytes, Errand>* Next(Route& route);
  void Settle(Route& route, const Bytes& community, const Status& status, uint64_t cosigned);

  hall::Hall& hall_;
  std::vector<std::unique_ptr<Route>> routes_;
  std::mutex mutex_;
  std::condition_variable woken_;
  bool stopping_ = false;
};

}  // namespace yiting::witness

#endif  // YITING_SERVER_WITNESS_COURIER_H_
