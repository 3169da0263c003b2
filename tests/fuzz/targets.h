// What is fuzzed: every door by which bytes of a stranger come in. A target takes any bytes and
// must come back; what it gives away beside a crash, it says itself by CHECK (a form that reads
// must be written back to the same bytes, nobody admits a command that nobody signed).
//
// fuzz_main.cc drives one target by libFuzzer (preset `fuzz`, docs/TESTING.md); corpus_test.cc runs
// every target over the kept corpus and its mutations with `make test`.

#ifndef YITING_TESTS_FUZZ_TARGETS_H_
#define YITING_TESTS_FUZZ_TARGETS_H_

#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"

namespace yiting::fuzz {

struct Target {
  const char* name;  // and the folder of its corpus
  void (*run)(BytesView input);
};

// target_ledger.cc: forms of the log.
void FuzzNote(BytesView input);
void FuzzProof(BytesView input);
void FuzzLedgerFile(BytesView input);
void FuzzTiles(BytesView input);
// target_core.cc: what moves a state.
void FuzzCommand(BytesView input);
void FuzzPush(BytesView input);
void FuzzEntry(BytesView input);
void FuzzSnapshot(BytesView input);
void FuzzReply(BytesView input);
// target_rules.cc: what street admins and importers bring.
void FuzzBundle(BytesView input);
void FuzzLua(BytesView input);
void FuzzScenario(BytesView input);
void FuzzRoster(BytesView input);
// target_server.cc: what a server and a witness are handed.
void FuzzRecover(BytesView input);
void FuzzWitnessBody(BytesView input);
void FuzzJson(BytesView input);

// How far an input of these three comes, so that a test can say that the corpus goes all the way:
// lost entries, contents and packs that are in the store afterwards; the status of the answer; the
// requests as which it is taken.
uint64_t BroughtBack(BytesView input);
int WitnessAnswer(BytesView input);
std::set<std::string> ReadAsJson(BytesView input);

inline const std::vector<Target>& Targets() {
  static const std::vector<Target> targets = {
      {"note", FuzzNote},         {"proof", FuzzProof},       {"ledger_file", FuzzLedgerFile},
      {"tiles", FuzzTiles},       {"command", FuzzCommand},   {"push", FuzzPush},
      {"entry", FuzzEntry},       {"snapshot", FuzzSnapshot}, {"reply", FuzzReply},
      {"bundle", FuzzBundle},     {"lua", FuzzLua},           {"scenario", FuzzScenario},
      {"roster", FuzzRoster},     {"recover", FuzzRecover},   {"witness_body", FuzzWitnessBody},
      {"json", FuzzJson},
  };
  return targets;
}

}  // namespace yiting::fuzz

#endif  // YITING_TESTS_FUZZ_TARGETS_H_
