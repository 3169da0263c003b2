#include "town.h"

#include <gtest/gtest.h>

#include <utility>

#ifndef __EMSCRIPTEN__
#include <cstdlib>
#include <filesystem>
#endif

#include "crypto/sha256.h"
#include "ledger/proof.h"
#include "rulehost/pack.h"
#include "schema/signed_command.h"
#include "tests/support/files.h"

namespace yiting::testing {

namespace {

void AddFiles(rulehost::PackFiles& files, const std::string& folder, const std::string& prefix) {
  for (const std::string& name : ListRepositoryFolder(folder)) {
    const bool wanted = name.size() > 4 && (name.compare(name.size() - 4, 4, ".lua") == 0 ||
                                            name.compare(name.size() - 4, 4, ".csv") == 0);
    if (wanted) files[prefix + name] = ReadRepositoryFile(folder + "/" + name);
  }
}

v1::NewMember* AddMember(v1::CreateCommunity& body, char name) {
  v1::NewMember* member = body.add_members();
  member->set_member(MemberOf(name));
  member->set_device(crypto::PublicKey(KeyOf(name)));
  return member;
}

void AddRole(v1::NewMember* member, const std::string& role, const std::string& unit = "") {
  v1::RoleGrant* grant = member->add_roles();
  grant->set_role(role);
  grant->set_unit(unit);
}

template <class Message>
Message Parsed(const Bytes& bytes) {
  Message message;
  EXPECT_TRUE(message.ParseFromString(bytes));
  return message;
}

}  // namespace

Bytes SeedOf(char name) { return Bytes(crypto::kSeedBytes, name); }
crypto::SigningKey KeyOf(char name) { return crypto::SigningKeyFromSeed(SeedOf(name)); }
Bytes MemberOf(char name) { return Bytes(16, name); }

const Bytes& PackBytes() {
  static const Bytes* bytes = [] {
    rulehost::PackFiles files;
    AddFiles(files, "rules/lib", "lib/");
    AddFiles(files, "rules/packs/mishixiang", "");
    return new Bytes(rulehost::EncodeBundle(rulehost::BuildBundle(files)));
  }();
  return *bytes;
}

Bytes PackHashBytes() {
  const crypto::Hash hash = rulehost::PackHash(PackBytes());
  return Bytes(crypto::AsBytes(hash));
}

Bytes FreshEntropy() {
  static uint64_t counter = 0;
  Bytes entropy;
  for (char half : {'a', 'b'}) {
    Bytes message(1, half);
    AppendU64Be(message, counter);
    const crypto::Hash hash = crypto::Sha256(message);
    entropy += crypto::AsBytes(hash);
  }
  ++counter;
  return entropy;
}

rulehost::PackPtr Packs::Find(BytesView hash) {
  static const rulehost::PackPtr* pack = [] {
    rulehost::LoadResult loaded = rulehost::LoadPack(PackBytes());
    for (const rulehost::Diagnostic& one : loaded.diagnostics) {
      ADD_FAILURE() << rulehost::FormatDiagnostic(one);
    }
    return new rulehost::PackPtr(loaded.pack);
  }();
  if (hash == (*pack)->hash()) return *pack;
  const auto found = more_.find(hash);
  return found == more_.end() ? nullptr : found->second;
}

Bytes Packs::Add(BytesView bundle) {
  const rulehost::PackPtr pack = rulehost::LoadPack(bundle).pack;
  if (!pack) return {};
  more_[pack->hash()] = pack;
  return pack->hash();
}

Server::Server(int64_t now, char sequencer_name, const Bytes& pack)
    : now_ms(now), key(KeyOf(sequencer_name)) {
  v1::Payload payload;
  payload.set_actor(MemberOf('R'));
  payload.set_device(crypto::PublicKey(KeyOf('R')));
  payload.set_counter(++counters_['R']);
  v1::CreateCommunity& body = *payload.mutable_create_community();
  body.mutable_title()->set_zh("左家新村");
  body.set_sequencer_key(crypto::PublicKey(key));
  body.set_pack_hash(pack == PackBytes() ? PackHashBytes() : packs.Add(pack));
  for (char street : {'1', '2'}) body.add_street_keys(crypto::PublicKey(KeyOf(street)));
  AddRole(AddMember(body, 'R'), "registrar");
  AddRole(AddMember(body, 'S'), "community_staff");
  AddRole(AddMember(body, 'T'), "street_staff");
  for (char name : {'A', 'B', 'C'}) AddRole(AddMember(body, name), "resident");
  AddRole(AddMember(body, 'P'), "property_staff", "property");
  auto state = state::Community::Open(":memory:", state::Durability::kCache);
  EXPECT_TRUE(state.has_value());
  sequencer::KeyRing ring(key);
  for (char later : {'N', 'O'}) ring.Add(KeyOf(later));
  auto made = sequencer::Sequencer::Create(
      std::move(*state), packs, ring,
      schema::SignCommand(payload, schema::NoCommunity(), {KeyOf('R')}), now_ms);
  EXPECT_TRUE(made.has_value()) << (made ? "" : made.error().message);
  sequencer = std::move(*made);
  Store();
}

void Server::Store() {
  for (const sequencer::StagedEntry& staged : sequencer->staged()) {
    entries.push_back(staged.bytes);
    tree.Append(staged.leaf);
  }
  EXPECT_TRUE(sequencer->Commit().has_value());
}

void Server::Wake() {
  EXPECT_TRUE(sequencer->Wake(now_ms).has_value());
  Store();
}

std::string Server::Checkpoint() const {
  auto note = sequencer->SignCheckpoint();
  EXPECT_TRUE(note.has_value());
  return *note;
}

sequencer::Answer Server::Command(char actor, const std::function<void(v1::Payload&)>& body) {
  v1::Payload payload;
  payload.set_actor(MemberOf(actor));
  payload.set_device(crypto::PublicKey(KeyOf(actor)));
  // Above what the phone of the same device may have used, which counts from the clock.
  payload.set_counter(static_cast<uint64_t>(now_ms) * 2 + ++counters_[actor]);
  body(payload);
  auto answer =
      sequencer->Admit(schema::SignCommand(payload, id(), {KeyOf(actor)}), now_ms, *this);
  EXPECT_TRUE(answer.has_value());
  Store();
  return *answer;
}

sequencer::Answer Server::Rotate(char to, const std::string& streets) {
  v1::Payload payload;
  payload.set_actor(MemberOf('R'));
  payload.set_device(crypto::PublicKey(KeyOf('R')));
  payload.set_counter(static_cast<uint64_t>(now_ms) * 2 + ++counters_['R']);
  payload.mutable_rotate_key()->set_key(crypto::PublicKey(KeyOf(to)));
  payload.mutable_rotate_key()->set_replaces(sequencer->state().facts().sequencer_key);
  std::vector<crypto::SigningKey> keys = {KeyOf('R'), KeyOf(to)};
  for (char street : streets) keys.push_back(KeyOf(street));
  const Bytes command = schema::SignCommand(payload, id(), keys);
  auto answer = sequencer->Admit(command, now_ms, *this);
  EXPECT_TRUE(answer.has_value());
  if (std::holds_alternative<sequencer::Admitted>(answer->outcome)) key_changes.push_back(command);
  Store();
  return *answer;
}

v1::SyncReply Server::Serve(const std::string& method, const Bytes& body) {
  v1::SyncReply reply;
  reply.set_method(method);
  if (away) return reply;
  if (fails_with != 0) {
    reply.set_status(fails_with);
    reply.set_body("{\"code\":\"invalid_argument\",\"message\":\"a test says so\"}");
    return reply;
  }
  Wake();
  if (method == "Push") reply.set_body(Push(Parsed<v1::PushRequest>(body)));
  if (method == "Pull") reply.set_body(Pull(Parsed<v1::PullRequest>(body)));
  reply.set_status(loses_reply ? 0 : 200);
  if (method == "FetchPack") {
    const rulehost::PackPtr pack = packs.Find(Parsed<v1::FetchPackRequest>(body).pack_hash());
    if (!pack) reply.set_status(404);
    v1::FetchPackResponse response;
    if (pack) response.set_bundle(rulehost::EncodeBundle(pack->bundle()));
    reply.set_body(response.SerializeAsString());
  }
  if (method == "FetchSnapshot" && fetch_snapshot) fetch_snapshot(body, reply);
  if (method == "Recover" && recover) {
    reply.set_body(recover(Parsed<v1::RecoverRequest>(body)).SerializeAsString());
  }
  if (method == "ListAccesses" && list_accesses) {
    reply.set_body(list_accesses(Parsed<v1::ListAccessesRequest>(body)).SerializeAsString());
  }
  if (loses_reply) reply.clear_body();
  return reply;
}

Bytes Server::Push(const v1::PushRequest& request) {
  ++pushes;
  for (const v1::Content& content : request.contents()) contents[content.commitment()] = content;
  for (const Bytes& bundle : request.packs()) packs.Add(bundle);
  packs_pushed += request.packs_size();
  v1::PushResponse response;
  for (const std::string& command : request.commands()) {
    auto answer = sequencer->Admit(command, now_ms, *this);
    EXPECT_TRUE(answer.has_value()) << (answer ? "" : answer.error().message);
    v1::PushResult* result = response.add_results();
    result->set_command_id(answer->command_id);
    if (auto* admitted = std::get_if<sequencer::Admitted>(&answer->outcome)) {
      result->set_accepted(admitted->seq);
    } else {
      result->set_rejected(std::get<sequencer::Refused>(answer->outcome).signed_rejection);
    }
    Store();
  }
  response.set_checkpoint(Checkpoint());
  if (lie_of_push) lie_of_push(response);
  return response.SerializeAsString();
}

Bytes Server::Pull(const v1::PullRequest& request) {
  ++pulls;
  reader = request.reader();
  wanted.assign(request.wanted().begin(), request.wanted().end());
  v1::PullResponse response;
  for (uint64_t seq = request.from(); seq < entries.size(); ++seq) {
    if (response.entries_size() == static_cast<int>(entries_a_pull)) break;
    response.add_entries(entries[seq]);
  }
  for (const Bytes& commitment : wanted) {
    if (Has(commitment)) *response.add_contents() = contents[commitment];
  }
  response.set_checkpoint(Checkpoint());
  if (!request.checkpoint().empty()) {
    auto note = ledger::ParseNote(request.checkpoint());
    auto held = ledger::ParseCheckpoint(note ? note->text : "");
    EXPECT_TRUE(held.has_value());
    if (held && held->size <= tree.size()) {
      auto proof = ledger::ProveConsistency(tree, held->size, tree.size());
      EXPECT_TRUE(proof.has_value());
      for (const crypto::Hash& hash : *proof) {
        response.add_consistency(Bytes(crypto::AsBytes(hash)));
      }
    }
  }
  for (const uint64_t seq : request.receipts()) {
    ++receipts_asked;
    const auto receipt = ledger::MakeReceipt(tree, seq, response.checkpoint());
    response.add_receipts(receipt ? ledger::FormatReceipt(*receipt) : std::string());
  }
  for (const Bytes& change : key_changes) response.add_key_changes(change);
  response.set_server_ms(now_ms);
  if (lie) lie(response);
  return response.SerializeAsString();
}

Phone::Phone(Server& at, char device, std::string in)
    : server(&at), name(device), folder(std::move(in)) {
  Reopen();
}

void Phone::Reopen() {
  replica.reset();
  order.Clear();
  v1::OpenReplica open;
  open.set_folder(folder);
  open.set_community(server->id());
  open.set_sequencer_key(server->Key());
  if (name != 0) open.set_device_seed(SeedOf(name));
  auto made = replica::Replica::Open(open, FreshEntropy(), now());
  ASSERT_TRUE(made.has_value()) << made.error().message;
  replica = std::move(*made);
}

v1::SyncOrder Phone::StepOnly() {
  v1::SyncStep step;
  step.set_online(online);
  step.set_poked(std::exchange(poked, false));
  auto given = replica->Sync(step, now(), &changed);
  EXPECT_TRUE(given.has_value()) << (given ? "" : given.error().message);
  return given ? *given : v1::SyncOrder();
}

bool Phone::Step() {
  if (order.method().empty() || poked) {
    v1::SyncOrder asked = StepOnly();
    if (order.method().empty()) order = asked;
  }
  if (order.method().empty()) return std::exchange(order, {}).retry_ms() == replica::kAgainMs;
  v1::SyncStep step;
  step.set_online(online);
  *step.mutable_reply() = server->Serve(order.method(), order.body());
  auto next = replica->Sync(step, now(), &changed);
  EXPECT_TRUE(next.has_value()) << (next ? "" : next.error().message);
  order = next ? *next : v1::SyncOrder();
  return true;
}

void Phone::Sync() {
  poked = true;
  for (int round = 0; round < 1000; ++round) {
    if (!Step()) return;
  }
  ADD_FAILURE() << "sync does not come to rest";
}

void Phone::GoOffline() {
  online = false;
  order.Clear();
  StepOnly();
}

v1::Acted Phone::Act(const v1::Draft& draft) {
  auto acted = replica->Act(draft, FreshEntropy(), now());
  EXPECT_TRUE(acted.has_value()) << (acted ? "" : acted.error().message);
  return acted ? *acted : v1::Acted();
}

v1::View Phone::View(const std::function<void(v1::ViewRequest&)>& ask) {
  v1::ViewRequest request;
  request.set_now_ms(now());
  ask(request);
  auto view = replica->View(request);
  EXPECT_TRUE(view.has_value()) << (view ? "" : view.error().message);
  return view ? *view : v1::View();
}

v1::OutboxView Phone::Outbox() {
  return View([](v1::ViewRequest& request) { request.mutable_outbox(); }).outbox();
}

v1::SyncView Phone::SyncState() {
  return View([](v1::ViewRequest& request) { request.mutable_outbox(); }).sync();
}

v1::AuditView Phone::Audit(uint32_t entries, bool anew) {
  v1::AuditStep step;
  step.set_entries(entries);
  step.set_anew(anew);
  auto view = replica->AuditEntries(step, now(), &changed);
  EXPECT_TRUE(view.has_value()) << (view ? "" : view.error().message);
  return view ? *view : v1::AuditView();
}

v1::SavedFile Phone::Save(v1::SaveFile::What what, uint64_t number, const Bytes& from) {
  v1::SaveFile wanted;
  wanted.set_what(what);
  wanted.set_number(number);
  wanted.set_from(from);
  auto file = replica->Save(wanted);
  EXPECT_TRUE(file.has_value()) << (file ? "" : file.error().message);
  return file ? *file : v1::SavedFile();
}

v1::MatterView Phone::Matter(const Bytes& matter) {
  return View([&](v1::ViewRequest& request) {
           request.mutable_matter()->set_matter(matter);
         }).matter();
}

Bytes Phone::ConfirmedFingerprint() {
  EXPECT_TRUE(replica->parts().overlay->TakeOff().has_value());
  return Bytes(crypto::AsBytes(replica->parts().state->Digest()));
}

v1::Draft Press(const std::string& title, const std::string& body) {
  v1::Draft draft;
  v1::OpenMatter* open = draft.mutable_command()->mutable_open_matter();
  open->set_procedure("bell");
  open->set_channel(v1::APP);
  auto add = [&draft](const char* field, const std::string& text) {
    v1::DraftContent* content = draft.add_contents();
    content->set_field(field);
    content->set_media("text/plain");
    content->set_data(text);
  };
  add("title", title);
  if (!body.empty()) add("body", body);
  return draft;
}

v1::Draft ActOn(const Bytes& matter, const std::string& action) {
  v1::Draft draft;
  draft.mutable_command()->mutable_act_on_matter()->set_matter(matter);
  draft.mutable_command()->mutable_act_on_matter()->set_action(action);
  return draft;
}

v1::Draft Accept(const Bytes& matter, const std::string& category) {
  v1::Draft draft = ActOn(matter, "accept");
  v1::Input* input = draft.mutable_command()->mutable_act_on_matter()->add_inputs();
  input->set_field("category");
  input->set_code(category);
  return draft;
}

v1::Draft LeaveMessage(const std::string& text) {
  v1::Draft draft;
  draft.mutable_command()->mutable_leave_message()->set_channel(v1::APP);
  v1::DraftContent* content = draft.add_contents();
  content->set_field("text");
  content->set_data(text);
  return draft;
}

#ifdef __EMSCRIPTEN__
// The runner's files are in memory and need no folder to be made.
TempFolder::TempFolder() {
  static int count = 0;
  path_ = "c-test" + std::to_string(++count);
}
TempFolder::~TempFolder() = default;
#else
TempFolder::TempFolder() {
  std::string pattern =
      (std::filesystem::temp_directory_path() / "yiting-replica-XXXXXX").string();
  EXPECT_NE(mkdtemp(pattern.data()), nullptr);
  path_ = pattern;
}
TempFolder::~TempFolder() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}
#endif

}  // namespace yiting::testing
