// The hall is where commands of all communities are put in order: one thread that owns every
// community's sequencer and the store. It works in rounds (group commit):
//
//   take what waits (bounded) → due deadlines and commands of each community → one durable Append
//   for all of them → Commit each, sign checkpoints → answer, poke → then the questions that wait
//
// While one round waits for the disk the next one's pushes gather, so under load many commands
// share one fsync and alone a command waits for nothing. Nobody is told anything before the Append.
// Readers are answered by the same thread between rounds, a bounded number at a time: a read sees
// committed state only, needs no lock, and delays a round by milliseconds at most. What hands out
// contents that are not for everybody waits for one more commit, which says who was handed what.
//
// Pushes and questions may come from any thread; answers are given on the hall's thread and must
// not block it. Tested by tests/unit/server/hall_test.cc

#ifndef YITING_SERVER_HALL_HALL_H_
#define YITING_SERVER_HALL_HALL_H_

#include <condition_variable>
#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "base/bytes.h"
#include "base/result.h"
#include "clock/clock.h"
#include "hall/desk.h"
#include "hall/intake.h"
#include "hall/pack_shelf.h"
#include "hall/snapshots.h"
#include "ledger/tiles.h"
#include "store/store.h"
#include "yiting/v1/sync.pb.h"

namespace yiting::hall {

// Commands that share one commit. 1,000 are decided in about half a second; a phone waits no
// longer.
inline constexpr size_t kRoundCommandsMax = 1000;
// Questions answered between two rounds: 100 pulls of 1 MiB are about 0.2 s.
inline constexpr size_t kRoundQuestionsMax = 100;
// What may wait. Above it the hall is busier than it will be soon: clients try again later.
inline constexpr size_t kWaitingPushesMax = 4096;
inline constexpr size_t kWaitingQuestionsMax = 16384;

class Hall {
 public:
  template <class Answer>
  using Done = std::function<void(Result<Answer>)>;
  using Grown = std::function<void(const Bytes& community, uint64_t tree_size)>;

  // Catches up every community of the store; one that cannot be is logged and answers errors.
  // `store`, `clock` and `heads` must outlive the hall. `state_folder` exists.
  static Result<std::unique_ptr<Hall>> Open(store::Store& store, const clock::Clock& clock,
                                            const sequencer::KeyRing& keys,
                                            std::string state_folder, Heads* heads = nullptr,
                                            int64_t restored_wait_ms = kRestoredWaitMs);
  ~Hall();

  // Called on the hall's thread after a commit. Set before Start.
  void OnGrown(Grown grown) { grown_ = std::move(grown); }
  void Start();
  // Finishes the round, answers what still waits with an error, ends the thread.
  void Stop();
  // One round on the caller's thread, without waiting: what waits, and what has fallen due. For a
  // host that has one thread for everything; never together with Start.
  void ServeRound();

  // Errors: kNotFound no such community · kIo the disk or too much waits, nothing was stored, try
  // again · kCorrupt the ledger is halted. Rejections are no errors.
  void Push(PushJob job, Done<v1::PushResponse> done);
  void Pull(PullJob job, Done<v1::PullResponse> done);
  // Entries that were lost here; answers with how many there are now. kInvalid for what does not
  // lead to a tree that was signed.
  void Recover(RecoverJob job, Done<v1::RecoverResponse> done);
  void FetchPack(Bytes pack_hash, Done<v1::FetchPackResponse> done);
  // A part; size 0: there is nothing to begin with but the ledger. kNotFound: none of that size.
  void FetchSnapshot(v1::FetchSnapshotRequest request, Done<v1::FetchSnapshotResponse> done);
  void Describe(Bytes community, Done<v1::DescribeResponse> done);
  // The newest checkpoint, and a tile of the tree or of entries; kNotFound beyond the ledger's end.
  void ReadCheckpoint(Bytes community, Done<std::string> done);
  void ReadTile(Bytes community, ledger::Tile tile, Done<Bytes> done);
  // REQUIRES: the reader's proof holds.
  void ListAccesses(v1::ListAccessesRequest request, Done<v1::ListAccessesResponse> done);
  // Copies the store, or the keys of its contents, into a new file while it is in use. `tell` hears
  // how far it is until both figures are equal or an Error ends it.
  using Tell = std::function<void(Result<store::StoreCopy::Progress>)>;
  void CopyStore(std::string path, bool keys, Tell tell);

  // For witnesses; before Start these are answered at once, on the caller's thread.
  struct Growth {
    std::string checkpoint;  // the newest
    uint64_t size = 0;       // of its tree
    std::vector<ledger::Hash> proof;  // that it grew out of the old one; none if that is larger
  };
  void ProveGrowth(Bytes community, uint64_t old_size, Done<Growth> done);
  // A witness's line, verified, under the checkpoint of that size if it is still the newest.
  void AddCosignature(Bytes community, uint64_t size, std::string line);
  // A witness has cosigned a tree of ours of this size. If it is larger than what is here, entries
  // were lost, and nothing may be signed until they are back.
  void NoteLargerTree(Bytes community, uint64_t size);

  // The newest of this machine's keys; all of them.
  const Bytes& sequencer_key() const { return public_keys().back(); }
  const std::vector<Bytes>& public_keys() const { return ports_.keys.public_keys(); }
  int64_t NowMs() const { return clock_.NowMs(); }

 private:
  struct WaitingPush {
    PushJob job;
    Done<v1::PushResponse> done;
  };
  // A push while its round runs.
  struct RunningPush {
    WaitingPush push;
    Desk* desk = nullptr;
    v1::PushResponse response;
    std::vector<store::NewContent> contents;  // of commands that were admitted
    std::vector<store::NewPack> packs;        // the same
    Status status;  // an error: none of it is accepted
    bool begun = false;  // something of it may be staged
  };
  using Question = std::function<void()>;
  struct Round {
    std::vector<RunningPush> pushes;
    std::vector<Question> questions;
    std::map<Bytes, Desk*> touched;
  };

  Hall(store::Store& store, const clock::Clock& clock, const sequencer::KeyRing& keys,
       std::string state_folder);
  void Ask(Question question, const std::function<void(Error)>& refuse);
  void AskEarly(Question question, const std::function<void(Error)>& refuse);
  // Answers with what `make` returns on the hall's thread.
  template <class Answer, class Make>
  void AskFor(Make make, Done<Answer> done) {
    Ask([make = std::move(make), done] { done(make()); },
        [done](Error why) { done(Failure{std::move(why)}); });
  }
  Result<Desk*> OpenDesk(BytesView community);
  Desk* FindDesk(BytesView community);

  void Run();
  // Waits for work or the next deadline. False when the hall is to stop.
  bool TakeRound(Round& round);
  // REQUIRES: mutex_ is held.
  void TakeWaiting(Round& round);
  void Serve(Round& round);
  // Notes who was handed what, then lets those answers go.
  void AnswerHeld();
  void StepCopy();
  void ServePushes(Round& round);
  void WakeDue(Round& round, int64_t now_ms);
  void AdmitAll(RunningPush& push, int64_t now_ms);
  Status AdmitOne(RunningPush& push, const Bytes& command, int64_t now_ms);
  void Keep(RunningPush& push, const Bytes& command);
  // Everything staged at the touched desks, durably, or nothing.
  void CommitRound(Round& round);
  static void FailAt(Round& round, Desk* desk, const Error& why);
  // `tried_ms`: deadlines due by then were let fall just now, or could not be.
  void Reschedule(Desk& desk, int64_t tried_ms);
  // Desks that are behind are looked at once a round.
  void Watch(Desk& desk);
  void LetComeBack(int64_t now_ms);
  void RefuseWaiting();

  store::Store& store_;
  const clock::Clock& clock_;
  PackShelf packs_;
  Desk::Ports ports_;
  Snapshots snapshots_;
  Grown grown_;
  std::map<Bytes, Desk, std::less<>> desks_;
  // (due, community) of every open desk that has a deadline running.
  std::map<Bytes, int64_t> due_of_;
  std::map<std::pair<int64_t, Bytes>, Desk*> due_;
  std::map<Bytes, Desk*> behind_;

  std::vector<store::Access> accesses_;
  std::vector<std::function<void(const Status& noted)>> held_;  // answers that hand those out
  struct Copying {
    std::unique_ptr<store::StoreCopy> copy;
    Tell tell;
  };
  Copying copying_;

  std::mutex mutex_;  // of what follows
  std::condition_variable woken_;
  std::deque<WaitingPush> waiting_pushes_;
  std::deque<Question> waiting_questions_;
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace yiting::hall

#endif  // YITING_SERVER_HALL_HALL_H_
