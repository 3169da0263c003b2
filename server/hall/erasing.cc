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
    staged_.contents.insert(erased.contents().begin(), erased.contents().end());
    if (!erased.member().empty()) staged_.owners.insert(erased.member());
  }
}

void Erasing::Commit() {
  due_.contents.merge(staged_.contents);
  due_.owners.merge(staged_.owners);
  staged_ = {};
}

Status Erasing::Finish(state::Community& state, store::Store& store) {
  std::vector<Bytes> erased(due_.contents.begin(), due_.contents.end());
  for (const Bytes& owner : due_.owners) RETURN_IF_ERROR(AddErasedOf(state, owner, erased));
  ASSIGN_OR_RETURN([[maybe_unused]] uint64_t count, store.EraseContents(state.id(), erased));
  due_ = {};
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
