#include "tests/unit/checker/random_pack.h"

#include <initializer_list>
#include <vector>

namespace yiting::checker {

namespace {

// No sum has two parts that are drawn: in which order they would be is the compiler's, and every
// build is to make the same packs.
class Maker {
 public:
  Maker(uint64_t seed, bool with_clock) : state_(seed * 2 + 1), with_clock_(with_clock) {
    for (int i = 0; i < 8; ++i) Below(2);
  }

  std::string Make();

 private:
  uint64_t Below(uint64_t count) {
    state_ = state_ * 6'364'136'223'846'793'005u + 1'442'695'040'888'963'407u;
    return (state_ >> 33) % count;
  }
  const char* One(std::initializer_list<const char*> words) {
    return words.begin()[Below(words.size())];
  }
  std::string StageId() { return stages_[Below(stages_.size())]; }
  std::string Target() {
    if (Below(3) != 0) return "to = \"" + StageId() + "\"";
    return std::string("outcome = \"") + One({"done", "lapsed"}) + "\"";
  }
  std::string OnceOrNot() { return Below(2) == 0 ? ", once = true" : ""; }
  std::string TargetOrNot() { return Below(2) == 0 ? ", " + Target() : ""; }
  std::string Late() {
    switch (Below(4)) {
      case 0:
        return ", on_late = close \"lapsed\"";
      case 1:
        return ", on_late = enter \"" + StageId() + "\"";
      case 2:
        return ", on_late = escalate \"street\"";
      default:
        return ", on_late = escalate \"street\", again = deadline { within = hours(5)" +
               std::string(Below(2) == 0 ? ", on_late = close \"lapsed\" }" : " }");
    }
  }
  std::string By() {
    std::string by = One({"resident", "staff", "staff", "opener", "boss", "invitee", "party",
                          "lead", "participant"});
    if (Below(3) != 0) return "by = \"" + by + "\"";
    return "by = { \"" + by + "\", \"" + One({"staff", "opener", "resident"}) + "\" }";
  }
  std::string When(const std::string& id);
  std::string Mover(const std::string& id);
  std::string Effect(const std::string& id);
  std::string Stage(const std::string& id);
  std::string PollStage(const std::string& id);

  uint64_t state_;
  const bool with_clock_;
  std::vector<std::string> stages_;
};

std::string Maker::When(const std::string& id) {
  const std::string condition =
      One({"m.counts.coming < 1", "m.counts.coming < 2", "m.counts.not_coming > 0",
           "m.counts.invited < 2", "m.counts.parties < 2", "m.counts.reported < 1",
           "m.counts.ratings < 1", "m.counts.satisfied < m.counts.ratings",
           "m.category ~= \"lift\"", "m.lead == \"office\"", "m.level == \"\"",
           "cmd.by_opener", "not cmd.by_opener", "includes(cmd.roles, \"staff\")",
           "m.opener_class == \"staff\"", "m.counts[\"taken.TAKEN\"] < 2",
           "m.counts[\"taken.TAKEN\"] + m.counts.coming < 2"});
  std::string text = condition;
  if (const size_t at = text.find("TAKEN"); at != std::string::npos) text.replace(at, 5, id);
  return ", when = function(m, cmd, now) if " + text +
         " then return refuse \"no\" end return true end";
}

// An action that leads on.
std::string Maker::Mover(const std::string& id) {
  std::string text = "      action \"" + id + "\" { \"去\", " + By();
  if (Below(4) == 0) text += ", signers = 2";
  text += ", " + Target();
  if (Below(3) == 0) text += When("note");
  return text + " },\n";
}

// One that makes a difference to others.
std::string Maker::Effect(const std::string& id) {
  const std::string begin = "      action \"" + id + "\" { \"做\", ";
  const std::string end = Below(5) == 0 ? When(id) : "";
  switch (Below(8)) {
    case 0: {
      const std::string to = TargetOrNot();
      return begin + "by = \"staff\", needs = { who = members }, does = \"invite\"" + end + to +
             " },\n";
    }
    case 1:
      return begin + "by = \"invitee\", does = \"confirm\", needs = { coming = code { \"来\", "
                     "options = { { \"yes\", \"来\" }, { \"no\", \"不来\" } } } }" + end + " },\n";
    case 2: {
      const std::string to = TargetOrNot();
      return begin + "by = \"staff\", needs = { category = categories }, does = \"assign\"" + end +
             to + " },\n";
    }
    case 3:
      return begin + "by = \"staff\", needs = { parties = units }, does = \"alert\"" + end +
             " },\n";
    case 4:
      return begin + "by = \"party\", does = \"report_in\"" + end + " },\n";
    case 5: {
      const std::string to = Below(2) == 0 ? ", all_parties = true, " + Target() : "";
      return begin + "by = \"party\", needs = { words = text }, does = \"reply\"" + to + end +
             " },\n";
    }
    case 6: {
      const std::string once = OnceOrNot();
      return begin + "by = \"participant\", does = \"rate\", needs = { score = number { \"分\", "
                     "min = 1, max = 5 } }" + end + once + " },\n";
    }
    default: {
      const std::string by = By();
      const std::string once = OnceOrNot();
      return begin + by + end + once + " },\n";
    }
  }
}

std::string Maker::PollStage(const std::string& id) {
  const std::string passed = Below(2) == 0 ? "close \"done\"" : "enter \"" + StageId() + "\"";
  const std::string share = One({"ratio(1, 2)", "ratio(2, 3)", "ratio(1, 1)"});
  const std::string of = One({"electors", "voted", "decided"});
  const std::string elector = One({"resident", "staff", "boss"});
  const std::string other = One({"resident", "helper"});
  const std::string above = One({"true", "false"});
  return "    stage \"" + id + "\" {\n      \"表决\", deadline { within = hours(20), " +
         "at_end = tally },\n      poll { electors = { \"" + elector + "\", \"" + other +
         "\" }, approve = " + share + ", of = \"" + of + "\", above = " + above +
         ",\n        passed = " + passed + ", failed = close \"lapsed\" },\n" +
         "      action \"ballot\" { \"投票\", by = \"elector\", does = \"vote\", " +
         "needs = { choice = code { \"选\",\n        options = { { \"for\", \"同意\" }, " +
         "{ \"against\", \"不同意\" } } } } },\n    },\n";
}

std::string Maker::Stage(const std::string& id) {
  const std::string within = One({"hours(7)", "days(1)", "workdays(1)"});
  const std::string late = Late();
  std::string text = "    stage \"" + id + "\" {\n      \"环节\", deadline { within = " + within +
                     late + " },\n" + Mover("go");
  if (Below(2) == 0) text += Mover("leave");
  if (Below(3) != 0) text += Effect("note");
  if (Below(3) == 0) text += Effect("more");
  return text + "    },\n";
}

std::string Maker::Make() {
  stages_ = {"a", "b"};
  if (Below(3) == 0) stages_.push_back("c");
  const size_t poll = Below(5) == 0 ? stages_.size() - 1 : stages_.size();
  std::string text = R"(local units = { unit "office" { "办公室" }, unit "police" { "派出所" } }
local categories = {
  category "noise" { "噪音", lead = "office" },
  category "lift" { "电梯", lead = "police", assisting = { "office" } },
}
return pack {
  "试验", id = "trial", version = "1",
  level "street" { "街道", rank = 2 },
  role "resident" { "居民" }, role "helper" { "帮手" }, role "staff" { "社工", staff = true },
  role "boss" { "街道", staff = true, level = "street" },
  role "registrar" { "登记员" }, role "observer" { "观察员" },
  units, categories, outcome "done" { "办结" }, outcome "lapsed" { "过期" },
  procedure "p" {
    "规程", may_open = { "resident", "staff" },
)";
  if (with_clock_) text += "    deadline { within = hours(15)" + Late() + " },\n";
  for (size_t i = 0; i < stages_.size(); ++i) {
    text += i == poll ? PollStage(stages_[i]) : Stage(stages_[i]);
  }
  if (Below(4) == 0) {
    text += "    action \"drop\" { \"撤\", by = \"opener\", outcome = \"lapsed\" },\n";
  }
  return text + "  },\n}\n";
}

}  // namespace

std::string RandomPack(uint64_t seed, bool with_clock) { return Maker(seed, with_clock).Make(); }

}  // namespace yiting::checker
