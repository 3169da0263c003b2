#include "replica/audit.h"

#include <algorithm>
#include <utility>

#include "ledger/proof.h"
#include "replica/state_file.h"

namespace yiting::replica {

using v1::AuditView;

Audit::Audit(Parts& parts) : parts_(parts) {
  SideStore& store = *parts.store;
  view_.set_state(static_cast<AuditView::State>(store.Get(Number::kAuditState)));
  view_.set_done(static_cast<uint64_t>(store.Get(Number::kAuditDone)));
  view_.set_ended_ms(store.Get(Number::kAuditEndedMs));
  view_.set_fault(store.Get(Fact::kAuditFault));
}

void Audit::Show(AuditView& view) {
  view_.set_total(parts_.overlay->confirmed_size());
  const uint64_t base = parts_.copy->base_size();
  view_.set_from_snapshot(view_.done() < base ? base : 0);
  view = view_;
}

Status Audit::Step(const v1::AuditStep& step, int64_t now_ms, bool* changed) {
  const AuditView::State before = view_.state();
  const std::string waited_for = waits_for_;
  const bool stands = before == AuditView::FAULT && !step.anew();
  if (step.entries() > 0 && !stands) {
    RETURN_IF_ERROR(Begin(step.anew()));
    RETURN_IF_ERROR(GoOn(std::min(step.entries(), kStepMax), now_ms));
  }
  *changed = view_.state() != before || waits_for_ != waited_for;
  return {};
}

// Opens the file; empty where it is to be begun anew, or is of another ledger than the one held.
Status Audit::Begin(bool anew) {
  SideStore& store = *parts_.store;
  if (!state_) {
    ASSIGN_OR_RETURN(state_, OpenState(parts_.folder, store, Number::kAuditGeneration));
  }
  const state::LedgerFacts& facts = state_->facts();
  const bool other = facts.size > 0 && state_->id() != parts_.community;
  if (!anew && !other && facts.size <= parts_.copy->checked_size()) return {};
  page_.clear();
  return ResetState(parts_.folder, store, state_, Number::kAuditGeneration);
}

std::optional<Bytes> Audit::EntryAt(uint64_t seq) {
  if (seq - page_from_ < page_.size()) return page_[seq - page_from_];
  return parts_.store->FindEntry(seq);
}

Status Audit::GoOn(uint32_t entries, int64_t now_ms) {
  const uint64_t total = parts_.overlay->confirmed_size();
  const uint64_t end = std::min(state_->facts().size + entries, total);
  ASSIGN_OR_RETURN(audit::Outcome outcome,
                   audit::Advance(*state_, *parts_.packs,
                                  [this](uint64_t seq) { return EntryAt(seq); }, end));
  view_.set_done(outcome.done);
  waits_for_ = outcome.missing.empty() ? "" : std::to_string(outcome.done) + outcome.missing;
  if (outcome.difference) {
    std::string& what = outcome.difference->what;
    if (outcome.difference->refusal) what += ": " + outcome.difference->refusal->rule;
    return Stand(AuditView::FAULT, now_ms,
                 "entry " + std::to_string(outcome.done) + ": " + what);
  }
  if (!outcome.missing.empty()) return Stand(AuditView::WAITING, now_ms, "");
  if (outcome.done < total) return Stand(AuditView::RUNNING, now_ms, "");
  return Conclude(now_ms);
}

// All that is applied was decided again: is it what was signed, and the state that screens show?
Status Audit::Conclude(int64_t now_ms) {
  LedgerCopy& copy = *parts_.copy;
  const uint64_t done = state_->facts().size;
  if (done < copy.server_size() || done != parts_.overlay->confirmed_size() || done == 0) {
    waits_for_ = "entries are on their way";
    return Stand(AuditView::WAITING, now_ms, "");
  }
  ASSIGN_OR_RETURN(const ledger::Frontier frontier, audit::FrontierOf(*state_));
  // Taken up again by whatever is asked next.
  RETURN_IF_ERROR(parts_.overlay->TakeOff());
  const char* fault = nullptr;
  if (!(frontier == copy.checked()) || frontier.head() != copy.newest()->head()) {
    fault = "the entries held are not those under the signed root";
  } else if (state_->last_digest() != parts_.state->last_digest()) {
    fault = "the state after them is not the one that this device shows";
  }
  if (fault == nullptr) return Stand(AuditView::SOUND, now_ms, "");
  return Stand(AuditView::FAULT, now_ms, std::to_string(done) + " entries: " + fault);
}

// Notes how it stands, for the next visit; a fault is kept with the entry that it is about.
Status Audit::Stand(AuditView::State state, int64_t now_ms, std::string fault) {
  const bool ends = state == AuditView::SOUND || state == AuditView::FAULT;
  // The place itself is in audit.db; what is noted here is for the screen that opens.
  const bool noted = view_.state() == state && !ends;
  view_.set_state(state);
  view_.set_fault(fault);
  if (ends) view_.set_ended_ms(now_ms);
  if (noted) return {};
  const Evidence evidence{now_ms,
                          std::move(fault),
                          Evidence::kRules,
                          parts_.copy->checkpoint(),
                          "",
                          EntryAt(view_.done()).value_or(Bytes())};
  return parts_.store->Commit([&] {
    SideStore& store = *parts_.store;
    store.Set(Number::kAuditState, state);
    store.Set(Number::kAuditDone, static_cast<int64_t>(view_.done()));
    store.Set(Number::kAuditEndedMs, view_.ended_ms());
    store.Set(Fact::kAuditFault, view_.fault());
    if (state == AuditView::FAULT) store.AddEvidence(evidence);
  });
}

std::optional<Audit::Page> Audit::WantedPage() {
  if (view_.state() != AuditView::WAITING || !state_) return std::nullopt;
  const uint64_t from = state_->facts().size;
  const uint64_t base = parts_.copy->base_size();
  if (from >= base || from - page_from_ < page_.size()) return std::nullopt;
  return Page{from, std::min(from + page_size_, base) - 1};
}

Result<bool> Audit::TakePage(const Page& page, const v1::PullResponse& response) {
  if (!state_ || state_->facts().size != page.from) return true;  // begun anew meanwhile
  const uint64_t wanted = page.last - page.from + 1;
  const uint64_t came = static_cast<uint64_t>(response.entries_size());
  if (came == 0 || response.receipts_size() != 1) return false;
  if (came < wanted) {
    page_size_ = came;  // it is asked for again, with the receipt of its last
    return true;
  }
  const Result<ledger::Receipt> receipt = ledger::ParseReceipt(response.receipts(0));
  ASSIGN_OR_RETURN(ledger::Frontier frontier, audit::FrontierOf(*state_));
  std::vector<Bytes> entries;
  for (const std::string& entry : response.entries()) {
    if (entries.size() == wanted) break;
    if (!entries.empty()) frontier.Append(ledger::LeafHash(entries.back()));
    entries.push_back(entry);
  }
  if (!receipt) return false;
  const Result<ledger::Checkpoint> signed_tree =
      ledger::CheckReceipt(*receipt, entries.back(), ledger::OriginOf(parts_.community),
                           parts_.copy->sequencer_key());
  if (!signed_tree || receipt->index != page.last ||
      !ledger::CoversBefore(*receipt, signed_tree->size, frontier)) {
    return false;
  }
  page_ = std::move(entries);
  page_from_ = page.from;
  return true;
}

}  // namespace yiting::replica
