#include "dryrun/sealed_past.h"

#include <optional>

#include "schema/sealed_ballot.h"

namespace yiting::dryrun {

void SealedPast::Learn(const v1::Entry& entry) {
  for (const v1::Event& event : entry.events()) {
    const std::string& secret = event.poll_unsealed().secret();
    if (secret.size() == crypto::kBoxKeyBytes) {
      secrets_[event.poll_unsealed().matter()].push_back(
          {entry.seq(), secret, crypto::BoxPublicKey(secret)});
    }
    if (event.has_poll_opened()) {
      among_options_[event.poll_opened().matter()][entry.seq()] =
          event.poll_opened().options() != 0;
    }
  }
}

void SealedPast::Open(const v1::Entry& entry, BytesView community, v1::Payload& payload) const {
  if (!payload.has_act_on_matter()) return;
  v1::ActOnMatter& act = *payload.mutable_act_on_matter();
  for (v1::Input& input : *act.mutable_inputs()) {
    if (!input.has_sealed()) continue;
    std::optional<v1::SealedBallot> said;
    const auto found = secrets_.find(act.matter());
    if (found != secrets_.end()) {
      for (const Secret& secret : found->second) {
        if (secret.seq < entry.seq()) continue;
        said = schema::OpenBallot(secret.key, secret.secret, input.sealed());
        break;
      }
    }
    // A copy of another's box was spoiled then, and is now.
    const bool own = said && said->community() == community && said->matter() == act.matter() &&
                     said->member() == payload.actor();
    if (!own) said.reset();
    bool options = false;
    const auto polls = among_options_.find(act.matter());
    if (polls != among_options_.end()) {
      const auto after = polls->second.upper_bound(entry.seq());
      if (after != polls->second.begin()) options = std::prev(after)->second;
    }
    if (options) {
      v1::Options open = said ? said->options() : v1::Options();
      *input.mutable_options() = std::move(open);
    } else {
      const bool valid = said && !said->choice().empty();
      input.set_code(valid ? said->choice() : "abstain");
    }
  }
}

}  // namespace yiting::dryrun
