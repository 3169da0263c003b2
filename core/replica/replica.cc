#include "replica/replica.h"

#include <algorithm>
#include <utility>

#include "query/query.h"
#include "replica/audit.h"
#include "replica/about_me.h"
#include "replica/draft.h"
#include "replica/draft_pack.h"
#include "replica/ledger_view.h"
#include "replica/outbox_view.h"
#include "replica/parts.h"
#include "replica/saved_file.h"
#include "replica/state_file.h"
#include "replica/sync_session.h"
#include "schema/canonical.h"
#include "schema/limits.h"
#include "state/read_ledger.h"
#include "state/read_members.h"

namespace yiting::replica {

namespace {

Status CheckOpen(const v1::OpenReplica& open) {
  if (open.community().size() != schema::kCommunityIdBytes) {
    return Fail(ErrorCode::kInvalid, "open: the community's id must have 32 bytes");
  }
  if (!open.sequencer_key().empty() &&
      open.sequencer_key().size() != crypto::kPublicKeyBytes) {
    return Fail(ErrorCode::kInvalid, "open: the sequencer's key must have 32 bytes");
  }
  if (!open.device_seed().empty() && open.device_seed().size() != crypto::kSeedBytes) {
    return Fail(ErrorCode::kInvalid, "open: the device's seed must have 32 bytes");
  }
  return {};
}

// The contents that the command made here and nobody else has: they go with it. A pack that came
// with it stays, so that it can be mended and sent again.
Status RemoveWithContents(Parts& parts, const OutboxRow& row) {
  ASSIGN_OR_RETURN(const schema::OpenedCommand command,
                   schema::OpenCommand(row.bytes, parts.community));
  return parts.store->Commit([&] {
    parts.store->RemoveCommand(row.command_id);
    for (const v1::ContentRef& ref : decide::ContentsOf(command.payload)) {
      parts.store->RemoveContent(ref.commitment());
    }
  });
}

// What is erased is not shown, also while the erasure waits in the outbox. Its bytes stay till
// then: it may be refused.
class LivingContents : public query::ContentSource {
 public:
  explicit LivingContents(Parts& parts) : parts_(parts) {}

  std::optional<Bytes> Find(BytesView commitment) override {
    const auto facts = state::FindContent(*parts_.state, commitment);
    if (facts && facts->erased_ms != 0) return std::nullopt;
    return parts_.store->Find(commitment);
  }

 private:
  Parts& parts_;
};

}  // namespace

Replica::Replica() : parts_(std::make_unique<Parts>()) {}
Replica::~Replica() {
  // The overlay must not outlive us as an open transaction; closing would roll it back all the
  // same.
  if (parts_->overlay && parts_->state) static_cast<void>(parts_->overlay->TakeOff());
}

Result<std::unique_ptr<Replica>> Replica::Open(const v1::OpenReplica& open, BytesView entropy,
                                               int64_t now_ms) {
  RETURN_IF_ERROR(CheckOpen(open));
  std::unique_ptr<Replica> replica(new Replica());
  RETURN_IF_ERROR(replica->OpenParts(open, entropy, now_ms));
  return replica;
}

Status Replica::OpenParts(const v1::OpenReplica& open, BytesView entropy, int64_t now_ms) {
  Parts& parts = *parts_;
  now_ms_ = now_ms;
  parts.folder = open.folder();
  parts.community = open.community();
  ASSIGN_OR_RETURN(parts.store, SideStore::Open(PathIn(parts.folder, "side.db")));
  RETURN_IF_ERROR(KeepIdentity(open, entropy));
  ASSIGN_OR_RETURN(parts.state, OpenState(parts.folder, *parts.store));
  parts.packs = std::make_unique<PackShelf>(*parts.store);
  parts.overlay = std::make_unique<Overlay>(parts.state, *parts.packs);
  parts.copy = std::make_unique<LedgerCopy>(*parts.store, parts.state, parts.folder,
                                            parts.community);
  RETURN_IF_ERROR(parts.copy->Load());
  parts.clock_skew_ms = parts.store->Get(Number::kClockSkewMs);
  if (std::optional<Evidence> evidence = parts.store->LastingEvidence()) {
    parts.broken = evidence->line;
  }
  RETURN_IF_ERROR(parts.store->failure());
  audit_ = std::make_unique<Audit>(parts);
  saver_ = std::make_unique<FileSaver>(parts);
  session_ = std::make_unique<SyncSession>(parts, *audit_);
  bool changed = false;
  return Rebase(parts, now_ms, &changed);
}

Status Replica::KeepIdentity(const v1::OpenReplica& open, BytesView entropy) {
  Parts& parts = *parts_;
  SideStore& store = *parts.store;
  const Bytes kept = store.Get(Fact::kCommunity);
  if (!kept.empty() && kept != parts.community) {
    return Fail(ErrorCode::kConflict, "open: this folder is of community " + ToHex(kept));
  }
  // Until the first entry has named the key, a better link may correct a worse one. From then on
  // the ledger itself says which key is in force; a link may be older than that, or newer.
  const bool takes_key = !open.sequencer_key().empty() && store.Get(Fact::kFrontier).empty() &&
                         store.Get(Fact::kSequencerKey) != open.sequencer_key();
  Bytes seed = open.device_seed().empty() ? store.Get(Fact::kDeviceSeed) : open.device_seed();
  if (seed.empty()) {
    if (entropy.size() != kEntropyBytes) {
      return Fail(ErrorCode::kInvalid, "open: the host must give 64 bytes of entropy");
    }
    seed = Derive("yiting.v1.device", entropy, parts.community, 0, 0);
  }
  RETURN_IF_ERROR(store.failure());
  parts.device_key = crypto::SigningKeyFromSeed(seed);
  parts.device = crypto::PublicKey(parts.device_key);
  if (kept == parts.community && seed == store.Get(Fact::kDeviceSeed) && !takes_key) {
    return store.failure();
  }
  return store.Commit([&] {
    store.Set(Fact::kCommunity, parts.community);
    store.Set(Fact::kDeviceSeed, seed);
    if (takes_key) store.Set(Fact::kSequencerKey, open.sequencer_key());
  });
}

Status Replica::Wake(int64_t now_ms) {
  if (now_ms != 0) now_ms_ = now_ms;
  RETURN_IF_ERROR(parts_->store->Forget());
  // Where there is no room for the overlay, the confirmed state and the outbox still answer.
  static_cast<void>(parts_->overlay->BringTo(parts_->ServerTime(now_ms_)));
  return {};
}

Bytes Replica::CurrentMember() {
  std::optional<state::Device> device = state::FindDevice(*parts_->state, parts_->device);
  return device && !device->revoked ? device->member : Bytes();
}

v1::Opened Replica::Describe() {
  v1::Opened opened;
  opened.set_device(parts_->device);
  opened.set_member(CurrentMember());
  opened.set_tree_size(parts_->overlay->confirmed_size());
  return opened;
}

Result<v1::Acted> Replica::Act(const v1::Draft& draft, BytesView entropy, int64_t now_ms) {
  Parts& parts = *parts_;
  RETURN_IF_ERROR(Wake(now_ms));
  const int64_t server_ms = parts.ServerTime(now_ms);
  v1::Acted acted;
  BroughtPack brought(*parts.packs);
  RETURN_IF_ERROR(brought.Take(draft));
  ASSIGN_OR_RETURN(auto outcome, Prepare(parts, draft, entropy, now_ms));
  if (const auto* refusal = std::get_if<decide::Refusal>(&outcome)) {
    *acted.mutable_rejection() =
        RejectionOf(parts, "", parts.state->facts().pack, *refusal, server_ms);
    return acted;
  }
  const Prepared& prepared = std::get<Prepared>(outcome);
  const schema::OpenedCommand& command = prepared.command;
  const Bytes pack = decide::PackFor(*parts.state, command.payload);
  ASSIGN_OR_RETURN(const Overlay::Added added, parts.overlay->Add(command, server_ms));
  if (added.answer == Overlay::Answer::kRefused) {
    *acted.mutable_rejection() = RejectionOf(parts, command.id, pack, added.refusal, server_ms);
    return acted;
  }
  OutboxRow row;
  row.command_id = command.id;
  row.bytes = command.bytes;
  row.created_ms = now_ms;
  const Status kept = parts.store->Commit([&] {
    parts.store->AddCommand(row, prepared.texts);
    for (const v1::Content& content : prepared.contents) parts.store->AddContent(content);
    brought.Keep(*parts.store);
    parts.store->Set(Number::kCounter, static_cast<int64_t>(command.payload.counter()));
    parts.store->PruneAccepted(kAcceptedKept);
  });
  if (!kept) {
    // It is not safe, so it must not be shown either.
    RETURN_IF_ERROR(LayPending(parts, now_ms));
    return Failure{kept.error()};
  }
  acted.set_command_id(command.id);
  if (command.payload.has_open_matter() || command.payload.has_convert_message()) {
    acted.set_matter(command.MadeId());
  }
  return acted;
}

Result<v1::DraftedPack> Replica::DraftPack(const v1::DraftPack& draft, int64_t now_ms) {
  RETURN_IF_ERROR(Wake(now_ms));
  ASSIGN_OR_RETURN(v1::DraftedPack drafted, MakeDraftedPack(*parts_, draft));
  RETURN_IF_ERROR(parts_->state->db().failure());
  return drafted;
}

Result<v1::Invitation> Replica::Invite(const v1::MakeInvitation& make, BytesView entropy,
                                       int64_t now_ms) {
  if (entropy.size() != kEntropyBytes) {
    return Fail(ErrorCode::kInvalid, "invite: the host must give 64 bytes of entropy");
  }
  RETURN_IF_ERROR(Wake(now_ms));
  const Bytes secret = parts_->store->Get(Fact::kDeviceSeed);
  RETURN_IF_ERROR(parts_->store->failure());
  const Bytes seed = Derive("yiting.v1.invitation", entropy, secret,
                            static_cast<uint64_t>(parts_->store->Get(Number::kCounter)), 0);
  v1::Draft draft;
  v1::IssueInvitation* issue = draft.mutable_command()->mutable_issue_invitation();
  *issue = make.command();
  issue->set_key(crypto::PublicKey(crypto::SigningKeyFromSeed(seed)));
  ASSIGN_OR_RETURN(v1::Acted acted, Act(draft, entropy, now_ms));
  v1::Invitation invitation;
  if (acted.has_rejection()) {
    *invitation.mutable_rejection() = std::move(*acted.mutable_rejection());
    return invitation;
  }
  invitation.set_seed(seed);
  invitation.set_command_id(acted.command_id());
  return invitation;
}

Status Replica::Edit(const v1::OutboxEdit& edit) {
  Parts& parts = *parts_;
  RETURN_IF_ERROR(Wake(0));
  std::optional<OutboxRow> row = parts.store->FindCommand(edit.command_id());
  RETURN_IF_ERROR(parts.store->failure());
  if (!row) return {};  // gone already: that is what was wanted
  const bool waits = row->state == OutboxRow::kWaiting;
  switch (edit.what()) {
    case v1::OutboxEdit::WITHDRAW:
      if (!waits || row->sends > 0) {
        return Fail(ErrorCode::kConflict, "outbox: it was sent already; the server may know it");
      }
      RETURN_IF_ERROR(RemoveWithContents(parts, *row));
      return LayPending(parts, now_ms_);
    case v1::OutboxEdit::SEEN:
      if (waits) return Fail(ErrorCode::kConflict, "outbox: it still waits to be sent");
      if (row->state == OutboxRow::kRefused) return RemoveWithContents(parts, *row);
      // An accepted one whose entry is still to come is shown as pending; it stays until then.
      if (row->seq >= parts.overlay->confirmed_size()) return {};
      return parts.store->Commit([&] { parts.store->RemoveCommand(row->command_id); });
    default:
      return Fail(ErrorCode::kInvalid, "outbox: neither WITHDRAW nor SEEN");
  }
}

Result<v1::SyncOrder> Replica::Sync(const v1::SyncStep& step, int64_t now_ms, bool* changed) {
  RETURN_IF_ERROR(Wake(now_ms));
  return session_->Step(step, now_ms, changed);
}

Result<v1::View> Replica::View(const v1::ViewRequest& request) {
  Parts& parts = *parts_;
  RETURN_IF_ERROR(Wake(request.now_ms()));
  v1::View view;
  LivingContents contents(parts);
  const query::QueryInput input{*parts.state,
                                *parts.packs,
                                contents,
                                CurrentMember(),
                                parts.device,
                                parts.overlay->confirmed_size(),
                                parts.overlay->touched(),
                                parts.ServerTime(now_ms_)};
  if (request.has_outbox()) {
    RETURN_IF_ERROR(FillOutbox(parts, *session_, input, *view.mutable_outbox()));
  } else if (request.has_about_me()) {
    RETURN_IF_ERROR(FillAboutMe(parts, *session_, input, request.about_me(),
                                *view.mutable_about_me()));
  } else if (request.has_ledger()) {
    RETURN_IF_ERROR(FillLedger(parts, request.ledger().matter(), *view.mutable_ledger()));
  } else {
    ASSIGN_OR_RETURN(view, query::Answer(input, request));
  }
  FillSync(parts, *session_, *view.mutable_sync());
  audit_->Show(*view.mutable_sync()->mutable_audit());
  RETURN_IF_ERROR(parts.store->failure());
  return view;
}

Result<v1::AuditView> Replica::AuditEntries(const v1::AuditStep& step, int64_t now_ms,
                                            bool* changed) {
  RETURN_IF_ERROR(Wake(now_ms));
  RETURN_IF_ERROR(audit_->Step(step, now_ms, changed));
  v1::AuditView view;
  audit_->Show(view);
  RETURN_IF_ERROR(parts_->store->failure());
  return view;
}

Result<v1::SavedFile> Replica::Save(const v1::SaveFile& wanted) {
  RETURN_IF_ERROR(Wake(0));
  ASSIGN_OR_RETURN(v1::SavedFile file, saver_->Save(wanted));
  RETURN_IF_ERROR(parts_->store->failure());
  return file;
}

Result<v1::ContentBytes> Replica::Content(const v1::WantContent& want) {
  RETURN_IF_ERROR(Wake(0));
  v1::ContentBytes answer;
  std::optional<Bytes> data = parts_->store->Find(want.commitment());
  RETURN_IF_ERROR(parts_->store->failure());
  if (data) {
    answer.set_data(*std::move(data));
    answer.set_here(true);
    return answer;
  }
  if (want.commitment().size() != schema::kCommitmentBytes) {
    return Fail(ErrorCode::kInvalid, "content: a commitment has 32 bytes");
  }
  RETURN_IF_ERROR(parts_->store->Commit([&] { parts_->store->WantNow(want.commitment()); }));
  session_->AskSoon();
  return answer;
}

}  // namespace yiting::replica
