#include "hall/hall.h"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <chrono>
#include <utility>
#include <variant>

#include "base/check.h"
#include "decide/decide.h"
#include "hall/refusal_log.h"
#include "schema/signed_command.h"

namespace yiting::hall {

namespace {

// A clock can be set while the hall sleeps, so it never sleeps longer.
constexpr int64_t kSleepMsMax = 30'000;
// A deadline that the machine could not let fall is tried again after this.
constexpr int64_t kRetryMs = 5'000;
// Heads that were noted are written no later than this.
constexpr int64_t kHeadsMs = 1'000;

// The contents of one push, and those that the store has.
class ContentsOfPush : public sequencer::ContentsAtHand {
 public:
  ContentsOfPush(store::Store& store, const PushJob& job) : store_(store), job_(job) {}
  bool Has(BytesView commitment) override {
    if (job_.contents.contains(commitment)) return true;
    auto has = store_.HasContent(job_.request.community(), commitment);
    if (!has) failure_ = Failure{has.error()};
    return has.value_or(false);
  }
  // Of the store, if looking failed: then "missing" says nothing.
  const Status& failure() const { return failure_; }

 private:
  store::Store& store_;
  const PushJob& job_;
  Status failure_;
};

Error Busy() { return {ErrorCode::kIo, "the server is busy; try again in a few seconds"}; }
Error Stopping() { return {ErrorCode::kIo, "the server is stopping; try again in a minute"}; }

}  // namespace

Hall::Hall(store::Store& store, const clock::Clock& clock, const sequencer::KeyRing& keys,
           std::string state_folder)
    : store_(store),
      clock_(clock),
      packs_(store),
      ports_{store, packs_, keys, std::move(state_folder)},
      snapshots_(ports_.state_folder) {}

Result<std::unique_ptr<Hall>> Hall::Open(store::Store& store, const clock::Clock& clock,
                                         const sequencer::KeyRing& keys,
                                         std::string state_folder, Heads* heads,
                                         int64_t restored_wait_ms) {
  std::unique_ptr<Hall> hall(new Hall(store, clock, keys, std::move(state_folder)));
  hall->ports_.heads = heads;
  hall->ports_.restored_wait_ms = restored_wait_ms;
  ASSIGN_OR_RETURN(std::vector<Bytes> communities, store.Communities());
  for (const Bytes& community : communities) {
    Desk& desk = hall->desks_.try_emplace(community, hall->ports_, community).first->second;
    if (Status open = desk.Open(); !open) {
      spdlog::error("community {} cannot be opened: {}", ToHex(community), open.error().message);
    }
    hall->Watch(desk);
    hall->Reschedule(desk, INT64_MIN);
  }
  return hall;
}

Hall::~Hall() { Stop(); }

void Hall::Start() {
  thread_ = std::thread([this] { Run(); });
}

void Hall::Stop() {
  {
    std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  woken_.notify_all();
  if (thread_.joinable()) thread_.join();
  RefuseWaiting();
}

void Hall::Push(PushJob job, Done<v1::PushResponse> done) {
  {
    std::unique_lock lock(mutex_);
    if (!stopping_ && waiting_pushes_.size() < kWaitingPushesMax) {
      waiting_pushes_.push_back({std::move(job), std::move(done)});
      lock.unlock();
      woken_.notify_one();
      return;
    }
  }
  done(Failure{Busy()});
}

void Hall::Ask(Question question, const std::function<void(Error)>& refuse) {
  {
    std::unique_lock lock(mutex_);
    if (!stopping_ && waiting_questions_.size() < kWaitingQuestionsMax) {
      waiting_questions_.push_back(std::move(question));
      lock.unlock();
      woken_.notify_one();
      return;
    }
  }
  refuse(Busy());
}

Result<Desk*> Hall::OpenDesk(BytesView community) {
  Desk* desk = FindDesk(community);
  if (desk == nullptr) return Fail(ErrorCode::kNotFound, "no such community on this server");
  // What a question could not read says nothing about the next one. Nothing is staged here.
  if (desk->is_open() && !desk->state().db().failure()) desk->Abort();
  RETURN_IF_ERROR(desk->Open());
  return desk;
}

Desk* Hall::FindDesk(BytesView community) {
  auto found = desks_.find(community);
  return found == desks_.end() ? nullptr : &found->second;
}

void Hall::Run() {
  while (true) {
    Round round;
    if (!TakeRound(round)) return;
    Serve(round);
  }
}

void Hall::ServeRound() {
  CHECK(!thread_.joinable());
  Round round;
  {
    std::lock_guard lock(mutex_);
    TakeWaiting(round);
  }
  Serve(round);
}

void Hall::Serve(Round& round) {
  LetComeBack(clock_.NowMs());
  ServePushes(round);
  for (Question& question : round.questions) question();
  AnswerHeld();
  StepCopy();
  if (ports_.heads != nullptr) ports_.heads->Write(clock_.NowMs());
}

bool Hall::TakeRound(Round& round) {
  std::unique_lock lock(mutex_);
  auto has_work = [&] {
    return stopping_ || !waiting_pushes_.empty() || !waiting_questions_.empty();
  };
  if (!has_work()) {
    int64_t sleep_ms = kSleepMsMax;
    if (!due_.empty()) {
      const int64_t left_ms = due_.begin()->first.first - clock_.NowMs();
      sleep_ms = std::clamp<int64_t>(left_ms, 0, kSleepMsMax);
    }
    if (copying_.copy != nullptr) sleep_ms = 0;
    if (ports_.heads != nullptr && ports_.heads->HasUnwritten()) {
      sleep_ms = std::min(sleep_ms, kHeadsMs);
    }
    woken_.wait_for(lock, std::chrono::milliseconds(sleep_ms), has_work);
  }
  if (stopping_) return false;
  TakeWaiting(round);
  return true;
}

void Hall::TakeWaiting(Round& round) {
  size_t commands = 0;
  while (!waiting_pushes_.empty() && commands < kRoundCommandsMax) {
    commands += static_cast<size_t>(waiting_pushes_.front().job.request.commands_size());
    round.pushes.push_back({std::move(waiting_pushes_.front()), nullptr, {}, {}, {}, {}});
    waiting_pushes_.pop_front();
  }
  while (!waiting_questions_.empty() && round.questions.size() < kRoundQuestionsMax) {
    round.questions.push_back(std::move(waiting_questions_.front()));
    waiting_questions_.pop_front();
  }
}

void Hall::ServePushes(Round& round) {
  const int64_t now_ms = clock_.NowMs();
  WakeDue(round, now_ms);
  for (RunningPush& push : round.pushes) {
    push.desk = FindDesk(push.push.job.request.community());
    if (push.desk == nullptr) {
      push.status = Fail(ErrorCode::kNotFound, "no such community on this server");
      continue;
    }
    AdmitAll(push, now_ms);
    round.touched.emplace(push.desk->community(), push.desk);
    // One that shows at the door what does not fit concerns nobody else.
    const bool unfit = !push.status && (push.status.error().code == ErrorCode::kCorrupt ||
                                        push.status.error().code == ErrorCode::kConflict);
    if (push.status || (unfit && !push.begun)) continue;
    // What others staged there before it goes too; all of them are told to try again.
    push.desk->Abort();
    FailAt(round, push.desk, push.status.error());
  }
  CommitRound(round);
  packs_.EndOffers();
  for (auto& [community, desk] : round.touched) {
    if (!desk->is_open()) (void)desk->Open();
    const bool grown = desk->Sign();
    Reschedule(*desk, now_ms);
    if (grown && grown_) grown_(community, desk->size());
  }
  for (RunningPush& push : round.pushes) {
    if (!push.status) {
      push.push.done(Failure{push.status.error()});
      continue;
    }
    push.response.set_checkpoint(push.desk->checkpoint());
    push.push.done(std::move(push.response));
  }
}

void Hall::WakeDue(Round& round, int64_t now_ms) {
  while (!due_.empty() && due_.begin()->first.first <= now_ms) {
    Desk* desk = due_.begin()->second;
    due_.erase(due_.begin());
    due_of_.erase(desk->community());
    round.touched.emplace(desk->community(), desk);
    Status woken = desk->CheckReady(now_ms);
    (void)packs_.TakeFailure();
    if (woken) woken = desk->sequencer().Wake(now_ms);
    if (Status read = packs_.TakeFailure(); woken && !read) woken = read;
    if (woken) continue;
    spdlog::error("community {}: a deadline could not fall: {}", ToHex(desk->community()),
                  woken.error().message);
    desk->Abort();
  }
}

void Hall::AdmitAll(RunningPush& push, int64_t now_ms) {
  push.status = push.desk->CheckReady(now_ms);
  if (!push.status) return;
  const PushJob& job = push.push.job;
  push.status = push.desk->Meet(job.client_head);
  Watch(*push.desk);
  if (!push.status) return;
  push.begun = true;
  for (const auto& [hash, index] : job.packs) packs_.Offer(hash, job.request.packs(index));
  for (const Bytes& command : job.request.commands()) {
    push.status = AdmitOne(push, command, now_ms);
    if (!push.status) return;
  }
}

Status Hall::AdmitOne(RunningPush& push, const Bytes& command, int64_t now_ms) {
  ContentsOfPush contents(store_, push.push.job);
  (void)packs_.TakeFailure();  // of a question before
  Result<sequencer::Answer> admission =
      push.desk->sequencer().Admit(command, now_ms, contents);
  // First what the disk says: a pack or content that could not be read is not one that is unknown.
  RETURN_IF_ERROR(packs_.TakeFailure());
  RETURN_IF_ERROR(contents.failure());
  ASSIGN_OR_RETURN(sequencer::Answer answer, std::move(admission));
  v1::PushResult& result = *push.response.add_results();
  result.set_command_id(answer.command_id);
  if (auto* refused = std::get_if<sequencer::Refused>(&answer.outcome)) {
    LogRefusal(push.desk->state(), command, refused->reason, now_ms);
    result.set_rejected(std::move(refused->signed_rejection));
    return {};
  }
  const auto& admitted = std::get<sequencer::Admitted>(answer.outcome);
  result.set_accepted(admitted.seq);
  // What was admitted before has its contents, or they were erased and must not come back.
  if (!admitted.known) Keep(push, command);
  return {};
}

// Contents and packs are stored for admitted commands only, so that nobody fills the disk with
// others. A pack is stored with each of them that was decided by having it, whoever brought it: any
// of the others may still fail.
void Hall::Keep(RunningPush& push, const Bytes& command) {
  const PushJob& job = push.push.job;
  if (job.contents.empty() && !packs_.HasOffers()) return;
  auto opened = schema::OpenCommand(command, job.request.community());
  if (!opened) return;
  for (const v1::ContentRef& ref : decide::ContentsOf(opened->payload)) {
    auto found = job.contents.find(ref.commitment());
    if (found == job.contents.end()) continue;
    const v1::Content& content = job.request.contents(found->second);
    push.contents.push_back(
        {push.desk->community(), content.commitment(), content.salt(), content.data()});
  }
  for (const Bytes& hash : decide::PacksOf(opened->payload)) {
    if (const Bytes* bundle = packs_.FindOffered(hash)) push.packs.push_back({hash, *bundle});
  }
}

void Hall::CommitRound(Round& round) {
  store::Batch batch;
  for (auto& [community, desk] : round.touched) desk->AddTo(batch);
  for (RunningPush& push : round.pushes) {
    if (!push.status) continue;
    auto living = OnlyLiving(push.desk->state(), std::move(push.contents));
    std::move(living.begin(), living.end(), std::back_inserter(batch.contents));
    std::move(push.packs.begin(), push.packs.end(), std::back_inserter(batch.packs));
  }
  const Status stored = batch.empty() ? Status() : store_.Append(batch);
  if (!stored) {
    spdlog::error("the store failed, {} entries were not stored: {}", batch.entries.size(),
                  stored.error().message);
    const Error why{ErrorCode::kIo, "the server could not store this; nothing was accepted, try "
                                    "again in a minute"};
    for (auto& [community, desk] : round.touched) {
      desk->Abort();
      FailAt(round, desk, why);
    }
    return;
  }
  for (auto& [community, desk] : round.touched) {
    desk->Commit();
    if (desk->EraseDue()) continue;
    FailAt(round, desk, {ErrorCode::kIo, "the server has noted this, but could not erase what it "
                                         "must; try again in a minute"});
  }
}

void Hall::FailAt(Round& round, Desk* desk, const Error& why) {
  for (RunningPush& push : round.pushes) {
    if (push.desk == desk && push.status) push.status = Failure{why};
  }
}

void Hall::Reschedule(Desk& desk, int64_t tried_ms) {
  if (auto old = due_of_.find(desk.community()); old != due_of_.end()) {
    due_.erase({old->second, desk.community()});
    due_of_.erase(old);
  }
  std::optional<int64_t> due = desk.next_due();
  if (!due) return;
  // One that should have fallen in the round before has failed: not at once again.
  if (*due <= tried_ms) due = tried_ms + kRetryMs;
  due_of_[desk.community()] = *due;
  due_[{*due, desk.community()}] = &desk;
}

void Hall::Watch(Desk& desk) {
  if (desk.behind()) behind_.emplace(desk.community(), &desk);
}

void Hall::LetComeBack(int64_t now_ms) {
  std::erase_if(behind_, [&](const auto& one) {
    Desk& desk = *one.second;
    if (!desk.ComeBack(now_ms)) return !desk.behind();
    Reschedule(desk, INT64_MIN);
    if (grown_) grown_(desk.community(), desk.size());
    return true;
  });
}

void Hall::RefuseWaiting() {
  std::deque<WaitingPush> pushes;
  std::deque<Question> questions;
  {
    std::lock_guard lock(mutex_);
    pushes.swap(waiting_pushes_);
    questions.swap(waiting_questions_);
  }
  for (WaitingPush& push : pushes) push.done(Failure{Stopping()});
  // The thread has ended, so a question can be answered here as well as there.
  for (Question& question : questions) question();
  AnswerHeld();
  if (ports_.heads != nullptr) ports_.heads->WriteAll();
  if (copying_.copy == nullptr) return;
  copying_.copy.reset();
  copying_.tell(Failure{Stopping()});
}

}  // namespace yiting::hall
