// Which rules hold and held, what changed from one to the next, and what waits for signatures.

#include <algorithm>
#include <utility>

#include "query/views.h"
#include "state/read_packs.h"

namespace yiting::query {

namespace {

// What one screen lists of the past: a street changes its rules a few times a year.
constexpr uint32_t kTermsShown = 50;
// A vote on the rules is rarer still.
constexpr uint32_t kVotesShown = 20;
// What one MigrateMatters can name (decide/packs.cc).
constexpr uint32_t kMattersShown = 40;

using ParamChanges = google::protobuf::RepeatedPtrField<v1::ParamChange>;

bool IsSameValue(const v1::Param& a, const v1::Param& b) {
  return a.value() == b.value() && a.denominator() == b.denominator() && a.kind() == b.kind();
}

void FillParamChanges(const v1::Pack& before, const v1::Pack& after, ParamChanges& changes) {
  const auto find = [](const v1::Pack& pack, const std::string& id) -> const v1::Param* {
    for (const v1::Param& param : pack.params()) {
      if (param.id() == id) return &param;
    }
    return nullptr;
  };
  for (const v1::Param& param : after.params()) {
    const v1::Param* old = find(before, param.id());
    if (old != nullptr && IsSameValue(*old, param)) continue;
    v1::ParamChange* change = changes.Add();
    if (old != nullptr) *change->mutable_before() = *old;
    *change->mutable_after() = param;
  }
  for (const v1::Param& param : before.params()) {
    if (find(after, param.id()) == nullptr) *changes.Add()->mutable_before() = param;
  }
}

bool HasOtherFiles(const v1::PackBundle& a, const v1::PackBundle& b) {
  return !std::equal(a.files().begin(), a.files().end(), b.files().begin(), b.files().end(),
                     [](const v1::PackBundle::File& x, const v1::PackBundle::File& y) {
                       return x.path() == y.path() && x.content() == y.content();
                     });
}

// Row is a PackTermRow, a PackOffer or a PackVote. `before` and `pack` may be null: not here, or
// none.
template <class Row>
void FillChanges(const PackPtr& before, const PackPtr& pack, Row& row) {
  if (!pack) return;
  *row.mutable_title() = pack->model().title();
  row.set_version(pack->model().version());
  if (!before) return;
  FillParamChanges(before->model(), pack->model(), *row.mutable_changes());
  row.set_files_changed(HasOtherFiles(before->bundle(), pack->bundle()));
}

void FillTerms(const QueryInput& input, v1::RulesView& view) {
  // One more than is shown: the oldest one shown has something before it too.
  const std::vector<state::PackTerm> terms = state::PackTerms(input.community, kTermsShown + 1);
  for (size_t i = 0; i < terms.size() && i < kTermsShown; ++i) {
    const state::PackTerm& term = terms[i];
    const PackPtr before = i + 1 < terms.size() ? input.packs.Find(terms[i + 1].pack) : nullptr;
    v1::PackTermRow* row = view.add_terms();
    row->set_pack(term.pack);
    row->set_since_ms(term.time_ms);
    row->set_by(term.by);
    row->set_by_name(NameOf(input, term.by));
    row->set_restored(term.restored);
    FillChanges(before, input.packs.Find(term.pack), *row);
  }
}

// The packs that wait, each with those of its signers who may still sign: only they count.
void FillOffers(const QueryInput& input, const PackPtr& in_force, v1::RulesView& view) {
  if (!in_force) return;
  v1::PackOffer* offer = nullptr;
  for (const state::PackApproval& approval : state::ApprovalsOf(input.community, "")) {
    if (offer == nullptr || offer->pack() != approval.pack) {
      offer = view.add_offers();
      offer->set_pack(approval.pack);
      offer->set_needed(std::max(in_force->model().activation().signers(), 1u));
      FillChanges(in_force, input.packs.Find(approval.pack), *offer);
    }
    if (approval.member == input.member) offer->set_mine(true);
    const std::vector<state::HeldRole> roles =
        state::RolesAt(input.community, approval.member, input.now_ms);
    if (!decide::MayActivate(*in_force, roles)) continue;
    v1::PackSigner* signer = offer->add_signers();
    signer->set_member(approval.member);
    signer->set_name(NameOf(input, approval.member));
    signer->set_time_ms(approval.time_ms);
  }
}

void FillVotes(const QueryInput& input, const PackPtr& in_force, v1::RulesView& view) {
  if (!in_force || in_force->model().activation().procedure().empty()) return;
  const std::string& procedure = in_force->model().activation().procedure();
  for (const Bytes& id :
       state::MattersUnder(input.community, procedure, in_force->hash(), kVotesShown)) {
    const std::optional<state::Matter> matter = state::FindMatter(input.community, id);
    if (!matter) continue;
    for (const v1::Input& asked : state::InputsOf(input.community, id, 1)) {
      if (!asked.has_pack()) continue;
      v1::PackVote* vote = view.add_votes();
      vote->set_matter(id);
      vote->set_number(static_cast<uint64_t>(matter->number));
      vote->set_pack(asked.pack());
      vote->set_open(!matter->closed());
      vote->set_won(decide::VoteIsWon(input.community, *in_force, id, asked.pack()));
      const v1::Named* outcome = in_force->FindOutcome(matter->outcome);
      if (outcome != nullptr) *vote->mutable_outcome() = outcome->title();
      FillChanges(in_force, input.packs.Find(asked.pack()), *vote);
    }
  }
}

}  // namespace

void FillRules(const QueryInput& input, v1::RulesView& view) {
  view.set_hash(input.community.facts().pack);
  const PackPtr pack = PackInForce(input);
  if (pack) {
    const v1::Pack& model = pack->model();
    *view.mutable_title() = model.title();
    view.set_version(model.version());
    *view.mutable_params() = model.params();
    *view.mutable_roles() = model.roles();
    if (model.has_activation()) *view.mutable_activation() = model.activation();
    view.set_may_activate(!input.member.empty() &&
                          decide::MayActivate(*pack, state::RolesAt(input.community, input.member,
                                                                    input.now_ms)));
  }
  FillTerms(input, view);
  FillOffers(input, pack, view);
  FillVotes(input, pack, view);
  const state::OtherPackMatters others =
      state::MattersOnOtherPacks(input.community, kMattersShown);
  view.set_matters_elsewhere(static_cast<uint64_t>(others.count));
  for (const Bytes& matter : others.matters) view.add_matters(matter);
}

}  // namespace yiting::query
