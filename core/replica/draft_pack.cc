#include "replica/draft_pack.h"

#include <algorithm>
#include <set>
#include <utility>

#include "decide/decide.h"
#include "rulehost/loader.h"
#include "rulehost/variant.h"
#include "state/read_packs.h"

namespace yiting::replica {

namespace {

// So many changes of the rules are looked back on; beyond them a pack is sent once too often.
constexpr uint32_t kTermsMax = 50;

void AddFaults(const std::vector<rulehost::Diagnostic>& diagnostics, v1::DraftedPack& drafted) {
  for (const rulehost::Diagnostic& diagnostic : diagnostics) {
    v1::PackFault* fault = drafted.add_faults();
    fault->set_file(diagnostic.file);
    fault->set_line(static_cast<uint32_t>(std::max(diagnostic.line, 0)));
    fault->set_column(static_cast<uint32_t>(std::max(diagnostic.column, 0)));
    *fault->mutable_text() = diagnostic.text;
    *fault->mutable_mend() = diagnostic.mend;
  }
}

rulehost::Changes ChangesOf(const v1::DraftPack& draft) {
  rulehost::Changes changes;
  if (!draft.keep_choices()) {
    changes.choices.emplace(draft.choices().begin(), draft.choices().end());
  }
  if (!draft.files().empty()) changes.files.emplace(draft.files().begin(), draft.files().end());
  return changes;
}

// Has it held in what the server is known to have?
bool HasHeld(Parts& parts, BytesView pack) {
  const uint64_t confirmed = parts.overlay->confirmed_size();
  const std::vector<state::PackTerm> terms = state::PackTerms(*parts.state, kTermsMax);
  return std::any_of(terms.begin(), terms.end(), [&](const state::PackTerm& term) {
    return term.seq < confirmed && term.pack == pack;
  });
}

}  // namespace

Result<v1::DraftedPack> MakeDraftedPack(Parts& parts, const v1::DraftPack& draft) {
  if (draft.keep_choices() && !draft.choices().empty()) {
    return Fail(ErrorCode::kInvalid, "draft pack: either the base's choices, or others");
  }
  const Bytes& hash = draft.base().empty() ? parts.state->facts().pack : draft.base();
  const rulehost::PackPtr base = parts.packs->Find(hash);
  RETURN_IF_ERROR(parts.store->failure());
  if (!base) {
    return Fail(ErrorCode::kNotFound,
                "draft pack: the pack to begin with is not on this device yet; sync and try again");
  }
  const rulehost::LoadResult loaded = rulehost::MakeVariant(*base, ChangesOf(draft));
  v1::DraftedPack drafted;
  AddFaults(loaded.diagnostics, drafted);
  if (loaded.pack == nullptr) return drafted;
  drafted.set_hash(loaded.pack->hash());
  drafted.set_bundle(rulehost::EncodeBundle(loaded.pack->bundle()));
  *drafted.mutable_pack() = loaded.pack->model();
  return drafted;
}

BroughtPack::~BroughtPack() {
  if (!hash_.empty()) shelf_.GiveBack(hash_);
}

Status BroughtPack::Take(const v1::Draft& draft) {
  if (draft.pack().empty()) return {};
  const crypto::Hash hash = rulehost::PackHash(draft.pack());
  const std::set<Bytes> named = decide::PacksOf(draft.command());
  if (named.count(Bytes(crypto::AsBytes(hash))) == 0) {
    return Fail(ErrorCode::kInvalid, "draft: the command does not name the pack that is with it");
  }
  rulehost::LoadResult loaded = rulehost::LoadPack(draft.pack());
  if (loaded.pack == nullptr) {
    return Fail(ErrorCode::kInvalid, "draft: the pack has an error: " +
                                         rulehost::FormatDiagnostic(loaded.diagnostics.front()));
  }
  hash_ = loaded.pack->hash();
  bundle_ = draft.pack();
  shelf_.Lend(std::move(loaded.pack));
  return {};
}

void BroughtPack::Keep(SideStore& store) const {
  if (!hash_.empty()) store.AddPack(hash_, bundle_);
}

std::vector<Bytes> BundlesToSend(Parts& parts, const v1::Payload& payload) {
  std::vector<Bytes> bundles;
  for (const Bytes& pack : decide::PacksOf(payload)) {
    if (HasHeld(parts, pack)) continue;
    std::optional<Bytes> bundle = parts.store->FindPack(pack);
    if (bundle) bundles.push_back(*std::move(bundle));
  }
  return bundles;
}

}  // namespace yiting::replica
