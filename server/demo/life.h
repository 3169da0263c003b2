// Life in a demo community: its people open matters on past days and take them through the pack's
// stages, some quickly, some never, so that there is something to see everywhere: new, waiting,
// overdue, in the street's hands, voted on, rated, closed in every way. It knows no pack by name:
// it asks the model who may do what with which effect and fills the fields that are asked for.
//
// Everything goes through the sequencer with the time of its day; nothing is stored before the end.
// Tested by tests/unit/server/demo_test.cc

#ifndef YITING_SERVER_DEMO_LIFE_H_
#define YITING_SERVER_DEMO_LIFE_H_

#include <cstdint>
#include <map>
#include <string>
#include <utility>
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
  // A poster with that secret, and somebody who scanned it and waits to be admitted; nothing where
  // the street does without.
  Status HangPoster(BytesView seed, int64_t now_ms);
  // Venues with bookings of the next days, unless the street does without (life_venues.cc).
  Status LendVenues(int64_t now_ms);

  // Contents of all that was admitted; the entries are staged at the desk.
  store::Batch& batch() { return batch_; }

 private:
  // How a matter goes.
  struct Plan {
    const Concern* concern = nullptr;
    const Person* opener = nullptr;
    const Person* helper = nullptr;  // files it for the opener, who agreed; or null
    const v1::Procedure* procedure = nullptr;
    Bytes place;             // that it is about, or empty
    std::string source;      // that it comes from, or empty
    bool practice = false;
    bool takes_up = false;   // a closed matter of the procedure again, and is its opener's
    int64_t pace_ms = 0;     // from one step to the next
    int stuck_at = -1;       // in this stage nobody does anything more; -1: it goes through
    std::string ends_with;   // an action of its first stage that ends it, or empty
    Bytes matter;
    int64_t visit = 0;  // of the stage that the rest speaks of
    int phase = 0;  // in a stage: 0 what goes on beside, 1 what moves it on
    int tries = 0;
  };
  // Who fills the fields of what.
  struct Asking {
    const Plan& plan;
    const state::Matter* matter;  // null: it is being opened
    const v1::Action* action;     // the same
    const Person& by;
    int64_t now_ms = 0;
    bool declines = false;        // of an invitation

    bool Does(v1::Action::Effect effect) const;
  };
  using Fields = google::protobuf::RepeatedPtrField<v1::Field>;
  using Inputs = google::protobuf::RepeatedPtrField<v1::Input>;
  using Openers = std::vector<std::pair<const Person*, Bytes>>;  // each with a place, or none

  // life_people.cc
  // The pack says that the street does without it.
  bool DoesWithout(v1::Module module) const;
  Status AdmitCast(int64_t now_ms);
  Status PrepareGround(int64_t now_ms);
  Status LeaveMessages(int64_t began_ms, int64_t now_ms);
  // life_plans.cc
  Status AddPlans(int64_t began_ms, int64_t now_ms);
  void AddSeries(const v1::Procedure& procedure, int64_t now_ms);
  void AddRareOnes(const v1::Procedure& procedure, int64_t now_ms);
  Openers OpenersOf(const v1::Procedure& procedure, int64_t now_ms);
  // A plan whose opener is one of them, at a quick pace; false: there is nobody.
  bool Start(Plan& plan, const Openers& openers);
  void Come(Plan plan, int64_t at_ms, int64_t now_ms);
  Status Open(Plan& plan, int64_t now_ms);
  bool FindBefore(Plan& plan, v1::OpenMatter& body, int64_t now_ms);

  // life.cc
  // Does what is next and returns when the one after it comes; 0: nothing more.
  Result<int64_t> Step(Plan& plan, int64_t now_ms);
  Status Beside(const Plan& plan, const state::Matter& matter, int64_t now_ms);
  int LimitOf(const Plan& plan, const state::Matter& matter, const v1::Stage& stage,
              const v1::Action& action);
  Result<bool> MoveOn(const Plan& plan, const state::Matter& matter, int64_t now_ms);
  // Lets up to `limit` people who may do so take the action; the number who did.
  Result<int> Take(const Plan& plan, const state::Matter& matter, const v1::Action& action,
                   int limit, int64_t now_ms);

  // life_inputs.cc, life_numbers.cc
  void Fill(Asking asking, const Fields& fields, ops::Draft& draft, Inputs& inputs);
  // False: the field stays empty.
  bool FillOne(const Asking& asking, const v1::Field& field, ops::Draft& draft, v1::Input& input);
  bool FillText(const Asking& asking, const v1::Field& field, ops::Draft& draft,
                v1::Input& input);
  bool FillCode(const Asking& asking, const v1::Field& field, v1::Input& input);
  bool FillUnits(const Asking& asking, const v1::Field& field, v1::Input& input);
  bool FillMembers(const Asking& asking, const v1::Field& field, v1::Input& input);
  bool FillInstant(const Asking& asking, const v1::Field& field, v1::Input& input);
  bool FillNumber(const Asking& asking, const v1::Field& field, v1::Input& input);
  bool FillMatters(const Asking& asking, const v1::Field& field, v1::Input& input);
  bool FillOptions(const Asking& asking, v1::Input& input);
  std::vector<Bytes> Invitees(const Plan& plan);
  std::vector<Bytes> Reviewers(const Asking& asking);
  // Whose paper ballot it is that the officer reads next; null: nobody's.
  const Person* OnPaper(const Asking& asking);
  int64_t OpinionFor(const Asking& asking);
  int64_t TaskFor(const Asking& asking);

  // The command's id, or empty if the rules refused it. `second` signs too, if given.
  Result<Bytes> Admit(const Person& person, ops::Draft draft, int64_t now_ms,
                      const crypto::SigningKey* second = nullptr);
  // The next moment at or after `ms` when offices are open.
  int64_t OfficeTime(int64_t ms);
  // Some moment of that day between seven and nine in the evening: when people ring.
  int64_t DayTime(int64_t ms);
  uint64_t Dice(uint64_t sides);
  // How often the effect was had so far.
  int Had(v1::Action::Effect effect) const;

  hall::Desk& desk_;
  rulehost::PackPtr pack_;
  const std::vector<Person>& cast_;
  store::Batch batch_;
  std::multimap<int64_t, Plan> coming_;  // by when its next step is
  std::map<int, int> had_;               // effects
  uint64_t dice_ = 0x9E3779B97F4A7C15u;  // always the same: a demo looks as it did yesterday
};

}  // namespace yiting::demo

#endif  // YITING_SERVER_DEMO_LIFE_H_
