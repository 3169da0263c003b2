// Answer makes what a screen shows out of the state: read models (yiting/v1/view.proto), never
// stored and never sent between machines. Rows come in pages by key, so a list costs the same in
// the first year of a ledger and in the tenth.
//
// Reads the state, the packs and the contents at hand; writes nothing, decides nothing. What a
// member may do now is asked of decide::WhyNot, the same code that decides the command.
// Not here: the outbox and the state of sync, which are the replica's own (replica/outbox_view.h).
// Tested by tests/unit/query/views_test.cc, lists_test.cc

#ifndef YITING_QUERY_QUERY_H_
#define YITING_QUERY_QUERY_H_

#include <cstdint>
#include <optional>
#include <set>

#include "base/bytes.h"
#include "base/result.h"
#include "decide/decide.h"
#include "state/community.h"
#include "yiting/v1/view.pb.h"

namespace yiting::query {

// The bytes beside the ledger, as far as this machine has them.
class ContentSource {
 public:
  virtual ~ContentSource() = default;
  virtual std::optional<Bytes> Find(BytesView commitment) = 0;
};

struct QueryInput {
  state::Community& community;
  decide::PackSource& packs;
  ContentSource& contents;
  Bytes member = {};  // who looks, 16; empty = a visitor
  Bytes device = {};  // 32; empty = none
  // Entries from this seq on are pending: decided on this machine, not yet in the ledger.
  uint64_t pending_from = UINT64_MAX;
  // The matters that those entries touch.
  std::set<Bytes> pending_matters = {};
  int64_t now_ms = 0;
};

// Rows in a page when the request names no number, and the most that it may name.
inline constexpr uint32_t kPageRows = 20;
inline constexpr uint32_t kPageRowsMax = 200;
// Open matters that one page of the inbox looks through. A page may come out short, or empty, with
// a cursor behind it: then the next page goes on from there.
inline constexpr uint32_t kInboxScanMax = 500;

// What a command's inputs say, as a person reads them; `fields` that they answer, or null.
void ShowGiven(const QueryInput& input, const rulehost::PackPtr& pack,
               const google::protobuf::RepeatedPtrField<v1::Field>* fields,
               const google::protobuf::RepeatedPtrField<v1::Input>& given,
               google::protobuf::RepeatedPtrField<v1::Shown>& rows);

// The first line of the member's profile content, if it is held here.
std::string NameOf(const QueryInput& input, BytesView member);

// Whoever looks, without their acts and who has read them: contents after `after`, at most `limit`.
// How many contents these were.
uint32_t FillAboutMe(const QueryInput& input, BytesView after, uint32_t limit,
                     v1::AboutMeView& view);

// The view that `request` asks for, without `sync`. kNotFound: no such matter. kInvalid: a cursor
// that is not ours, or a view that is not made here (the outbox).
Result<v1::View> Answer(const QueryInput& input, const v1::ViewRequest& request);

}  // namespace yiting::query

#endif  // YITING_QUERY_QUERY_H_
