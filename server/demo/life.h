// Life in a demo community: its people open matters on past days and take them through the pack's
// stages, some quickly, some never, so that there is something to see everywhere: new, waiting,
// overdue, in the street's hands, rated, closed in every way. It knows no pack by name: it asks the
// model who may do what and fills the fields that are asked for.
//
// Everything goes through the sequencer with the time of its day; nothing is stored before the end.
// Tested by tests/unit/server/demo_test.cc

#ifndef YITING_SERVER_DEMO_LIFE_H_
#define YITING_SERVER_DEMO_LIFE_H_

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "base/result.h"
#include "demo/cast.h"
#include "demo/prose.h"
#include "hall/desk.h"
#include "ops/house.h"
#include "state/read_matters.h"
#include "store/store.h"

namespace yiting::demo {

// As a founding or admitting command has them; the profile's content goes into the draft.
v1::NewMember MemberOf(const Person& person, ops::Draft& draft);

class Life {
 public:
  // `desk` is open and has entry 0, by which the founders among `cast` are members.
  Life(hall::Desk& desk, rulehost::PackPtr pack, const std::vector<Person>& cast)
      : desk_(desk), pack_(std::move(pack)), cast_(cast) {}

  // Admits everybody at `began_ms` and lives until `now_ms`. Then everything is in batch().
  Status Live(int64_t began_ms, int64_t now_ms);
  // An invitation for the pack's first role, whose link's secret is `seed`.
  Status Invite(BytesView seed, int64_t now_ms);

  // Contents of all that was admitted; the entries are staged at the desk.
  store::Batch& batch() { return batch_; }

 private:
  // How a matter goes.
  struct Plan {
    const Concern* concern = nullptr;
    const Person* opener = nullptr;
    const v1::Procedure* procedure = nullptr;
    int64_t pace_ms = 0;    // from one step to the next
    int stuck_at = -1;      // in this stage nobody does anything more; -1: it goes through
    std::string ends_with;  // an action of its first stage that ends it, or empty
    Bytes matter;
    int phase = 0;  // in a stage: 0 what goes on beside, 1 what moves it on
    int tries = 0;
  };

  Status AdmitCast(int64_t now_ms);
  Status AddPlans(int64_t began_ms, int64_t now_ms);
  Status LeaveMessages(int64_t began_ms, int64_t now_ms);
  Status Open(Plan& plan, int64_t now_ms);
  // Does what is next and returns when the one after it comes; 0: nothing more.
  Result<int64_t> Step(Plan& plan, int64_t now_ms);
  Status Beside(const Plan& plan, const state::Matter& matter, int64_t now_ms);
  Result<bool> MoveOn(const Plan& plan, const state::Matter& matter, int64_t now_ms);
  // Lets up to `limit` people who may do so take the action; the number who did.
  Result<int> Take(const Plan& plan, const state::Matter& matter, const v1::Action& action,
                   int limit, int64_t now_ms);

  void Fill(const Plan& plan, const std::string& action,
            const google::protobuf::RepeatedPtrField<v1::Field>& fields, int64_t now_ms,
            ops::Draft& draft, google::protobuf::RepeatedPtrField<v1::Input>& inputs);
  bool FillOne(const Plan& plan, const std::string& action, const v1::Field& field,
               int64_t now_ms, ops::Draft& draft, v1::Input& input);
  std::vector<Bytes> Invitees(const Plan& plan);

  // The command's id, or empty if the rules refused it.
  Result<Bytes> Admit(const Person& person, ops::Draft draft, int64_t now_ms);
  // The next moment at or after `ms` when offices are open.
  int64_t OfficeTime(int64_t ms);
  // Some moment of that day between seven and nine in the evening: when people ring.
  int64_t DayTime(int64_t ms);
  uint64_t Dice(uint64_t sides);

  hall::Desk& desk_;
  rulehost::PackPtr pack_;
  const std::vector<Person>& cast_;
  store::Batch batch_;
  std::multimap<int64_t, Plan> coming_;  // by when its next step is
  uint64_t dice_ = 0x9E3779B97F4A7C15u;  // always the same: a demo looks as it did yesterday
};

}  // namespace yiting::demo

#endif  // YITING_SERVER_DEMO_LIFE_H_
