#include "verbs/ledger_polls.h"

#include "schema/canonical.h"
#include "verbs/show.h"

namespace yiting::verbs {

namespace {

// The matter, if the event is one of a poll; else nothing.
BytesView PolledMatter(const v1::Event& event) {
  switch (event.kind_case()) {
    case v1::Event::kPollOpened: return event.poll_opened().matter();
    case v1::Event::kBallotCast: return event.ballot_cast().matter();
    case v1::Event::kPaperEntered: return event.paper_entered().matter();
    case v1::Event::kPollClosed: return event.poll_closed().matter();
    case v1::Event::kPollUnsealed: return event.poll_unsealed().matter();
    case v1::Event::kTallyPublished: return event.tally_published().matter();
    default: return {};
  }
}

}  // namespace

Result<std::string> ShowPolls(const LedgerBook& book, BytesView matter) {
  std::string lines;
  for (uint64_t seq = 0; seq < book.entries.size(); ++seq) {
    ASSIGN_OR_RETURN(const v1::Entry entry, schema::Decode<v1::Entry>(book.entries[seq]));
    for (const v1::Event& event : entry.events()) {
      if (matter.empty() || PolledMatter(event) != matter) continue;
      const std::string shown = FormatJson(ShowEvent(event, Names()));
      ASSIGN_OR_RETURN(const ledger::Hash leaf, book.tree.ReadHash(0, seq));
      lines += "entry " + std::to_string(seq) + " " + ToHex(crypto::AsBytes(leaf)) + " " + shown +
               "\n";
      if (event.has_tally_published()) lines += "tally " + shown + "\n";
    }
  }
  if (lines.empty()) {
    return Fail(ErrorCode::kInvalid, "this ledger has no poll of matter " + ToHex(matter));
  }
  return lines;
}

}  // namespace yiting::verbs
