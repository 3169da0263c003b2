// Dated lines: who sends a command and how, waits, and checks. The commands themselves are in
// scenario_bodies.cc.

#include <algorithm>
#include <utility>

#include "base/instant.h"
#include "verbs/scenario_reader.h"

namespace yiting::verbs {

namespace {

// What every command may have ------------------------------------------------------------------

Result<Expectation> ReadExpectation(const ScenarioLine& line) {
  Expectation expectation;
  const char* mend = "write \"accepted\", \"any\" or {\"refused\": \"MATTER_CLOSED\"}";
  if (!line.Has("expect")) return expectation;
  const Json& expect = line.Get("expect");
  expectation.any = expect == "any";
  if (expectation.any || expect == "accepted") return expectation;
  if (!expect.is_object()) return Wrong("\"expect\" is no expectation", mend);
  const ScenarioLine inner(expect);
  RETURN_IF_ERROR(inner.Only("an expectation", {"refused", "rule", "detail"}));
  ASSIGN_OR_RETURN(std::string reason, inner.Text("refused", "\"MATTER_CLOSED\""));
  if (!v1::Reason_Parse(reason, &expectation.reason)) {
    return Wrong("there is no reason \"" + reason + "\"", "docs/formats/rejection.md lists them");
  }
  expectation.accepted = false;
  if (inner.Has("rule")) {
    ASSIGN_OR_RETURN(expectation.rule, inner.Text("rule", ""));
  }
  if (inner.Has("detail")) {
    ASSIGN_OR_RETURN(expectation.detail, inner.Text("detail", ""));
  }
  return expectation;
}

Status ReadTampering(StepContext& context) {
  Step& step = context.step;
  ASSIGN_OR_RETURN(std::string signature, context.line.TextOr("signature", "good"));
  step.wrong_signature = signature == "wrong";
  step.other_community = signature == "other_community";
  if (signature != "good" && !step.wrong_signature && !step.other_community) {
    return Wrong("\"signature\" is unknown", "write good, wrong or other_community");
  }
  ASSIGN_OR_RETURN(std::string contents, context.line.TextOr("contents", "given"));
  step.withhold_contents = contents == "withheld";
  if (contents != "given" && !step.withhold_contents) {
    return Wrong("\"contents\" is unknown", "write given or withheld");
  }
  ASSIGN_OR_RETURN(std::string ballot, context.line.TextOr("ballot", "sealed"));
  step.open_ballot = ballot == "open";
  step.copied_ballot = ballot == "copied";
  if (ballot != "sealed" && !step.open_ballot && !step.copied_ballot) {
    return Wrong("\"ballot\" is unknown", "write sealed, open or copied");
  }
  if (context.line.Has("counter")) {
    ASSIGN_OR_RETURN(int64_t counter, context.line.Integer("counter"));
    step.counter = static_cast<uint64_t>(counter);
  }
  return {};
}

Status ReadSender(StepContext& context) {
  Step& step = context.step;
  const Reading& reading = context.reading;
  ASSIGN_OR_RETURN(std::string by, ReadPerson(reading, context.line, "by"));
  std::string actor = by;
  if (context.line.Has("actor")) {
    ASSIGN_OR_RETURN(actor, ReadPerson(reading, context.line, "actor"));
  }
  ASSIGN_OR_RETURN(step.device, context.line.TextOr("with_device", by));
  if (reading.people.count(step.device) + reading.devices.count(step.device) == 0) {
    return Wrong("no line above binds a device \"" + step.device + "\"",
                 "bind it, or leave \"with_device\" out");
  }
  step.payload.set_actor(MemberOf(actor));
  step.payload.set_device(crypto::PublicKey(KeyOf(step.device)));
  if (context.line.Has("for")) {
    ASSIGN_OR_RETURN(std::string principal, ReadPerson(reading, context.line, "for"));
    step.payload.set_on_behalf_of(MemberOf(principal));
  }
  ASSIGN_OR_RETURN(int64_t expires_ms, context.line.InstantOr("expires", 0));
  step.payload.set_expires_ms(expires_ms);
  ASSIGN_OR_RETURN(int64_t claimed_ms, context.line.InstantOr("claimed", *step.at_ms));
  step.payload.set_claimed_ms(claimed_ms);
  return {};
}

Status ReadCommand(StepContext& context, const ScenarioVerb& verb) {
  std::vector<std::string> keys = {"at",          "do",        "by",       "for",
                                   "with_device", "actor",     "counter",  "expires",
                                   "claimed",     "signature", "contents", "ballot",  "expect"};
  keys.insert(keys.end(), verb.keys.begin(), verb.keys.end());
  RETURN_IF_ERROR(context.line.Only(std::string("\"") + verb.word + "\"", keys));
  context.step.what = Step::What::kCommand;
  ASSIGN_OR_RETURN(context.step.expect, ReadExpectation(context.line));
  RETURN_IF_ERROR(ReadSender(context));
  RETURN_IF_ERROR(ReadTampering(context));
  return verb.read(context);
}

Status ReadRaw(StepContext& context) {
  RETURN_IF_ERROR(context.line.Only("\"raw\"", {"at", "do", "hex", "size", "expect"}));
  context.step.what = Step::What::kRaw;
  ASSIGN_OR_RETURN(context.step.expect, ReadExpectation(context.line));
  if (context.line.Has("size")) {
    ASSIGN_OR_RETURN(int64_t size, context.line.Integer("size"));
    if (size < 0 || size > 1'000'000) return Wrong("\"size\" is out of range", "0 to 1000000");
    context.step.raw.assign(static_cast<size_t>(size), '\0');
    return {};
  }
  ASSIGN_OR_RETURN(std::string hex, context.line.Text("hex", "\"00ff\""));
  ASSIGN_OR_RETURN(context.step.raw, ParseHex(hex));
  return {};
}

Status ReadDo(StepContext& context) {
  ASSIGN_OR_RETURN(std::string word, context.line.Text("do", "\"act\""));
  if (word == "wait") {
    context.step.what = Step::What::kWait;
    return context.line.Only("\"wait\"", {"at", "do"});
  }
  if (word == "again") {
    context.step.what = Step::What::kAgain;
    const auto& steps = context.reading.scenario.steps;
    const bool any = std::any_of(steps.begin(), steps.end(), [](const Step& step) {
      return step.what == Step::What::kCommand;
    });
    if (!any) return Wrong("there is no command above to push again", "put one before this line");
    ASSIGN_OR_RETURN(context.step.expect, ReadExpectation(context.line));
    return context.line.Only("\"again\"", {"at", "do", "expect"});
  }
  if (word == "raw") return ReadRaw(context);
  std::string words;
  for (const ScenarioVerb& verb : ScenarioVerbs()) {
    if (word == verb.word) return ReadCommand(context, verb);
    words += std::string(verb.word) + ", ";
  }
  return Wrong("\"do\" does not know \"" + word + "\"", "write " + words + "wait, again or raw");
}

// Checks ----------------------------------------------------------------------------------------

Status ReadPollCheck(const Json& poll) {
  const std::string example = "write {\"electors\": 5, \"for\": 3, \"result\": \"passed\"}";
  if (!poll.is_object()) return Wrong("\"poll\" is no object", example);
  const ScenarioLine line(poll);
  RETURN_IF_ERROR(line.Only(
      "a check of a poll",
      {"electors", "for", "against", "abstain", "area", "for_area", "against_area", "abstain_area",
       "voted", "late", "options", "votes", "chosen", "papers", "papers_differ", "spoiled",
       "result"}));
  for (const char* key : {"electors", "for", "against", "abstain", "voted", "late", "options",
                          "papers", "papers_differ", "spoiled"}) {
    if (line.Has(key)) RETURN_IF_ERROR(line.Integer(key));
  }
  for (const char* key : {"votes", "chosen"}) {
    if (line.Has(key) && !line.Get(key).is_array()) {
      return Wrong("\"" + std::string(key) + "\" is no list", "write [2, 1]");
    }
  }
  ASSIGN_OR_RETURN(std::string result, line.TextOr("result", ""));
  if (result.empty() || result == "passed" || result == "failed") return {};
  return Wrong("there is no result \"" + result + "\"", "write passed, failed or \"\"");
}

Status ReadCheck(StepContext& context) {
  Step& step = context.step;
  const ScenarioLine& line = context.line;
  step.what = Step::What::kCheck;
  RETURN_IF_ERROR(line.Only("a check", {"at", "check", "counter", "metric", "size", "pack"}));
  if (line.Has("check")) {
    if (!line.Get("check").is_object()) {
      return Wrong("\"check\" is no object", "write {\"matter\": …}");
    }
    const ScenarioLine inner(line.Get("check"));
    RETURN_IF_ERROR(
        inner.Only("a check of a matter",
                   {"matter",     "stage", "outcome",    "due",      "level",      "category",
                    "lead",       "late",  "parties",    "reported", "replied",    "late_parties",
                    "supporters", "tasks", "opinions",   "turnout",  "attendance", "ratings",
                    "satisfied",  "clock", "clock_late", "pack",     "poll"}));
    ASSIGN_OR_RETURN(step.matter, ReadMatter(context.reading, inner));
    for (const char* key : {"due", "clock"}) {
      if (inner.Has(key) && inner.Get(key) != "") RETURN_IF_ERROR(inner.Instant(key));
    }
    if (inner.Has("pack")) RETURN_IF_ERROR(ReadPackAlias(context.reading, inner, "pack"));
    if (inner.Has("poll")) RETURN_IF_ERROR(ReadPollCheck(inner.Get("poll")));
  }
  if (line.Has("counter") && !line.Get("counter").is_object()) {
    return Wrong("\"counter\" is no object", "write {\"opened.bell\": 3}");
  }
  if (line.Has("metric")) {
    if (!line.Get("metric").is_object()) {
      return Wrong("\"metric\" is no object", "write {\"id\": …}");
    }
    const ScenarioLine inner(line.Get("metric"));
    RETURN_IF_ERROR(inner.Only("a check of a metric", {"id", "value", "per_mille"}));
    ASSIGN_OR_RETURN(std::string id, inner.Text("id", "\"completion_rate\""));
    if (context.pack().FindMetric(id) == nullptr) {
      return Wrong("the pack has no metric \"" + id + "\"", "name one of its metrics");
    }
  }
  if (line.Has("size")) {
    RETURN_IF_ERROR(line.Integer("size"));
  }
  if (line.Has("pack")) RETURN_IF_ERROR(ReadPackAlias(context.reading, line, "pack"));
  return {};
}

}  // namespace

Status ReadStep(Reading& reading, const Json& json, int number) {
  Step step;
  step.line = number;
  const ScenarioLine line(json);
  StepContext context{reading, line, step};
  const bool check = !line.Has("do");
  if (check && !line.Has("check") && !line.Has("counter") && !line.Has("metric") &&
      !line.Has("size") && !line.Has("pack")) {
    return Wrong("the line says neither what is done nor what is checked",
                 "write \"do\": … or \"check\": …");
  }
  if (!check || line.Has("at")) {
    ASSIGN_OR_RETURN(step.at_ms, line.Instant("at"));
    if (*step.at_ms < reading.last_ms) {
      return Wrong("\"at\" is before the line above (" + FormatInstant({reading.last_ms}) + ")",
                   "put the lines in order of time");
    }
    reading.last_ms = *step.at_ms;
  }
  RETURN_IF_ERROR(check ? ReadCheck(context) : ReadDo(context));
  if (check) step.check = json;
  reading.scenario.steps.push_back(std::move(step));
  return {};
}

}  // namespace yiting::verbs
