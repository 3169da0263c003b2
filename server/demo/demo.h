// `yiting demo`: a house with one community for each rule pack and some weeks of life in each,
// served at once, and a list of addresses to open: as a visitor, a resident, staff of every kind.
//
// On a data folder that has communities already it serves those, with the same addresses.
// Tested by tests/unit/server/demo_test.cc, tests/web/demo.test.mjs

#ifndef YITING_SERVER_DEMO_DEMO_H_
#define YITING_SERVER_DEMO_DEMO_H_

#include <string>

#include "base/result.h"
#include "demo/cast.h"
#include "ops/house.h"
#include "ops/serve.h"

namespace yiting::demo {

struct DemoOptions {
  // `data` empty: a new temporary folder, removed at the end.
  ops::ServeOptions serve;
};

Status RunDemo(const DemoOptions& options);

struct DemoCommunity {
  Bytes community;
  rulehost::PackPtr pack;
  std::vector<Person> cast;
  Bytes invitation;  // the secret of an unused link, or empty
};

// Founds a community under the pack and lives in it until now.
Result<DemoCommunity> Found(ops::House& house, const rulehost::PackPtr& pack, int64_t now_ms);

// The addresses of one community, a line each, Chinese first.
std::string FormatAddresses(const std::string& origin, BytesView sequencer_key,
                            const std::string& title, const DemoCommunity& community);

}  // namespace yiting::demo

#endif  // YITING_SERVER_DEMO_DEMO_H_
