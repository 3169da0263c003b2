#include "dryrun/simulate.h"

#include <algorithm>
#include <memory>
#include <optional>
#include <utility>

#include "dryrun/sealed_past.h"
#include "decide/compose.h"
#include "dryrun/trail.h"
#include "schema/canonical.h"
#include "state/apply.h"
#include "state/check_event.h"
#include "state/read_ledger.h"

namespace yiting::dryrun {

namespace {

constexpr uint64_t kProgressEvery = 128;

// How many deadlines may fall, at all and for each entry of the ledger: a pack whose deadlines lead
// in a circle within minutes would never end. A matter that is reminded of every day for a year has
// 20 for each of its entries.
constexpr uint64_t kDuesAtAll = 10'000;
constexpr uint64_t kDuesAnEntry = 50;

// The new pack under whatever name: the ledger's entries name the packs of their day.
class NewPack : public decide::PackSource {
 public:
  explicit NewPack(rulehost::PackPtr pack) : pack_(std::move(pack)) {}
  rulehost::PackPtr Find(BytesView) override { return pack_; }

 private:
  rulehost::PackPtr pack_;
};

enum class Family { kPeople, kRules, kMatters };

Family FamilyOf(const v1::Payload& payload) {
  switch (payload.body_case()) {
    case v1::Payload::kOpenMatter:
    case v1::Payload::kActOnMatter:
    case v1::Payload::kLeaveMessage:
    case v1::Payload::kConvertMessage:
      return Family::kMatters;
    case v1::Payload::kActivatePack:
    case v1::Payload::kRestorePack:
    case v1::Payload::kMigrateMatters:
    case v1::Payload::kAdoptCalendar:
      return Family::kRules;
    default:
      return Family::kPeople;
  }
}

RefusedCommand Describe(const v1::Entry& entry, const schema::OpenedCommand& command,
                        const decide::Refusal& refusal) {
  const v1::Payload& payload = command.payload;
  RefusedCommand refused;
  refused.seq = entry.seq();
  refused.time_ms = entry.time_ms();
  refused.actor = payload.actor();
  refused.reason = refusal.reason;
  refused.rule = refusal.rule;
  refused.detail = refusal.detail;
  if (payload.has_act_on_matter()) {
    refused.command = "act_on_matter";
    refused.action = payload.act_on_matter().action();
    refused.matter = payload.act_on_matter().matter();
  } else if (payload.has_open_matter()) {
    refused.command = "open_matter";
    refused.action = payload.open_matter().procedure();
    refused.matter = command.MadeId();
  } else if (payload.has_convert_message()) {
    refused.command = "convert_message";
    refused.action = payload.convert_message().procedure();
    refused.matter = command.MadeId();
  } else {
    refused.command = "leave_message";
  }
  return refused;
}

// The ledger once more under the new pack, entry by entry, and both books of trails.
class Rerun {
 public:
  Rerun(state::Community& community, rulehost::PackPtr pack)
      : community_(community), packs_(std::move(pack)) {}

  // Of every entry, before the first is taken.
  Status Learn(BytesView bytes) {
    ASSIGN_OR_RETURN(const auto entry, schema::Decode<v1::Entry>(bytes));
    past_.Learn(entry);
    return {};
  }

  Status Take(BytesView bytes) {
    ASSIGN_OR_RETURN(const auto entry, schema::Decode<v1::Entry>(bytes));
    if (entry.seq() != report_.entries) return Bad("says that it is another one");
    if (entry.time_ms() < report_.last_ms) return Bad("is earlier than the one before it");
    if (entry.engine_level() > state::kEngineLevel) {
      return Fail(
          ErrorCode::kUnsupported,
          "needs engine level " + std::to_string(entry.engine_level()) + "; update this program");
    }
    if (report_.entries == 0) report_.first_ms = entry.time_ms();
    report_.last_ms = entry.time_ms();
    ++report_.entries;
    chance_ = before_;
    ASSIGN_OR_RETURN(before_, crypto::HashFromBytes(entry.fingerprint()));
    was_.Follow(entry, entry.has_command() ? std::optional(entry.seq()) : std::nullopt);
    // Where a deadline of the ledger fell one of the new rules' may: it draws what that one drew.
    if (!entry.has_command()) return LetFall(entry.time_ms(), 1);
    RETURN_IF_ERROR(LetFall(entry.time_ms(), UINT64_MAX));
    DrawAsTheLedger();
    return TakeCommand(bytes, entry);
  }

  // What was due by the ledger's last entry has fallen; what is open stays as it stands then.
  Result<Report> Finish() {
    RETURN_IF_ERROR(LetFall(report_.last_ms, UINT64_MAX));
    for (const Trail* was : was_.InOrder()) {
      const Trail* would_be = would_be_.Find(was->matter);
      MatterChange change = Compare(*was, would_be, std::move(refused_[was->matter]));
      report_.totals.Add(*was, would_be, change);
      if (change.Any()) report_.changes.push_back(std::move(change));
    }
    for (const RefusedCommand& refused : report_.refused_messages) {
      report_.totals.Add(refused, true);
    }
    return std::move(report_);
  }

 private:
  static Failure Bad(const std::string& what) { return Fail(ErrorCode::kCorrupt, what); }

  // A stage draws as it did in the ledger, whatever the new rules made of the rest: from the
  // fingerprint before the ledger's entry. Of the state here none is taken.
  void DrawAsTheLedger() {
    if (chance_) community_.set_last_digest(*chance_);
  }

  // As the sequencer does before every command: what is due comes first, each at its own instant.
  Status LetFall(int64_t until_ms, uint64_t most) {
    for (uint64_t fallen = 0; fallen < most; ++fallen) {
      const std::optional<state::Deadline> next = state::NextDue(community_);
      RETURN_IF_ERROR(community_.db().failure());
      if (!next || next->due_ms > until_ms) return {};
      if (++dues_ > kDuesAtAll + kDuesAnEntry * report_.entries) {
        return Fail(ErrorCode::kTooLarge,
                    "the new rules' deadlines set each other off without end, at stage \"" +
                        next->stage + "\"");
      }
      DrawAsTheLedger();
      ASSIGN_OR_RETURN(const Bytes made, decide::AdmitDue(community_, packs_, *next));
      RETURN_IF_ERROR(Follow(made, std::nullopt));
    }
    return {};
  }

  Status TakeCommand(BytesView bytes, const v1::Entry& entry) {
    ASSIGN_OR_RETURN(const schema::OpenedCommand command,
                     schema::OpenCommand(entry.command(), community_.id()));
    if (state::SeqOfCommand(community_, command.id)) {
      return Bad("its command has an entry already");
    }
    if (command.payload.has_create_community() != (entry.seq() == 0)) {
      return Bad("only the first entry creates the community");
    }
    switch (FamilyOf(command.payload)) {
      case Family::kPeople:
        ++report_.as_they_were;
        return TakeAsItWas(bytes, entry, command);
      case Family::kRules:
        ++report_.not_repeated;
        return {};
      case Family::kMatters:
        break;
    }
    ++report_.decided_again;
    return DecideAgain(entry, command);
  }

  // No rule is asked who is a member: the entry's events are applied as they stand.
  Status TakeAsItWas(BytesView bytes, const v1::Entry& entry,
                     const schema::OpenedCommand& command) {
    const state::EntryPlace place{community_.facts().size, entry.time_ms(), entry.pack_hash()};
    for (const v1::Event& event : entry.events()) {
      RETURN_IF_ERROR(state::CheckEvent(community_, place, event));
      state::Apply(community_, place, event);
    }
    state::ApplyCommand(community_, place, command.id, command.payload.device(),
                        command.payload.counter());
    state::FinishEntry(community_, place);
    if (entry.seq() == 0) community_.set_id(state::IdOfFirstEntry(bytes));
    return community_.db().failure();
  }

  schema::OpenedCommand AsOpened(const v1::Entry& entry,
                                 const schema::OpenedCommand& command) const {
    schema::OpenedCommand opened = command;
    past_.Open(entry, community_.id(), opened.payload);
    return opened;
  }

  Status DecideAgain(const v1::Entry& entry, const schema::OpenedCommand& command) {
    ASSIGN_OR_RETURN(const decide::Admission admission,
                     decide::AdmitCommand(community_, packs_, AsOpened(entry, command),
                                          entry.time_ms(), decide::SignatureCheck::kTrusted));
    if (const Bytes* made = std::get_if<Bytes>(&admission)) return Follow(*made, entry.seq());
    RefusedCommand refused = Describe(entry, command, std::get<decide::Refusal>(admission));
    if (refused.matter.empty()) {
      report_.refused_messages.push_back(std::move(refused));
    } else {
      refused_[refused.matter].push_back(std::move(refused));
    }
    return {};
  }

  Status Follow(BytesView made, std::optional<uint64_t> seq) {
    ASSIGN_OR_RETURN(const auto entry, schema::Decode<v1::Entry>(made));
    would_be_.Follow(entry, seq);
    return {};
  }

  state::Community& community_;
  NewPack packs_;
  TrailBook was_;
  TrailBook would_be_;
  std::map<Bytes, std::vector<RefusedCommand>> refused_;  // by matter; looked up only
  SealedPast past_;
  uint64_t dues_ = 0;
  std::optional<crypto::Hash> chance_;  // the fingerprint before the entry; absent: it is the first
  std::optional<crypto::Hash> before_;  // of the entry itself
  Report report_;
};

}  // namespace

Result<Report> Simulate(const std::vector<Bytes>& entries, rulehost::PackPtr pack,
                        const Progress& progress) {
  ASSIGN_OR_RETURN(const std::unique_ptr<state::Community> community,
                   state::Community::Open(":memory:", state::Durability::kCache));
  community->StopFingerprint();
  RETURN_IF_ERROR(community->Begin());
  Rerun rerun(*community, std::move(pack));
  for (size_t seq = 0; seq < entries.size(); ++seq) {
    Status learnt = rerun.Learn(entries[seq]);
    if (!learnt) return FailAt("entry " + std::to_string(seq), learnt.error());
  }
  for (size_t seq = 0; seq < entries.size(); ++seq) {
    Status taken = rerun.Take(entries[seq]);
    if (!taken) return FailAt("entry " + std::to_string(seq), taken.error());
    if (progress && (seq + 1) % kProgressEvery == 0) progress(seq + 1);
  }
  ASSIGN_OR_RETURN(Report report, rerun.Finish());
  RETURN_IF_ERROR(community->Commit());
  return report;
}

}  // namespace yiting::dryrun
