// Messages, newest first. The cursor is the last row's seq, eight bytes big-endian.

#include "query/views.h"
#include "state/read_ledger.h"

namespace yiting::query {

Status FillMessages(const QueryInput& input, const v1::MessagesRequest& request,
                    v1::MessagesView& view) {
  uint64_t before = UINT64_MAX;
  if (!request.after().empty()) {
    if (request.after().size() != 8) return Fail(ErrorCode::kInvalid, "query: not our cursor");
    before = ReadU64Be(request.after());
  }
  const uint32_t limit = PageRows(request.limit());
  const std::vector<state::Message> messages =
      state::MessagesBefore(input.community, before, limit);
  for (const state::Message& message : messages) {
    v1::MessageRow* row = view.add_rows();
    row->set_message(message.message);
    row->set_time_ms(message.time_ms);
    row->set_commitment(message.content);
    std::optional<Bytes> text = input.contents.Find(message.content);
    if (text) row->set_text(std::move(*text));
    row->set_withheld(!text);
    if (!text) row->set_erased_ms(ErasedMs(input, message.content));
    row->set_matter(message.matter);
    row->set_mine(!input.member.empty() && message.author == input.member);
    row->set_pending(message.seq >= input.pending_from);
  }
  if (messages.size() == limit) {
    Bytes next;
    AppendU64Be(next, messages.back().seq);
    view.set_next(next);
  }
  return {};
}

}  // namespace yiting::query
