// Support is given once by each; a matter is the same as one other, and nobody's support moves
// without a word of theirs.

#include "schema/limits.h"
#include "state/check_family.h"
#include "state/read_links.h"

namespace yiting::state {

namespace {

Status MustBeThere(Community& community, const Bytes& matter) {
  return FindMatter(community, matter) ? Status() : Broken("there is no matter " + ToHex(matter));
}

bool AreLinked(Community& community, const Bytes& matter, const Bytes& other) {
  const std::optional<Link> link = LinkTo(community, other);
  return link && link->matter == matter;
}

}  // namespace

Status Check(Community& community, const EntryPlace& place, const v1::MatterSupported& event) {
  RETURN_IF_ERROR(MustBeOpen(community, event.matter()));
  RETURN_IF_ERROR(MayAct(community, place, event.member()));
  if (StandsBehind(community, OrEmpty(FindMatter(community, event.matter())), event.member())) {
    return Broken("one support a member, and who raised it stands behind it");
  }
  return {};
}

Status Check(Community& community, const EntryPlace& place, const v1::MatterLinked& event) {
  RETURN_IF_ERROR(MustBeOpen(community, event.matter()));
  RETURN_IF_ERROR(MustBeThere(community, event.other()));
  RETURN_IF_ERROR(MayAct(community, place, event.by()));
  if (event.matter() == event.other()) return Broken("a matter is not the same as itself");
  if (OrEmpty(FindMatter(community, event.matter())).practice !=
      OrEmpty(FindMatter(community, event.other())).practice) {
    return Broken("what is tried out is the same as nothing that is meant");
  }
  if (LinkTo(community, event.other()) || LinkTo(community, event.matter()) ||
      !LinksOf(community, event.other()).empty()) {
    return Broken("a matter is the same as one other, and none is the same as that");
  }
  return {};
}

Status Check(Community& community, const EntryPlace& place, const v1::MatterUnlinked& event) {
  RETURN_IF_ERROR(MustBeOpen(community, event.matter()));
  RETURN_IF_ERROR(MayAct(community, place, event.by()));
  if (!AreLinked(community, event.matter(), event.other())) return Broken("the two are not linked");
  return {};
}

Status Check(Community& community, const EntryPlace& place, const v1::LinkAnswered& event) {
  RETURN_IF_ERROR(MustBeOpen(community, event.matter()));
  RETURN_IF_ERROR(MayAct(community, place, event.member()));
  const Matter matter = OrEmpty(FindMatter(community, event.matter()));
  for (const Bytes& asked : AskedAbout(community, matter, event.member())) {
    if (asked == event.other()) return {};
  }
  return Broken("only who stands behind a linked matter is asked, once");
}

Status Check(Community& community, const EntryPlace& place, const v1::CasePublished& event) {
  RETURN_IF_ERROR(MustBeOpen(community, event.matter()));
  RETURN_IF_ERROR(MayAct(community, place, event.by()));
  if (event.summary().audience() != v1::PUBLIC) return Broken("a case is for everybody");
  return {};
}

Status Check(Community& community, const EntryPlace& place, const v1::ResultTold& event) {
  RETURN_IF_ERROR(MustBeOpen(community, event.matter()));
  RETURN_IF_ERROR(MustHave(event.text().commitment(), schema::kCommitmentBytes, "text"));
  return MayAct(community, place, event.by());
}

}  // namespace yiting::state
