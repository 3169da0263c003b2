// Lists of matters in pages. `next` is a cursor: due time and number of the last row, eight bytes
// each, big-endian; lists that are not by due time use the number alone. `total` is 0 where
// counting would mean going through the rows: of MINE, of INBOX beyond its first page, of one
// stage or source.

#include "query/views.h"

namespace yiting::query {

namespace {

using Request = v1::MatterListRequest;

constexpr size_t kCursorBytes = 16;

Result<DueCursor> DecodeCursor(BytesView bytes) {
  if (bytes.empty()) return DueCursor{};
  if (bytes.size() != kCursorBytes) return Fail(ErrorCode::kInvalid, "query: not our cursor");
  return DueCursor{static_cast<int64_t>(ReadU64Be(bytes)),
                   static_cast<int64_t>(ReadU64Be(bytes.substr(8)))};
}

Bytes EncodeCursor(DueCursor cursor) {
  Bytes bytes;
  AppendU64Be(bytes, static_cast<uint64_t>(cursor.due_ms));
  AppendU64Be(bytes, static_cast<uint64_t>(cursor.number));
  return bytes;
}

void FillInbox(const QueryInput& input, const Request& request, DueCursor after,
               v1::MatterListView& view) {
  const InboxPage page = ScanInbox(input, after, PageRows(request.limit()), request.source());
  for (const state::Matter& matter : page.matters) FillRow(input, matter, *view.add_rows());
  if (page.more) view.set_next(EncodeCursor(page.next));
  if (after.number < 0 && !page.more) view.set_total(page.matters.size());
}

// Open matters and those of one stage go by due time: the index of open ones keeps the cost of a
// page away from the number of closed ones.
state::MatterPage PageFor(const QueryInput& input, const Request& request, DueCursor after) {
  state::MatterPage page;
  page.limit = PageRows(request.limit());
  page.after_number = after.number;
  page.stage = request.stage();
  page.source = request.source();
  page.only_closed = request.filter() == Request::CLOSED;
  if (request.filter() == Request::MINE) page.opener = input.member;
  const bool open = request.filter() == Request::OPEN ||
                    (!request.stage().empty() && request.filter() != Request::CLOSED);
  if (open) {
    page.order = state::MatterPage::kByDue;
    page.after_due_ms = after.due_ms;
  }
  return page;
}

uint64_t TotalOf(const QueryInput& input, const Request& request) {
  if (!request.stage().empty() || !request.source().empty()) return 0;
  const state::MatterTotals totals = state::CountMatters(input.community);
  switch (request.filter()) {
    case Request::ALL:
      return static_cast<uint64_t>(totals.open + totals.closed);
    case Request::OPEN:
      return static_cast<uint64_t>(totals.open);
    case Request::CLOSED:
      return static_cast<uint64_t>(totals.closed);
    default:
      return 0;
  }
}

}  // namespace

Status FillMatters(const QueryInput& input, const Request& request, v1::MatterListView& view) {
  ASSIGN_OR_RETURN(const DueCursor after, DecodeCursor(request.after()));
  if (request.filter() == Request::INBOX) {
    FillInbox(input, request, after, view);
    return {};
  }
  if (request.filter() == Request::MINE && input.member.empty()) return {};
  const state::MatterPage page = PageFor(input, request, after);
  const std::vector<state::Matter> matters = state::MattersOf(input.community, page);
  for (const state::Matter& matter : matters) FillRow(input, matter, *view.add_rows());
  if (matters.size() == page.limit) view.set_next(EncodeCursor(CursorAt(matters.back())));
  view.set_total(TotalOf(input, request));
  return {};
}

}  // namespace yiting::query
