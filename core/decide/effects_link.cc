// Who stands behind a matter, and matters that are the same: linked without moving anybody's
// consent, and taken apart again.

#include <algorithm>

#include "decide/effects.h"
#include "schema/limits.h"
#include "state/read_links.h"

namespace yiting::decide {

Outcome Support(const Acting& acting, EventWriter& writer) {
  v1::MatterSupported* supported = writer.Add().mutable_matter_supported();
  supported->set_matter(acting.matter.matter);
  supported->set_member(acting.actor());
  return std::nullopt;
}

Outcome LinkDuplicates(const Acting& acting, EventWriter& writer) {
  const v1::Input* input = FindInput(acting.inputs, "duplicates");
  if (input == nullptr) return std::nullopt;
  const Bytes& main = acting.matter.matter;
  const auto links = state::LinksOf(acting.community(), main);
  const auto more = static_cast<size_t>(input->matters().matter_size());
  if (links.size() + more > schema::kLinksMax) {
    return acting.No(v1::TOO_MANY, std::to_string(schema::kLinksMax));
  }
  if (state::LinkTo(acting.community(), main)) return acting.No(v1::LINKED_BEFORE, ToHex(main));
  for (const std::string& other : input->matters().matter()) {
    if (other == main) return acting.No(v1::INPUT_INVALID, "duplicates");
    const auto same = state::FindMatter(acting.community(), other);
    if (!same || same->practice != acting.matter.practice) {
      return acting.No(v1::INPUT_INVALID, "duplicates");
    }
    // What is linked already, or has others linked to it, is taken apart first.
    if (state::LinkTo(acting.community(), other) ||
        !state::LinksOf(acting.community(), other).empty()) {
      return acting.No(v1::LINKED_BEFORE, ToHex(other));
    }
    v1::MatterLinked* linked = writer.Add().mutable_matter_linked();
    linked->set_matter(main);
    linked->set_other(other);
    linked->set_by(acting.actor());
  }
  return std::nullopt;
}

Outcome UnlinkDuplicates(const Acting& acting, EventWriter& writer) {
  const v1::Input* input = FindInput(acting.inputs, "duplicates");
  if (input == nullptr) return std::nullopt;
  for (const std::string& other : input->matters().matter()) {
    const auto link = state::LinkTo(acting.community(), other);
    if (!link || link->matter != acting.matter.matter) {
      return acting.No(v1::MATTER_UNKNOWN, ToHex(other));
    }
    v1::MatterUnlinked* unlinked = writer.Add().mutable_matter_unlinked();
    unlinked->set_matter(acting.matter.matter);
    unlinked->set_other(other);
    unlinked->set_by(acting.actor());
  }
  return std::nullopt;
}

Outcome AnswerLink(const Acting& acting, EventWriter& writer) {
  for (const Bytes& other :
       state::AskedAbout(acting.community(), acting.matter, acting.actor())) {
    v1::LinkAnswered* answered = writer.Add().mutable_link_answered();
    answered->set_matter(acting.matter.matter);
    answered->set_other(other);
    answered->set_member(acting.actor());
    answered->set_agreed(acting.Code("agree") == "yes");
  }
  return std::nullopt;
}

Outcome PublishCase(const Acting& acting, EventWriter& writer) {
  const v1::ContentRef* summary = acting.Content("summary");
  if (summary == nullptr) return std::nullopt;
  v1::CasePublished* published = writer.Add().mutable_case_published();
  published->set_matter(acting.matter.matter);
  published->set_by(acting.actor());
  *published->mutable_summary() = *summary;
  return std::nullopt;
}

}  // namespace yiting::decide
