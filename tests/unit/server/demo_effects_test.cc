// That the life of the demo shows what the packs can do: every effect, every way to vote, the
// ground, the people who wait.

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>
#include <string>

#include "demo/demo.h"
#include "state/read_ledger.h"
#include "state/read_links.h"
#include "state/read_matters.h"
#include "state/read_meetings.h"
#include "state/read_opinions.h"
#include "state/read_polls.h"
#include "state/read_rooms.h"
#include "state/read_tasks.h"
#include "state/read_territory.h"
#include "tests/unit/server/temp_folder.h"
#include "tests/unit/server/town.h"

namespace yiting::demo {
namespace {

// What was seen in all communities together.
struct Seen {
  std::set<int> effects, methods;  // that the packs have
  std::set<int> taken, cast;       // that happened
  std::map<std::string, int> count;
};

void LookAtPack(const v1::Pack& model, state::Community& state, Seen& seen) {
  const auto look = [&](const std::string& procedure, const auto& actions) {
    for (const v1::Action& action : actions) {
      const std::string counter = "taken." + procedure + "." + action.id();
      const bool taken = state::CounterValue(state, counter) > 0;
      for (const int effect : action.effects()) {
        seen.effects.insert(effect);
        if (taken) seen.taken.insert(effect);
      }
    }
  };
  for (const v1::Procedure& procedure : model.procedures()) {
    look(procedure.id(), procedure.actions());
    for (const v1::Stage& stage : procedure.stages()) {
      look(procedure.id(), stage.actions());
      if (!stage.has_poll()) continue;
      seen.methods.insert(stage.poll().method());
      for (const v1::Action& action : stage.actions()) {
        const auto& effects = action.effects();
        const bool votes =
            std::find(effects.begin(), effects.end(), v1::Action::VOTE) != effects.end();
        const std::string counter = "taken." + procedure.id() + "." + action.id();
        if (votes && state::CounterValue(state, counter) > 0) {
          seen.cast.insert(stage.poll().method());
        }
      }
    }
  }
}

void LookAtPoll(const rulehost::LoadedPack& pack, state::Community& state,
                const state::Matter& matter, Seen& seen) {
  const auto poll = state::FindPoll(state, matter);
  if (!poll) return;
  const v1::Stage* stage = pack.FindStage(matter.procedure, matter.stage);
  const auto ballots = state::BallotsOf(state, matter, *poll);
  if (stage != nullptr && stage->has_poll() && !ballots.empty()) {
    ++seen.count["running"];
    if (poll->options > 0) ++seen.count["running among options"];
  }
  for (const state::Ballot& ballot : ballots) seen.count["paper"] += ballot.paper;
  seen.count["counted"] += poll->result != state::Poll::kRunning;
}

void LookAtMatter(state::Community& state, const state::Matter& matter, Seen& seen) {
  for (const state::Opinion& opinion : state::OpinionsOf(state, matter.matter)) {
    seen.count["answer"] += opinion.reply_to != 0;
    seen.count["praised"] += opinion.praised > 0;
    seen.count["reported"] += opinion.reported > 0 && !opinion.hidden;
    seen.count["hidden"] += opinion.hidden;
  }
  for (const state::Invitee& invitee : state::InviteesOf(state, matter.matter)) {
    seen.count["delegate"] += !invitee.delegate.empty();
  }
  for (const state::Attendance& there : state::AttendanceOf(state, matter)) {
    ++seen.count[there.in_room ? "in room" : "online"];
  }
  for (const state::Link& link : state::LinksOf(state, matter.matter)) {
    ++seen.count["linked"];
    seen.count["link answered"] += link.agreed + link.declined > 0;
  }
  for (const state::Task& task : state::TasksOf(state, matter.matter)) {
    seen.count["accepted"] += task.state == state::Task::kAccepted;
    seen.count["given back"] += task.returned > 0;
  }
  for (const state::Indicator& each : state::IndicatorsOf(state, matter.matter)) {
    seen.count["measured"] += each.before && each.after;
  }
  seen.count["practice"] += matter.practice;
  seen.count["helped"] += matter.consent != 0;
  seen.count["imported"] += !matter.source.empty();
  seen.count["within"] += !matter.place.empty();
  seen.count["taken up again"] += !matter.follows.empty();
  seen.count["terminal"] += matter.opener_class == "terminal";
  seen.count["supported"] += matter.supporters > 0;
}

TEST(DemoLife, EveryEffectAndEveryWayToVoteIsSeenSomewhere) {
  testing::TempFolder folder;
  auto house = ops::House::Open(folder / "data", "sqlite");
  ASSERT_TRUE(house) << house.error().message;
  auto packs = (*house)->TakePacks("rules");
  ASSERT_TRUE(packs) << packs.error().message;
  Seen seen;
  for (const ops::NamedPack& named : *packs) {
    auto made = Found(**house, named.pack, testing::kMorningMs);
    ASSERT_TRUE(made) << named.name << ": " << made.error().message;
    hall::Desk desk = (*house)->DeskOf(made->community);
    ASSERT_TRUE(desk.Open());
    state::Community& state = desk.state();
    LookAtPack(named.pack->model(), state, seen);
    state::MatterPage page;
    page.limit = 200;
    for (const state::Matter& matter : state::MattersOf(state, page)) {
      LookAtMatter(state, matter, seen);
      LookAtPoll(*named.pack, state, matter, seen);
    }
    seen.count["cases"] += static_cast<int>(state::AllCases(state).size());
    const auto& off = named.pack->model().off();
    const bool posters = std::find(off.begin(), off.end(), v1::POSTERS) == off.end();
    EXPECT_EQ(state::CountApplicants(state), posters ? 1 : 0) << named.name;
    const auto rooms = state::AllRooms(state);
    EXPECT_GE(rooms.size(), 12u) << named.name;
    const bool places = named.pack->model().place_kinds_size() > 0;
    EXPECT_EQ(state::AllPlaces(state).empty(), !places) << named.name;
    std::set<std::string> kinds;
    for (const state::Body& body : state::AllBodies(state)) {
      kinds.insert(body.kind);
      const auto members = state::MembersOfUnit(state, body.body, testing::kMorningMs);
      EXPECT_FALSE(members.empty()) << named.name << " " << body.title_zh;
    }
    EXPECT_EQ(kinds.size(), static_cast<size_t>(named.pack->model().body_kinds_size()));
    for (const state::Room& room : rooms) seen.count["tenants"] += !room.dweller.empty();
  }
  for (const int effect : seen.effects) {
    EXPECT_TRUE(seen.taken.contains(effect))
        << v1::Action::Effect_Name(static_cast<v1::Action::Effect>(effect));
  }
  for (const int method : seen.methods) {
    EXPECT_TRUE(seen.cast.contains(method))
        << v1::Poll::Method_Name(static_cast<v1::Poll::Method>(method));
  }
  for (const char* what :
       {"answer", "praised", "reported", "hidden", "delegate", "in room", "online", "linked",
        "link answered", "accepted", "given back", "measured", "practice", "helped", "imported",
        "within", "taken up again", "terminal", "supported", "running", "running among options",
        "counted", "paper", "cases", "tenants"}) {
    EXPECT_GE(seen.count[what], 1) << what;
  }
}

}  // namespace
}  // namespace yiting::demo
