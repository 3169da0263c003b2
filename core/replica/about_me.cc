#include "replica/about_me.h"

#include <algorithm>

#include "replica/outbox_view.h"
#include "schema/limits.h"
#include "yiting/v1/entry.pb.h"

namespace yiting::replica {

namespace {

// Entries that are looked through at once.
constexpr uint64_t kWindow = 1'000;

void AddAct(Parts& parts, const SideStore::NumberedEntry& one, BytesView member,
            v1::AboutMeView& view) {
  v1::Entry entry;
  if (!entry.ParseFromString(one.bytes)) return;
  const auto command = schema::OpenCommand(entry.command(), parts.community);
  if (!command || command->payload.actor() != member) return;
  v1::OwnActRow& row = *view.add_acts();
  row.set_seq(one.seq);
  row.set_time_ms(entry.time_ms());
  row.set_matter(MatterOf(*command));
  *row.mutable_title() = TitleOf(parts, command->payload);
  if (row.title().zh().empty()) row.mutable_title()->set_zh(KindOf(command->payload));
}

// Newest first, below `before`; where the next page begins.
uint64_t FillActs(Parts& parts, BytesView member, uint64_t before, uint32_t limit,
                  v1::AboutMeView& view) {
  const uint64_t floor = before > kActsScanMax ? before - kActsScanMax : 0;
  while (before > floor) {
    const uint64_t from = before > kWindow ? before - kWindow : 0;
    const std::vector<SideStore::NumberedEntry> named =
        parts.store->EntriesNaming(member, from, before, kWindow);
    for (auto one = named.rbegin(); one != named.rend(); ++one) {
      AddAct(parts, *one, member, view);
      if (view.acts_size() == static_cast<int>(limit)) return one->seq;
    }
    before = from;
  }
  return before;
}

}  // namespace

Status FillAboutMe(Parts& parts, SyncSession& session, const query::QueryInput& input,
                   const v1::AboutMeRequest& request, v1::AboutMeView& view) {
  const std::string& after = request.after();
  const size_t middle = schema::kCommitmentBytes;
  if (!after.empty() && after.size() != middle + 8) {
    return Fail(ErrorCode::kInvalid, "query: not our cursor");
  }
  const uint32_t limit =
      request.limit() == 0 ? kOwnRows : std::min(request.limit(), kOwnRowsMax);
  const uint32_t contents = query::FillAboutMe(input, after.substr(0, middle), limit, view);
  if (view.member().empty()) return {};
  const uint64_t before = after.empty() ? parts.overlay->confirmed_size()
                                        : ReadU64Be(BytesView(after).substr(middle));
  const uint64_t left = FillActs(parts, view.member(), before, limit, view);
  if (contents == limit || left > 0) {
    Bytes next = contents == limit ? view.contents(view.contents_size() - 1).commitment()
                                   : Bytes(middle, '\xff');
    AppendU64Be(next, left);
    view.set_next(next);
  }
  if (request.accesses()) session.AskAccesses(input.now_ms);
  const v1::ListAccessesResponse* told = session.accesses();
  view.set_accesses_known(told != nullptr);
  if (told == nullptr) return {};
  for (const v1::ListAccessesResponse::Access& access : told->accesses()) {
    v1::AccessRow& row = *view.add_accesses();
    row.set_time_ms(access.time_ms());
    row.set_commitment(access.commitment());
    row.set_member(access.member());
    row.set_name(query::NameOf(input, access.member()));
  }
  return {};
}

}  // namespace yiting::replica
