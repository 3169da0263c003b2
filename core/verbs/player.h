// The parts of playing a scenario; play.cc puts them together, nobody else includes this.
//   player.cc: commands in, entries out; player_checks.cc: what a scenario's checks compare.

#ifndef YITING_VERBS_PLAYER_H_
#define YITING_VERBS_PLAYER_H_

#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "sequencer/sequencer.h"
#include "state/read_matters.h"
#include "verbs/pack_files.h"
#include "verbs/play.h"
#include "verbs/scenario.h"
#include "yiting/v1/view.pb.h"

namespace yiting::verbs {

class Player {
 public:
  Player(const Scenario& scenario, const PlayOptions& options, Io& io);

  // Makes the community and admits the roster.
  Status Start();
  Status Play(const Step& step);
  // Checks, metrics, root, fingerprint, size; the ledger file.
  Status Finish();
  bool held() const { return failures_ == 0; }

 private:
  // What came of one command.
  struct Outcome {
    sequencer::Answer answer;
    v1::Rejection rejection;  // if refused
  };

  Status AdmitRoster();
  bool Founds(const v1::NewMember& member) const;
  Status PlayCommand(const Step& step);
  void Seal(const Step& step, v1::Payload& payload);
  void FillFromPlay(const Step& step, v1::Payload& payload);
  // Aliases of matters in inputs become ids.
  void FillMatters(google::protobuf::RepeatedPtrField<v1::Input>& inputs);
  // Admits at the instant, stores, prints what came.
  Result<Outcome> Push(BytesView command, int64_t at_ms, const Json& cause);
  Bytes SignedBytes(const Step& step, const v1::Payload& payload) const;
  void Compare(const Step& step, const Outcome& outcome);
  Status CommitAndPrint();
  void PrintRefusal(const v1::Rejection& rejection, const Json& cause);
  void Print(const char* kind, const Json& json, const std::string& text);
  // The same for what a summary leaves out.
  void PrintDetail(const char* kind, const Json& json, const std::string& text);
  void Fail(int line, const std::string& what);

  // player_checks.cc
  void Check(const Step& step);
  void CheckMatter(const Step& step);
  void CheckPoll(const Step& step, const state::Matter& matter, const Json& expected);
  void CheckPack(const Step& step, const std::string& what, const Json& alias, BytesView found);
  void CheckCounters(const Step& step);
  void CheckMetric(const Step& step);
  void CheckValue(const Step& step, const std::string& what, const Json& expected,
                  const Json& found);
  v1::MetricsView Metrics();
  const v1::Pack& PackInForce();
  void PrintMetrics();
  Status Export();

  const Scenario& scenario_;
  const PlayOptions& options_;
  Io& io_;
  Names names_;
  PackShelf packs_;
  std::unique_ptr<sequencer::Sequencer> sequencer_;
  std::map<std::string, Bytes> matters_;  // by alias; bookings too
  std::map<std::string, Bytes> messages_;
  std::map<std::string, uint64_t> counters_;  // last used, by the device's name
  std::set<Bytes, std::less<>> at_hand_;      // commitments of contents given so far
  std::vector<const ScenarioContent*> kept_;  // of accepted commands
  std::vector<Bytes> entries_;
  Bytes last_command_;
  Json last_cause_;
  std::vector<std::pair<int, std::string>> checked_;  // line, what held
  int failures_ = 0;
};

}  // namespace yiting::verbs

#endif  // YITING_VERBS_PLAYER_H_
