// What hall/hall.h does for witnesses (server/witness): it shows how a ledger grew, serves their
// lines under its checkpoint, and hears from them that it has lost entries.

#include <utility>

#include "hall/hall.h"
#include "ledger/merkle.h"

namespace yiting::hall {

// Before the thread starts nobody else is here, and nothing may be signed yet.
void Hall::AskEarly(Question question, const std::function<void(Error)>& refuse) {
  if (thread_.joinable()) {
    Ask(std::move(question), refuse);
  } else {
    question();
  }
}

void Hall::ProveGrowth(Bytes community, uint64_t old_size, Done<Growth> done) {
  auto answer = [this, community = std::move(community), old_size]() -> Result<Growth> {
    ASSIGN_OR_RETURN(Desk* desk, OpenDesk(community));
    Growth growth{desk->checkpoint(), desk->size(), {}};
    if (growth.checkpoint.empty() || desk->halted() || desk->behind()) {
      return Fail(ErrorCode::kNotFound, "nothing is signed here");
    }
    if (old_size > growth.size) return growth;
    ASSIGN_OR_RETURN(growth.proof, ledger::ProveConsistency(store::StoreTree(store_, community),
                                                            old_size, growth.size));
    return growth;
  };
  AskEarly([answer = std::move(answer), done] { done(answer()); },
           [done](Error why) { done(Failure{std::move(why)}); });
}

void Hall::AddCosignature(Bytes community, uint64_t size, std::string line) {
  AskEarly(
      [this, community = std::move(community), size, line = std::move(line)] {
        if (Desk* desk = FindDesk(community)) desk->AddCosignature(size, line);
      },
      [](const Error&) {});
}

void Hall::NoteLargerTree(Bytes community, uint64_t size) {
  AskEarly(
      [this, community = std::move(community), size] {
        Desk* desk = FindDesk(community);
        if (desk == nullptr || !desk->is_open() || desk->size() >= size) return;
        desk->FallBehind(size, "");
        Watch(*desk);
      },
      [](const Error&) {});
}

}  // namespace yiting::hall
