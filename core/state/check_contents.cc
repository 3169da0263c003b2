// What an event that takes back or puts right must keep to.

#include "schema/limits.h"
#include "state/check_family.h"
#include "state/read_ledger.h"
#include "state/read_members.h"

namespace yiting::state {

Status Check(Community& community, const EntryPlace&, const v1::ContentsErased& event) {
  RETURN_IF_ERROR(MustBelong(community, event.by()));
  if (event.contents().empty() == event.member().empty()) {
    return Broken("contents are erased by name, or all of a member's");
  }
  if (!event.member().empty()) return MustBeMember(community, event.member());
  const std::string* before = nullptr;
  for (const std::string& commitment : event.contents()) {
    if (before != nullptr && *before >= commitment) return Broken("contents are sorted");
    before = &commitment;
    const auto facts = FindContent(community, commitment);
    if (!facts) return Broken("only what is in the ledger is erased");
    if (facts->erased_ms != 0) return Broken("a content is erased once");
  }
  return {};
}

Status Check(Community& community, const EntryPlace&, const v1::ProfileChanged& event) {
  RETURN_IF_ERROR(MustHave(event.profile().commitment(), schema::kCommitmentBytes, "profile"));
  RETURN_IF_ERROR(MustBelong(community, event.by()));
  RETURN_IF_ERROR(MustBelong(community, event.member()));
  if (FindContent(community, event.profile().commitment())) return Broken("a profile is new");
  return {};
}

Status Check(Community& community, const EntryPlace&, const v1::MemberLeft& event) {
  RETURN_IF_ERROR(MustBelong(community, event.by()));
  return MustBelong(community, event.member());
}

Status Check(Community& community, const EntryPlace& place, const v1::SequencerKeyChanged& event) {
  if (place.seq == 0) return Broken("the first entry names the first key");
  RETURN_IF_ERROR(MustHave(event.key(), schema::kDeviceKeyBytes, "key"));
  for (const SequencerKey& known : SequencerKeys(community)) {
    if (known.key == event.key()) return Broken("a key signs a ledger for one time only");
    if (known.seq == place.seq) return Broken("an entry puts one key in force");
  }
  return {};
}

}  // namespace yiting::state
