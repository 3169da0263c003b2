// The EventWriter collects a decision's events. It knows the little that later events of the same
// decision depend on: the next deadline's number, and which deadline of the matter runs.

#ifndef YITING_DECIDE_EVENT_WRITER_H_
#define YITING_DECIDE_EVENT_WRITER_H_

#include <string>

#include "decide/decide.h"
#include "state/read_matters.h"

namespace yiting::decide {

class EventWriter {
 public:
  EventWriter(const rulehost::LoadedPack& pack, int64_t now_ms, uint64_t next_deadline)
      : pack_(pack), now_ms_(now_ms), next_deadline_(next_deadline) {}

  v1::Event& Add() { return events_.emplace_back(); }

  // The deadline of the matter that runs at this point of the decision, or 0.
  void set_running(uint64_t deadline) { running_ = deadline; }

  // Ends the running deadline in time, if there is one.
  void ClearDeadline();
  // Enters a stage and sets its deadline.
  void EnterStage(BytesView matter, const v1::Stage& stage);
  void Close(BytesView matter, BytesView outcome);
  void SetDeadline(BytesView matter, BytesView stage, const v1::DeadlineRule& rule, uint32_t round);
  void Alert(BytesView matter, BytesView unit, bool lead);

  const Events& events() const { return events_; }
  Events Take() { return std::move(events_); }

 private:
  const rulehost::LoadedPack& pack_;
  int64_t now_ms_;
  uint64_t next_deadline_;
  uint64_t running_ = 0;
  Events events_;
};

}  // namespace yiting::decide

#endif  // YITING_DECIDE_EVENT_WRITER_H_
