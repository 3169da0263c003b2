// What must hold of phones, disks and the server: looked at now and then, and when all is still.

#include <algorithm>
#include <map>
#include <set>

#include "replica/parts.h"
#include "tests/sim/bugs.h"
#include "tests/sim/cast.h"
#include "tests/sim/invariants.h"
#include "tests/sim/world.h"
#include "verbs/audit.h"

namespace yiting::sim {

namespace {

std::string Of(const Phone& phone) {
  return "phone " + std::to_string(phone.number()) + " (" + phone.person().name + "): ";
}

class ReplicasAgree : public Invariant {
 public:
  explicit ReplicasAgree(Chronicle& chronicle) : Invariant(chronicle, "ReplicasAgree") {}

  void OnPhoneOpened(Phone& phone) override { Compare(phone); }
  void AtRest(World& world) override {
    for (auto& phone : world.phones()) {
      if (!phone->running()) continue;
      Compare(*phone);
      chronicle_.OnCheckpoint(phone->replica().parts().copy->checkpoint(), "on a phone");
    }
  }
  void AtEnd(World& world) override {
    for (auto& phone : world.phones()) CompareEntries(*phone);
  }


 private:
  // The state against the fingerprint that the entry names, which is the sequencer's word.
  void Compare(Phone& phone) {
    const auto& log = chronicle_.log();
    const uint64_t size = phone.ConfirmedSize();
    if (size > log.size()) {
      return Fail(Of(phone) + "it has applied " + std::to_string(size) + " entries of " +
                  std::to_string(log.size()));
    }
    if (size == 0) return;
    auto digest = phone.ConfirmedDigest();
    if (!digest) return;  // its disk failed, and it says so
    if (crypto::AsBytes(*digest) != BytesView(log[size - 1].entry.fingerprint())) {
      Fail(Of(phone) + "its state after " + std::to_string(size) + " entries is another");
    }
  }
  void CompareEntries(Phone& phone) {
    const auto& log = chronicle_.log();
    replica::Parts& parts = phone.replica().parts();
    for (uint64_t seq = 0; seq < parts.copy->checked_size(); ++seq) {
      const std::optional<Bytes> entry = parts.store->FindEntry(seq);
      if (!entry || seq >= log.size() || *entry != log[seq].bytes) {
        return Fail(Of(phone) + "its entry " + std::to_string(seq) + " is another");
      }
    }
  }
};

// The phones' half: what a phone has kept is in its outbox until it has an end.
class OutboxKept : public Invariant {
 public:
  explicit OutboxKept(Chronicle& chronicle) : Invariant(chronicle, "AcknowledgedOnce") {}

  void OnPhoneOpened(Phone& phone) override {
    replica::SideStore& store = *phone.replica().parts().store;
    for (auto& [id, made] : chronicle_.made()) {
      if (made.phone != phone.number() || made.lost) continue;
      const auto row = store.FindCommand(id);
      if (!store.failure()) return;
      if (!row && !chronicle_.SeqOf(id)) {
        return Fail(Of(phone) + "command " + ToHex(id) + " was kept, and is gone after a restart");
      }
    }
  }
  void AtEnd(World& world) override {
    for (auto& [id, made] : chronicle_.made()) {
      if (made.lost) continue;
      Phone& phone = *world.phones()[static_cast<size_t>(made.phone)];
      const auto row = phone.replica().parts().store->FindCommand(id);
      const auto seq = chronicle_.SeqOf(id);
      if (!row && !seq) return Fail(Of(phone) + "command " + ToHex(id) + " is lost");
      if (!row) continue;
      const bool accepted = row->state == replica::OutboxRow::kAccepted;
      if (accepted != seq.has_value()) {
        return Fail(Of(phone) + "command " + ToHex(id) + (accepted ? " is shown as accepted"
                                                                   : " is shown as refused") +
                    (seq ? ", and is entry " + std::to_string(*seq) : ", and is in no entry"));
      }
      if (accepted && row->seq != *seq) Fail(Of(phone) + "a command is shown at another entry");
      if (!accepted && row->rejection.empty()) Fail(Of(phone) + "a refusal has no reason");
      if (!accepted && !made.refused) {
        v1::Rejection rejection;
        rejection.ParseFromString(row->rejection);
        Fail(Of(phone) + "a refusal is shown that nobody gave: " +
             v1::Reason_Name(rejection.reason()));
      }
    }
  }
};

class SecretsKept : public Invariant {
 public:
  explicit SecretsKept(Chronicle& chronicle) : Invariant(chronicle, "SecretsKept") {}

  void AtEnd(World& world) override {
    for (const Text& text : chronicle_.texts()) {
      if (text.audience != v1::STAFF) continue;
      for (auto& phone : world.phones()) {
        const std::string& role = phone->person().role;
        const bool may = role != "resident" && role != "observer";
        if (may || phone->person().member == text.author) continue;
        if (phone->disk().Holds(text.words)) Fail(Of(*phone) + "it holds what is for staff alone");
      }
    }
  }
};

class ErasedIsGone : public Invariant {
 public:
  explicit ErasedIsGone(Chronicle& chronicle) : Invariant(chronicle, "ErasedIsGone") {}

  void OnEntry(const Seen& seen) override {
    for (const v1::Event& event : seen.entry.events()) {
      for (const Bytes& commitment : event.contents_erased().contents()) {
        erased_.insert(commitment);
      }
    }
  }
  void AtEnd(World& world) override {
    for (const Text& text : chronicle_.texts()) {
      if (!erased_.contains(text.commitment)) continue;
      if (world.server().HasContent(text.commitment)) Fail("the server has what was erased");
      if (world.server().disk().Holds(text.words)) Fail("the server's disk holds what was erased");
      for (auto& phone : world.phones()) {
        if (phone->disk().Holds(text.words)) Fail(Of(*phone) + "it holds what was erased");
      }
    }
  }

 private:
  std::set<Bytes> erased_;
};

class NobodyAccused : public Invariant {
 public:
  explicit NobodyAccused(Chronicle& chronicle) : Invariant(chronicle, "NobodyAccused") {}

  void AtRest(World& world) override {
    for (auto& phone : world.phones()) {
      if (!phone->running() || phone->Broken().empty() || phone->lied_to) continue;
      Fail(Of(*phone) + "it says: " + phone->Broken());
    }
  }
};

class ReDecideEquals : public Invariant {
 public:
  explicit ReDecideEquals(Chronicle& chronicle) : Invariant(chronicle, "ReDecideEquals") {}

  void AtEnd(World& world) override {
    const Honest honest;
    verbs::LedgerBook book;
    const auto id = crypto::HashFromBytes(chronicle_.community());
    book.header.community_id = *id;
    for (int edition = 0; edition < kEditions; ++edition) book.packs.push_back(PackBundle(edition));
    for (const Seen& seen : chronicle_.log()) book.entries.push_back(seen.bytes);
    const auto report = verbs::Audit(book, nullptr);
    if (!report) return Fail("the audit fails: " + report.error().message);
    if (report->difference) return Fail("the audit says: " + *report->difference);
    const std::vector<Bytes> stored = world.server().Entries();
    if (stored != book.entries) Fail("the store holds other entries at the end");
  }
};

}  // namespace

void AddPlaceInvariants(Chronicle& chronicle, std::vector<std::unique_ptr<Invariant>>& all) {
  all.push_back(std::make_unique<ReplicasAgree>(chronicle));
  all.push_back(std::make_unique<OutboxKept>(chronicle));
  all.push_back(std::make_unique<SecretsKept>(chronicle));
  all.push_back(std::make_unique<ErasedIsGone>(chronicle));
  all.push_back(std::make_unique<NobodyAccused>(chronicle));
  all.push_back(std::make_unique<ReDecideEquals>(chronicle));
}

}  // namespace yiting::sim
