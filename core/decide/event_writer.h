// The EventWriter collects a decision's events. It knows the little that later events of the same
// decision depend on: the next deadline's number, and which deadlines of the matter run.

#ifndef YITING_DECIDE_EVENT_WRITER_H_
#define YITING_DECIDE_EVENT_WRITER_H_

#include <string>

#include "decide/decide.h"
#include "state/read_matters.h"

namespace yiting::decide {

class EventWriter {
 public:
  EventWriter(state::Community& community, const rulehost::LoadedPack& pack, int64_t now_ms)
      : EventWriter(community, pack, now_ms, community.facts().next_deadline) {}
  // Where another writer of the same decision has gone on from.
  EventWriter(state::Community& community, const rulehost::LoadedPack& pack, int64_t now_ms,
              uint64_t next_deadline)
      : community_(community),
        pack_(pack),
        now_ms_(now_ms),
        day_ms_(now_ms),
        next_deadline_(next_deadline) {}

  // An instant of the day from which days are counted; hours count from now. What happens because
  // a day has ended (00:00 of the next) counts from the day that has ended.
  void set_day_ms(int64_t day_ms) { day_ms_ = day_ms; }

  // The place that the matter is about, or empty: those who live there vote on it.
  void set_place(BytesView place) { place_ = Bytes(place); }

  v1::Event& Add() { return events_.emplace_back(); }

  // The stage's deadline and the matter's clock that run at this point of the decision, or 0.
  void set_running(uint64_t deadline, uint64_t clock) {
    running_ = deadline;
    clock_ = clock;
  }

  // Ends the stage's running deadline, or the matter's clock, in time, if there is one.
  void ClearDeadline();
  void ClearClock();
  // Enters a stage, opens its poll and sets its deadline.
  void EnterStage(BytesView matter, const v1::Stage& stage);
  void Close(BytesView matter, BytesView outcome);
  // An empty stage: the matter's clock.
  void SetDeadline(BytesView matter, BytesView stage, const v1::DeadlineRule& rule, uint32_t round);
  // The same, counted from an instant that lies back.
  void SetDeadlineFrom(int64_t from_ms, BytesView matter, BytesView stage,
                       const v1::DeadlineRule& rule, uint32_t round);
  void Alert(BytesView matter, BytesView unit, bool lead);
  void Invite(BytesView matter, BytesView member);

  // What a poll of that rule would choose from now; 0 = it is for or against.
  uint32_t CountOptions(BytesView matter, const v1::Poll& rule) const;

  uint64_t next_deadline() const { return next_deadline_; }
  const Events& events() const { return events_; }
  Events Take() { return std::move(events_); }

 private:
  void OpenPoll(BytesView matter, const v1::Stage& stage);

  state::Community& community_;
  const rulehost::LoadedPack& pack_;
  int64_t now_ms_;
  int64_t day_ms_;
  uint64_t next_deadline_;
  uint64_t running_ = 0;
  uint64_t clock_ = 0;
  Bytes place_;
  Events events_;
};

}  // namespace yiting::decide

#endif  // YITING_DECIDE_EVENT_WRITER_H_
