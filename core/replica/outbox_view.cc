#include "replica/outbox_view.h"

#include <algorithm>
#include <set>
#include <string>
#include <utility>

#include "schema/canonical.h"
#include "state/read_venues.h"

namespace yiting::replica {

const char* KindOf(const v1::Payload& payload) {
  using v1::Payload;
  switch (payload.body_case()) {
    case Payload::kCreateCommunity:
      return "create_community";
    case Payload::kAdmitMembers:
      return "admit_members";
    case Payload::kGrantRole:
      return "grant_role";
    case Payload::kEndRole:
      return "end_role";
    case Payload::kIssueInvitation:
      return "issue_invitation";
    case Payload::kAcceptInvitation:
      return "accept_invitation";
    case Payload::kBindDevice:
      return "bind_device";
    case Payload::kRevokeDevice:
      return "revoke_device";
    case Payload::kOpenMatter:
      return "open_matter";
    case Payload::kActOnMatter:
      return "act_on_matter";
    case Payload::kLeaveMessage:
      return "leave_message";
    case Payload::kConvertMessage:
      return "convert_message";
    case Payload::kActivatePack:
      return "activate_pack";
    case Payload::kRestorePack:
      return "restore_pack";
    case Payload::kMigrateMatters:
      return "migrate_matters";
    case Payload::kAdoptCalendar:
      return "adopt_calendar";
    case Payload::kRegisterRooms:
      return "register_rooms";
    case Payload::kRegisterPlaces:
      return "register_places";
    case Payload::kFoundBody:
      return "found_body";
    case Payload::kAskToJoin:
      return "ask_to_join";
    case Payload::kDeclineJoin:
      return "decline_join";
    case Payload::kSetVenue:
      return "set_venue";
    case Payload::kBookVenue:
      return "book_venue";
    case Payload::kCancelBooking:
      return "cancel_booking";
    case Payload::kEraseContents:
      return "erase_contents";
    case Payload::kChangeProfile:
      return "change_profile";
    case Payload::kLeaveCommunity:
      return "leave_community";
    case Payload::kRotateKey:
      return "rotate_key";
    case Payload::BODY_NOT_SET:
      break;
  }
  return "";
}

Bytes MatterOf(const schema::OpenedCommand& command) {
  const v1::Payload& payload = command.payload;
  if (payload.has_act_on_matter()) return payload.act_on_matter().matter();
  if (payload.has_open_matter() || payload.has_convert_message()) return command.MadeId();
  return {};
}

namespace {

using v1::OutboxItem;
using v1::Payload;

const v1::Action* ActionOf(const rulehost::LoadedPack& pack, Parts& parts,
                           const v1::ActOnMatter& act) {
  std::optional<state::Matter> matter = state::FindMatter(*parts.state, act.matter());
  const v1::Procedure* procedure = matter ? pack.FindProcedure(matter->procedure) : nullptr;
  if (procedure == nullptr) return nullptr;
  for (const v1::Stage& stage : procedure->stages()) {
    for (const v1::Action& action : stage.actions()) {
      if (action.id() == act.action()) return &action;
    }
  }
  for (const v1::Action& action : procedure->actions()) {
    if (action.id() == act.action()) return &action;
  }
  return nullptr;
}

}  // namespace

v1::Text TitleOf(Parts& parts, const v1::Payload& payload) {
  const rulehost::PackPtr pack = parts.packs->Find(decide::PackFor(*parts.state, payload));
  if (!pack) return {};
  if (payload.has_act_on_matter()) {
    const v1::Action* action = ActionOf(*pack, parts, payload.act_on_matter());
    return action != nullptr ? action->title() : v1::Text();
  }
  const v1::Procedure* procedure =
      payload.has_open_matter()      ? pack->FindProcedure(payload.open_matter().procedure())
      : payload.has_convert_message() ? pack->FindProcedure(payload.convert_message().procedure())
                                      : nullptr;
  return procedure != nullptr ? procedure->title() : v1::Text();
}

namespace {

OutboxItem::State StateOf(const SyncSession& session, const OutboxRow& row) {
  if (row.state == OutboxRow::kAccepted) return OutboxItem::ACCEPTED;
  if (row.state == OutboxRow::kRefused) return OutboxItem::REFUSED;
  return session.IsSending(row.command_id) ? OutboxItem::SENDING : OutboxItem::WAITING;
}

// Which venue and when; what for is among the texts.
void FillBooking(Parts& parts, BytesView id, int64_t from_ms, int64_t until_ms, OutboxItem& item) {
  if (const auto venue = state::FindVenue(*parts.state, id)) {
    v1::Shown* where = item.add_inputs();
    where->set_field("venue");
    where->mutable_value()->set_zh(venue->title_zh);
    where->mutable_value()->set_en(venue->title_en);
  }
  for (const auto& [field, ms] : {std::pair("from", from_ms), std::pair("until", until_ms)}) {
    v1::Shown* when = item.add_inputs();
    when->set_field(field);
    when->set_instant_ms(ms);
  }
}

// All that was given, so that who lost knows what they had said: which way they voted, the score.
void FillGiven(Parts& parts, const query::QueryInput& input, const Payload& payload,
               OutboxItem& item) {
  if (payload.has_book_venue()) {
    const v1::BookVenue& body = payload.book_venue();
    FillBooking(parts, body.venue(), body.from_ms(), body.until_ms(), item);
  } else if (payload.has_cancel_booking()) {
    const auto booking = state::FindBooking(*parts.state, payload.cancel_booking().booking());
    if (booking) FillBooking(parts, booking->venue, booking->from_ms, booking->until_ms, item);
  }
  const rulehost::PackPtr pack = parts.packs->Find(decide::PackFor(*parts.state, payload));
  if (!pack) return;
  if (payload.has_act_on_matter()) {
    const v1::Action* action = ActionOf(*pack, parts, payload.act_on_matter());
    query::ShowGiven(input, pack, action != nullptr ? &action->needs() : nullptr,
                     payload.act_on_matter().inputs(), *item.mutable_inputs());
  } else if (payload.has_open_matter()) {
    const v1::Procedure* procedure = pack->FindProcedure(payload.open_matter().procedure());
    query::ShowGiven(input, pack, procedure != nullptr ? &procedure->fields() : nullptr,
                     payload.open_matter().inputs(), *item.mutable_inputs());
  }
}

// What lies in the box of a sealed vote, in its place: who cast it may read it here.
void Unbox(const std::vector<WrittenText>& texts, Payload& payload) {
  if (!payload.has_act_on_matter()) return;
  for (v1::Input& input : *payload.mutable_act_on_matter()->mutable_inputs()) {
    if (!input.has_sealed()) continue;
    for (const WrittenText& written : texts) {
      const Result<Bytes> bytes = ParseHex(written.text);
      if (written.field != input.field() || !bytes) continue;
      if (auto before = schema::Decode<v1::Input>(*bytes)) input = *std::move(before);
      break;
    }
  }
}

bool IsInABox(const Payload& payload, const std::string& field) {
  const auto& inputs = payload.act_on_matter().inputs();
  return std::any_of(inputs.begin(), inputs.end(), [&field](const v1::Input& input) {
    return input.field() == field && input.has_sealed();
  });
}

Status FillItem(Parts& parts, const SyncSession& session, const query::QueryInput& input,
                const OutboxRow& row, OutboxItem& item) {
  ASSIGN_OR_RETURN(const schema::OpenedCommand command,
                   schema::OpenCommand(row.bytes, parts.community));
  item.set_command_id(row.command_id);
  item.set_state(StateOf(session, row));
  item.set_created_ms(row.created_ms);
  item.set_kind(KindOf(command.payload));
  item.set_matter(MatterOf(command));
  const std::set<Bytes> packs = decide::PacksOf(command.payload);
  if (!packs.empty()) item.set_pack(*packs.begin());
  *item.mutable_title() = TitleOf(parts, command.payload);
  const std::vector<WrittenText> texts = parts.store->TextsOf(row.command_id);
  Payload opened = command.payload;
  Unbox(texts, opened);
  FillGiven(parts, input, opened, item);
  item.set_seq(row.seq);
  if (!row.rejection.empty()) {
    ASSIGN_OR_RETURN(*item.mutable_rejection(), schema::Decode<v1::Rejection>(row.rejection));
  } else if (row.state == OutboxRow::kWaiting) {
    const PendingCommand* pending = parts.overlay->FindPending(row.command_id);
    if (pending != nullptr && pending->refusal) {
      *item.mutable_rejection() =
          RejectionOf(parts, row.command_id, decide::PackFor(*parts.state, command.payload),
                      *pending->refusal, parts.state->facts().time_ms);
    }
  }
  for (const WrittenText& written : texts) {
    if (IsInABox(command.payload, written.field)) continue;
    v1::DraftText* text = item.add_texts();
    text->set_field(written.field);
    text->set_text(written.text);
  }
  return {};
}

v1::SyncView::State StateOf(const Parts& parts, const SyncSession& session,
                            const SideStore::Counts& counts) {
  if (!parts.broken.empty()) return v1::SyncView::BROKEN;
  if (parts.update_needed) return v1::SyncView::UPDATE_NEEDED;
  if (counts.refused > 0) return v1::SyncView::NEEDS_YOU;
  if (counts.waiting == 0) return v1::SyncView::ALL_SENT;
  return session.online() ? v1::SyncView::SENDING : v1::SyncView::WAITING;
}

}  // namespace

Status FillOutbox(Parts& parts, const SyncSession& session, const query::QueryInput& input,
                  v1::OutboxView& view) {
  for (const OutboxRow& row : parts.store->AllCommands()) {
    RETURN_IF_ERROR(FillItem(parts, session, input, row, *view.add_items()));
  }
  return parts.store->failure();
}

void FillSync(Parts& parts, const SyncSession& session, v1::SyncView& view) {
  const SideStore::Counts counts = parts.store->CountCommands();
  view.set_state(StateOf(parts, session, counts));
  view.set_waiting(counts.waiting);
  view.set_refused(counts.refused);
  view.set_tree_size(parts.overlay->confirmed_size());
  view.set_server_size(parts.copy->server_size());
  view.set_last_contact_ms(parts.store->Get(Number::kLastContactMs));
  view.set_broken(parts.broken);
}

v1::Rejection RejectionOf(Parts& parts, BytesView command_id, BytesView pack,
                          const decide::Refusal& refusal, int64_t server_ms) {
  v1::Rejection rejection;
  rejection.set_command_id(Bytes(command_id));
  rejection.set_tree_size(parts.overlay->confirmed_size());
  rejection.set_time_ms(server_ms);
  rejection.set_pack_hash(Bytes(pack));
  rejection.set_reason(refusal.reason);
  rejection.set_rule(refusal.rule);
  rejection.set_detail(refusal.detail);
  return rejection;
}

}  // namespace yiting::replica
