// Test support: a ledger of three entries, made by hand without rules, so that no rule pack can
// change it: what the vectors in tests/vectors/entry.txt and the examples of docs/formats show.
//   entry 0  the community, with registrar r and resident a
//   entry 1  a opens a matter; deadline 1
//   entry 2  deadline 1 falls due
// and a rejection.

#ifndef YITING_TESTS_UNIT_VERBS_VECTOR_LEDGER_H_
#define YITING_TESTS_UNIT_VERBS_VECTOR_LEDGER_H_

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "crypto/commitment.h"
#include "ledger/merkle.h"
#include "schema/canonical.h"
#include "schema/signed_command.h"
#include "schema/signed_rejection.h"
#include "state/apply.h"
#include "state/community.h"
#include "yiting/v1/entry.pb.h"

namespace yiting::verbs {

inline constexpr int64_t kOpenedMs = 1'577'926'800'000;  // 2020-01-02T09:00:00+08:00
inline constexpr int64_t kDueMs = 1'578'326'400'000;     // 2020-01-07T00:00:00+08:00
inline constexpr char kVectorText[] = "三幢楼道堆放杂物";

inline crypto::SigningKey VectorKey(char c) { return crypto::SigningKeyFromSeed(Bytes(32, c)); }

class VectorLedger {
 public:
  VectorLedger() : state_(*state::Community::Open(":memory:", state::Durability::kCache)) {
    MakeCommunity();
    OpenMatter();
    FallDue();
    Reject();
  }

  Bytes community;             // id
  std::vector<Bytes> entries;
  v1::Payload payload;         // of entry 1
  Bytes command;               // of entry 1
  Bytes salt = Bytes(32, 0x11);
  Bytes rejection;             // encoded v1::Rejection
  Bytes signed_rejection;

 private:
  static Bytes Member(char c) { return Bytes(16, c); }

  static v1::Event Happened(auto set) {
    v1::Event event;
    set(event);
    return event;
  }

  void Admit(std::vector<v1::Event>& events, char member, const char* role) {
    events.push_back(Happened([&](v1::Event& event) {
      event.mutable_member_admitted()->set_member(Member(member));
    }));
    events.push_back(Happened([&](v1::Event& event) {
      event.mutable_role_granted()->set_member(Member(member));
      event.mutable_role_granted()->mutable_grant()->set_role(role);
      event.mutable_role_granted()->mutable_grant()->set_from_ms(kOpenedMs - 3'600'000);
    }));
    events.push_back(Happened([&](v1::Event& event) {
      event.mutable_device_bound()->set_device(crypto::PublicKey(VectorKey(member)));
      event.mutable_device_bound()->set_member(Member(member));
    }));
  }

  void MakeCommunity() {
    v1::Payload create;
    create.set_actor(Member('r'));
    create.set_device(crypto::PublicKey(VectorKey('r')));
    create.set_counter(1);
    v1::CreateCommunity* body = create.mutable_create_community();
    body->mutable_title()->set_zh("半道红社区");
    body->set_sequencer_key(crypto::PublicKey(VectorKey('S')));
    body->set_pack_hash(Bytes(32, 'p'));
    for (const auto& [id, role] : {std::pair('r', "registrar"), std::pair('a', "resident")}) {
      v1::NewMember* member = body->add_members();
      member->set_member(Member(id));
      member->add_roles()->set_role(role);
      member->set_device(crypto::PublicKey(VectorKey(id)));
    }
    std::vector<v1::Event> events = {Happened([&](v1::Event& event) {
      v1::CommunityCreated* created = event.mutable_community_created();
      *created->mutable_title() = body->title();
      created->set_sequencer_key(body->sequencer_key());
      created->set_pack_hash(body->pack_hash());
    })};
    Admit(events, 'r', "registrar");
    Admit(events, 'a', "resident");
    AddCommand(kOpenedMs - 3'600'000, create, schema::SignCommand(create, "", {VectorKey('r')}),
               events);
  }

  void OpenMatter() {
    payload.set_actor(Member('a'));
    payload.set_device(crypto::PublicKey(VectorKey('a')));
    payload.set_counter(1);
    payload.set_base_size(1);
    payload.set_claimed_ms(kOpenedMs - 2'000);
    v1::OpenMatter* open = payload.mutable_open_matter();
    open->set_procedure("bell");
    open->set_channel(v1::KIOSK);
    v1::Input* title = open->add_inputs();
    title->set_field("title");
    title->mutable_content()->set_commitment(
        Bytes(crypto::AsBytes(crypto::Commit(salt, kVectorText))));
    title->mutable_content()->set_audience(v1::COMMUNITY);
    title->mutable_content()->set_media("text/plain");
    title->mutable_content()->set_size(sizeof kVectorText - 1);
    command = schema::SignCommand(payload, community, {VectorKey('a')});
    const Bytes matter = schema::OpenCommand(command, community)->MadeId();
    AddCommand(kOpenedMs, payload, command,
               {Happened([&](v1::Event& event) {
                  v1::MatterOpened* opened = event.mutable_matter_opened();
                  opened->set_matter(matter);
                  opened->set_procedure("bell");
                  opened->set_opener(Member('a'));
                  opened->set_opener_class("resident");
                  opened->set_channel(v1::KIOSK);
                  *opened->mutable_inputs() = open->inputs();
                }),
                Happened([&](v1::Event& event) {
                  event.mutable_stage_entered()->set_matter(matter);
                  event.mutable_stage_entered()->set_stage("applied");
                }),
                Happened([&](v1::Event& event) {
                  v1::DeadlineSet* set = event.mutable_deadline_set();
                  set->set_deadline(1);
                  set->set_matter(matter);
                  set->set_stage("applied");
                  set->set_due_ms(kDueMs);
                })});
  }

  void FallDue() {
    v1::Entry entry;
    entry.set_deadline(1);
    const Bytes matter = schema::OpenCommand(command, community)->MadeId();
    Finish(entry, kDueMs,
           {Happened([](v1::Event& event) { event.mutable_deadline_missed()->set_deadline(1); }),
            Happened([&](v1::Event& event) {
              event.mutable_escalated()->set_matter(matter);
              event.mutable_escalated()->set_level("street");
            })},
           [](const state::EntryPlace&) {});
  }

  void Reject() {
    v1::Rejection said;
    said.set_command_id(Bytes(32, 0x22));
    said.set_tree_size(3);
    said.set_time_ms(kDueMs + 1);
    said.set_pack_hash(Bytes(32, 'p'));
    said.set_reason(v1::WRONG_STAGE);
    said.set_rule("bell.applied");
    said.set_detail("applied");
    rejection = schema::Encode(said);
    signed_rejection = schema::SignRejection(said, community, VectorKey('S'));
  }

  void AddCommand(int64_t time_ms, const v1::Payload& said, const Bytes& bytes,
                  const std::vector<v1::Event>& events) {
    v1::Entry entry;
    entry.set_command(bytes);
    Finish(entry, time_ms, events, [&](const state::EntryPlace& place) {
      state::ApplyCommand(*state_, place, schema::OpenCommand(bytes, community)->id, said.device(),
                          said.counter());
    });
  }

  void Finish(v1::Entry& entry, int64_t time_ms, const std::vector<v1::Event>& events, auto after) {
    const state::EntryPlace place{entries.size(), time_ms, Bytes(32, 'p')};
    entry.set_seq(place.seq);
    entry.set_time_ms(time_ms);
    entry.set_engine_level(1);
    entry.set_pack_hash(place.pack);
    CHECK(state_->Begin().has_value());
    for (const v1::Event& event : events) {
      state::Apply(*state_, place, event);
      *entry.add_events() = event;
    }
    after(place);
    state::FinishEntry(*state_, place);
    entry.set_fingerprint(Bytes(crypto::AsBytes(state_->Digest())));
    entries.push_back(schema::Encode(entry));
    if (entries.size() == 1) {
      community = Bytes(crypto::AsBytes(ledger::LeafHash(entries[0])));
      state_->set_id(community);
    }
    CHECK(state_->Commit().has_value());
  }

  std::unique_ptr<state::Community> state_;
};

// The lines of tests/vectors/entry.txt.
inline std::string VectorLines(const VectorLedger& ledger) {
  std::string text =
      "# Commands, entries and rejections, in hexadecimal: docs/formats/command.md, entry.md,\n"
      "# rejection.md. Computed by tests/unit/verbs/vector_ledger.h, read by vectors_test.cc.\n";
  const auto line = [&text](const std::string& name, BytesView bytes) {
    text += name + " = " + ToHex(bytes) + "\n";
  };
  const auto hash = [&line](const std::string& name, const crypto::Hash& value) {
    line(name, crypto::AsBytes(value));
  };
  const schema::OpenedCommand opened = *schema::OpenCommand(ledger.command, ledger.community);
  text += "\n[command]\n";
  line("community", ledger.community);
  line("device seed", Bytes(32, 'a'));
  line("device", crypto::PublicKey(VectorKey('a')));
  line("content", kVectorText);
  line("salt", ledger.salt);
  hash("commitment", crypto::Commit(ledger.salt, kVectorText));
  line("payload", opened.signed_command.payload());
  line("signed bytes",
       schema::CommandSignedBytes(ledger.community, opened.signed_command.payload()));
  line("command id", opened.id);
  line("signature", opened.signed_command.signatures(0).signature());
  line("command", ledger.command);
  text += "\n[entry]\n";
  for (size_t seq = 0; seq < ledger.entries.size(); ++seq) {
    line("entry " + std::to_string(seq), ledger.entries[seq]);
    hash("leaf " + std::to_string(seq), ledger::LeafHash(ledger.entries[seq]));
  }
  text += "\n[rejection]\n";
  line("sequencer seed", Bytes(32, 'S'));
  line("sequencer", crypto::PublicKey(VectorKey('S')));
  line("rejection", ledger.rejection);
  line("rejection signed bytes",
       schema::RejectionSignedBytes(ledger.community, ledger.rejection));
  line("signed rejection", ledger.signed_rejection);
  text += "\n[malformed commands]\n";
  const Bytes& good = ledger.command;
  line("empty", "");
  line("cut", BytesView(good).substr(0, good.size() - 1));
  line("byte behind", good + '\0');
  line("unknown field", good + "\x1a\x01x");
  line("field twice", good + good.substr(0, 2 + opened.signed_command.payload().size() + 1));
  v1::SignedCommand changed = opened.signed_command;
  changed.clear_signatures();
  line("no signature", schema::Encode(changed));
  const auto other = [&](const std::string& name, auto change) {
    v1::Payload payload = ledger.payload;
    change(payload);
    line(name, schema::SignCommand(payload, ledger.community, {VectorKey('a')}));
  };
  other("short actor", [](v1::Payload& payload) { payload.set_actor("a"); });
  other("counter 0", [](v1::Payload& payload) { payload.set_counter(0); });
  other("no body", [](v1::Payload& payload) { payload.clear_body(); });
  other("unsorted inputs", [](v1::Payload& payload) {
    v1::Input* input = payload.mutable_open_matter()->add_inputs();
    input->set_field("body");
    input->set_number(1);
  });
  other("capital letter", [](v1::Payload& payload) {
    payload.mutable_open_matter()->set_procedure("Bell");
  });
  return text;
}

}  // namespace yiting::verbs

#endif  // YITING_TESTS_UNIT_VERBS_VECTOR_LEDGER_H_
