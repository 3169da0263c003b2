#include "hall/erasing.h"

#include <utility>
#include <vector>

#include "state/read_erasures.h"
#include "state/read_ledger.h"
#include "yiting/v1/entry.pb.h"

namespace yiting::hall {

namespace {

constexpr uint32_t kAtOnce = 1000;

// What of a member's is erased by now; a content that they made after that is not.
Status AddErasedOf(state::Community& state, const Bytes& owner, std::vector<Bytes>& erased) {
  Bytes after;
  while (true) {
    const std::vector<state::OwnContent> some =
        state::ContentsOwnedBy(state, owner, after, kAtOnce);
    if (some.empty()) return state.db().failure();
    after = some.back().commitment;
    for (const state::OwnContent& one : some) {
      if (one.facts.erased_ms != 0) erased.push_back(one.commitment);
    }
  }
}

}  // namespace

void Erasing::Look(BytesView entry) {
  v1::Entry parsed;
  if (!parsed.ParseFromArray(entry.data(), static_cast<int>(entry.size()))) return;
  for (const v1::Event& event : parsed.events()) {
    if (!event.has_contents_erased()) continue;
    const v1::ContentsErased& erased = event.contents_erased();
    contents_.insert(erased.contents().begin(), erased.contents().end());
    if (!erased.member().empty()) owners_.insert(erased.member());
  }
}

void Erasing::Forget() {
  contents_.clear();
  owners_.clear();
}

Status Erasing::Finish(state::Community& state, store::Store& store) {
  std::vector<Bytes> erased(contents_.begin(), contents_.end());
  for (const Bytes& owner : owners_) RETURN_IF_ERROR(AddErasedOf(state, owner, erased));
  ASSIGN_OR_RETURN([[maybe_unused]] uint64_t count, store.EraseContents(state.id(), erased));
  Forget();
  return {};
}

Status EraseAll(state::Community& state, store::Store& store) {
  std::vector<Bytes> erased;
  while (true) {
    const std::vector<Bytes> some =
        state::ErasedContents(state, erased.empty() ? BytesView() : BytesView(erased.back()),
                              kAtOnce);
    if (some.empty()) break;
    erased.insert(erased.end(), some.begin(), some.end());
  }
  RETURN_IF_ERROR(state.db().failure());
  if (erased.empty()) return {};
  ASSIGN_OR_RETURN([[maybe_unused]] uint64_t count, store.EraseContents(state.id(), erased));
  return {};
}

std::vector<store::NewContent> OnlyLiving(state::Community& state,
                                          std::vector<store::NewContent> contents) {
  std::vector<store::NewContent> living;
  for (store::NewContent& content : contents) {
    const auto facts = state::FindContent(state, content.commitment);
    if (facts && facts->erased_ms != 0) continue;
    if (facts) content.owner = facts->owner;
    living.push_back(std::move(content));
  }
  return living;
}

}  // namespace yiting::hall
