// `rules test`: a pack's own scenarios, a line each, and what they cover of the pack (coverage.h).

#include <algorithm>

#include "crypto/sha256.h"
#include "rulehost/diagnostic.h"
#include "schema/canonical.h"
#include "verbs/call.h"
#include "verbs/coverage.h"
#include "verbs/json.h"
#include "verbs/pack_files.h"
#include "verbs/play.h"

namespace yiting::verbs {

namespace {

// Reads as the host does, keeps what a play prints, and lets what went wrong through.
class Recorder : public Io {
 public:
  explicit Recorder(Io& io) : io_(io) { rules_root = io.rules_root; }

  Result<Bytes> ReadFile(const std::string& path) override { return io_.ReadFile(path); }
  Result<std::vector<std::string>> ListFolder(const std::string& path) override {
    return io_.ListFolder(path);
  }
  Status WriteFile(const std::string& path, BytesView bytes) override {
    return io_.WriteFile(path, bytes);
  }
  void Out(BytesView bytes) override { out_ += bytes; }
  void Err(BytesView bytes) override { io_.Err(bytes); }

  // Of every byte: what two machines printed is the same when these are.
  std::string Digest() const { return ToHex(crypto::AsBytes(crypto::Sha256(out_))); }
  // The lines of a transcript with --json.
  std::vector<Json> Lines() const {
    std::vector<Json> lines;
    for (size_t begin = 0; begin < out_.size();) {
      const size_t end = std::min(out_.find('\n', begin), out_.size());
      Result<Json> line = ParseJson(std::string_view(out_).substr(begin, end - begin));
      if (line) lines.push_back(std::move(*line));
      begin = end + 1;
    }
    return lines;
  }

 private:
  Io& io_;
  Bytes out_;
};

// Two figures: how many of how many.
struct Share {
  int64_t seen = 0;
  int64_t all = 0;
};

struct KindName {
  Coverage::Kind kind;
  const char* id;
  const char* text;
};
constexpr KindName kKinds[] = {
    {Coverage::Kind::kAction, "actions", "动作 / actions"},
    {Coverage::Kind::kRefusal, "refusals", "拒绝 / refusals"},
    {Coverage::Kind::kDeadline, "deadlines", "时限 / deadlines"},
    {Coverage::Kind::kPoll, "polls", "表决 / polls"},
    {Coverage::Kind::kCalendar, "calendar", "日历 / calendar"},
};

Share ShareOf(const std::vector<Coverage::Row>& rows, Coverage::Kind kind) {
  Share share;
  for (const Coverage::Row& row : rows) {
    for (const Coverage::Mark& mark : row.marks) {
      if (mark.kind != kind) continue;
      ++share.all;
      if (mark.seen > 0) ++share.seen;
    }
  }
  return share;
}

// What a street wrote: without its parameters and without the calendar, which may differ.
Bytes OwnFiles(v1::PackBundle bundle) {
  bundle.clear_choices();
  for (v1::PackBundle::File& file : *bundle.mutable_files()) {
    if (file.path().ends_with(".csv")) file.clear_content();
  }
  return schema::Encode(bundle);
}

// The pack that a scenario plays must be the one that is tested.
bool IsSamePack(const rulehost::LoadedPack& one, const rulehost::LoadedPack& other) {
  return OwnFiles(one.bundle()) == OwnFiles(other.bundle());
}

// Every instant at which a scenario does or looks at something.
std::vector<int64_t> MomentsOf(const Scenario& scenario) {
  std::vector<int64_t> moments;
  for (const Step& step : scenario.steps) {
    if (step.at_ms) moments.push_back(*step.at_ms);
  }
  return moments;
}

Result<bool> PlayOne(const Call& call, const rulehost::LoadedPack& pack, const std::string& file,
                     Coverage& coverage) {
  ASSIGN_OR_RETURN(const Scenario scenario, ReadScenario(call.io, file));
  if (!IsSamePack(pack, *scenario.pack)) {
    return Fail(ErrorCode::kInvalid, file + ": plays another pack than " + call.places[0] +
                                         "; write \"pack\": \"./..\" in its first line");
  }
  Recorder recorder(call.io);
  PlayOptions options;
  options.json = true;
  ASSIGN_OR_RETURN(const bool held, PlayScenario(scenario, options, recorder));
  coverage.Add(recorder.Lines(), MomentsOf(scenario));
  call.io.Out(call.Has("--json")
                  ? FormatJson(Json{{"scenario",
                                        {{"file", file},
                                         {"held", held},
                                         {"transcript", recorder.Digest()}}}}) +
                        "\n"
                  : (held ? "通过 / passed: " : "不通过 / FAILED: ") + file + "\n");
  return held;
}

Result<std::vector<std::string>> ScenariosOf(Io& io, const std::string& pack_folder) {
  const std::string folder = pack_folder + "/scenarios";
  const Result<std::vector<std::string>> names = io.ListFolder(folder);
  std::vector<std::string> files;
  for (const std::string& name : names.value_or(std::vector<std::string>())) {
    if (name.ends_with(".jsonl")) files.push_back(folder + "/" + name);
  }
  if (files.empty()) {
    return Fail(ErrorCode::kNotFound, folder + ": there is no scenario (*.jsonl) in this folder");
  }
  std::sort(files.begin(), files.end());
  return files;
}

// "topic.open | by community 4, NOT_ALLOWED 1, INPUT_MISSING 0"
void PrintRow(const Call& call, const Coverage::Row& row) {
  Json seen = Json::object();
  std::string text;
  for (const Coverage::Mark& mark : row.marks) {
    seen[mark.what] = mark.seen;
    text += (text.empty() ? "" : ", ") + mark.what + " " + std::to_string(mark.seen);
  }
  call.io.Out(call.Has("--json")
                  ? FormatJson(Json{{"covered", {{"place", row.place}, {"seen", seen}}}}) + "\n"
                  : row.place + " | " + text + "\n");
}

// True if nothing is missing.
bool PrintTotals(const Call& call, const std::vector<Coverage::Row>& rows) {
  Json json = Json::object();
  std::string text;
  for (const KindName& kind : kKinds) {
    const Share share = ShareOf(rows, kind.kind);
    json[kind.id] = {{"seen", share.seen}, {"all", share.all}};
    text += std::string(text.empty() ? "" : ", ") + kind.text + " " + std::to_string(share.seen) +
            "/" + std::to_string(share.all);
  }
  if (!call.Has("--json")) call.io.Out("覆盖 / covered: " + text + "\n");
  bool complete = true;
  Json missing = Json::array();
  for (const Coverage::Row& row : rows) {
    for (const Coverage::Mark& mark : row.marks) {
      if (mark.seen > 0) continue;
      complete = false;
      missing.push_back(row.place + " " + mark.what);
      if (!call.Has("--json")) {
        call.io.Out("没有试到 / not covered: " + row.place + " " + mark.what + "\n");
      }
    }
  }
  json["missing"] = missing;
  if (call.Has("--json")) call.io.Out(FormatJson(Json{{"totals", json}}) + "\n");
  return complete;
}

}  // namespace

int RulesTestVerb(Call& call) {
  call.io.rules_root = call.Value("--rules", call.io.rules_root);
  const Result<rulehost::LoadResult> loaded =
      LoadFolder(call.io, call.places[0], call.io.rules_root, {});
  if (!loaded) return call.Stop(kNotRead, loaded.error().message);
  if (!loaded->pack) {
    for (const rulehost::Diagnostic& diagnostic : loaded->diagnostics) {
      call.io.Err(rulehost::FormatDiagnostic(diagnostic) + "\n");
    }
    return kWrong;
  }
  const Result<std::vector<std::string>> files = ScenariosOf(call.io, call.places[0]);
  if (!files) return call.Stop(kNotRead, files.error().message);
  Coverage coverage(*loaded->pack);
  bool good = true;
  for (size_t i = 0; i < files->size(); ++i) {
    call.io.Progress("scenarios", i, files->size());
    const Result<bool> held = PlayOne(call, *loaded->pack, (*files)[i], coverage);
    if (!held) return call.Stop(kNotRead, held.error().message);
    good = *held && good;
  }
  for (const Coverage::Row& row : coverage.rows()) PrintRow(call, row);
  const bool complete = PrintTotals(call, coverage.rows());
  return good && (complete || !call.Has("--strict")) ? kFine : kWrong;
}

}  // namespace yiting::verbs
