#include "tests/sim/attacker.h"

#include <utility>

#include "crypto/commitment.h"
#include "ledger/checkpoint.h"
#include "ledger/merkle.h"
#include "replica/parts.h"
#include "schema/signed_command.h"
#include "schema/signed_rejection.h"
#include "tests/sim/cast.h"
#include "yiting/v1/sync.pb.h"

namespace yiting::sim {

namespace {

constexpr size_t kRememberedMax = 60;

template <class Value>
void Remember(std::vector<Value>& list, const Value& value, testing::Dice& dice) {
  if (list.size() < kRememberedMax) {
    list.push_back(value);
  } else {
    list[dice.Roll(list.size())] = value;
  }
}

// A message that the actor leaves, as a push, by whichever key signs.
Bytes MessagePush(World& world, BytesView actor, BytesView device, uint64_t counter,
                  const crypto::SigningKey& key) {
  const Bytes words = world.FreshWords();
  const Bytes salt = world.dice().Take(32);
  const crypto::Hash hash = crypto::Commit(salt, words);
  v1::Payload payload;
  payload.set_actor(Bytes(actor));
  payload.set_device(Bytes(device));
  payload.set_counter(counter);
  v1::LeaveMessage& message = *payload.mutable_leave_message();
  message.set_channel(v1::APP);
  message.mutable_text()->set_commitment(Bytes(crypto::AsBytes(hash)));
  message.mutable_text()->set_audience(v1::STAFF);
  message.mutable_text()->set_media("text/plain");
  message.mutable_text()->set_size(static_cast<uint32_t>(words.size()));
  v1::PushRequest push;
  const Bytes community = world.chronicle().community();
  push.set_community(community);
  push.add_commands(schema::SignCommand(payload, community, {key}));
  v1::Content& content = *push.add_contents();
  content.set_commitment(message.text().commitment());
  content.set_salt(salt);
  content.set_data(words);
  return push.SerializeAsString();
}

}  // namespace

void Attacker::Overhear(const Packet& packet) {
  if (packet.method == "Push") Remember(heard_, packet, world_.dice());
}

void Attacker::Send(const char* what, const std::string& method, Bytes body) {
  world_.Note(what, kAttacker);
  Packet packet;
  packet.phone = kAttacker;
  packet.method = method;
  packet.body = std::move(body);
  world_.server().Receive(packet);
}

Bytes Attacker::Flipped(Bytes bytes) {
  if (bytes.empty()) return bytes;
  const uint64_t bit = world_.dice().Roll(bytes.size() * 8);
  bytes[bit / 8] = static_cast<char>(bytes[bit / 8] ^ (1 << (bit % 8)));
  return bytes;
}

// Another's command: by that member's device, or by one of the attacker's own.
Bytes Attacker::Forged() {
  const Person& victim = Cast()[world_.dice().Roll(Cast().size())];
  const bool own_device = world_.dice().Roll(2) == 0;
  const uint64_t counter = static_cast<uint64_t>(world_.now_ms()) * 4096 + ++counter_;
  if (own_device) {
    return MessagePush(world_, victim.member, Stranger().device, counter, Stranger().key);
  }
  // Signed by another key, and said to be the device's.
  v1::PushRequest push;
  push.ParseFromString(
      MessagePush(world_, victim.member, victim.device, counter, Stranger().key));
  v1::SignedCommand command;
  command.ParseFromString(push.commands(0));
  command.mutable_signatures(0)->set_key(victim.device);
  push.set_commands(0, command.SerializeAsString());
  return push.SerializeAsString();
}

Bytes Attacker::ByObserver() {
  for (const Person& person : Cast()) {
    if (person.role != "observer") continue;
    const uint64_t counter = static_cast<uint64_t>(world_.now_ms()) * 4096 + ++counter_;
    return MessagePush(world_, person.member, person.device, counter, person.key);
  }
  return {};
}

void Attacker::Strike() {
  if (!world_.server().running()) return;
  testing::Dice& dice = world_.dice();
  const Packet* heard = heard_.empty() ? nullptr : &heard_[dice.Roll(heard_.size())];
  switch (dice.Roll(7)) {
    case 0:
      return Send("forges", "Push", Forged());
    case 6:
      return Recover();
    case 1:
      return Send("speaks as an observer", "Push", ByObserver());
    case 2:
      if (heard != nullptr) Send("flips a bit", "Push", Flipped(heard->body));
      return;
    case 3:
    case 4:
      if (heard != nullptr) Send("replays", "Push", heard->body);
      return;
    default: {
      if (heard == nullptr) return;
      v1::PushRequest push;
      push.ParseFromString(heard->body);
      // In another order, and some of it twice.
      if (push.commands_size() > 1) push.mutable_commands()->SwapElements(0, 1);
      if (push.commands_size() > 0) push.add_commands(Bytes(push.commands(0)));
      return Send("shuffles", "Push", push.SerializeAsString());
    }
  }
}

// Everything is refused, it says, and signs for it as well as it can.
bool Attacker::Swallow(const Packet& request) {
  v1::PushRequest push;
  if (request.method != "Push" || request.phone >= kAttacker || world_.dice().Roll(30) != 0 ||
      !push.ParseFromString(request.body)) {
    return false;
  }
  const Bytes& community = world_.chronicle().community();
  v1::PushResponse response;
  for (const Bytes& bytes : push.commands()) {
    auto command = schema::OpenCommand(bytes, community);
    if (!command) return false;
    v1::Rejection rejection;
    rejection.set_command_id(command->id);
    rejection.set_reason(v1::NOT_ALLOWED);
    v1::PushResult& result = *response.add_results();
    result.set_command_id(command->id);
    result.set_rejected(schema::SignRejection(rejection, community, Stranger().key));
  }
  world_.phones()[static_cast<size_t>(request.phone)]->lied_to = true;
  world_.Note("swallows", request.phone, request.method);
  Packet answer = request;
  answer.to_server = false;
  answer.status = 200;
  answer.body = response.SerializeAsString();
  world_.network().Send(std::move(answer), world_.now_ms());
  return true;
}

// The ledger as it is, one entry more, and a checkpoint over that: all is right but the signature.
void Attacker::ForgeTree(Packet& answer) {
  v1::PullResponse pull;
  if (answer.method != "Pull" || !pull.ParseFromString(answer.body)) return;
  auto note = ledger::ParseNote(pull.checkpoint());
  auto checkpoint = note ? ledger::ParseCheckpoint(note->text) : Failure{note.error()};
  if (!checkpoint || checkpoint->size > world_.chronicle().size()) return;
  const Bytes forged = "an entry that nobody made";
  ledger::MemoryTree tree;
  for (uint64_t seq = 0; seq < checkpoint->size; ++seq) {
    tree.Append(ledger::LeafHash(world_.chronicle().log()[seq].bytes));
  }
  tree.Append(ledger::LeafHash(forged));
  pull.add_entries(forged);
  const std::string& held =
      world_.phones()[static_cast<size_t>(answer.phone)]->replica().parts().copy->checkpoint();
  pull.clear_consistency();
  if (auto held_note = ledger::ParseNote(held)) {
    auto from = ledger::ParseCheckpoint(held_note->text);
    if (!from) return;
    auto proof = ledger::ProveConsistency(tree, from->size, tree.size());
    if (!proof) return;
    for (const crypto::Hash& hash : *proof) {
      pull.add_consistency(Bytes(crypto::AsBytes(hash)));
    }
  }
  auto root = ledger::RootAt(tree, tree.size());
  if (!root) return;
  const ledger::Checkpoint mine{checkpoint->origin, tree.size(), *root};
  pull.set_checkpoint(ledger::SignCheckpoint(mine, mine.origin, Stranger().key));
  answer.body = pull.SerializeAsString();
}

void Attacker::Recover() {
  const auto& log = world_.chronicle().log();
  const uint64_t from = world_.dice().Roll(log.size()) + 1;
  const Bytes forged = "an entry that nobody made";
  ledger::MemoryTree tree;
  for (uint64_t seq = 0; seq < from; ++seq) tree.Append(ledger::LeafHash(log[seq].bytes));
  tree.Append(ledger::LeafHash(forged));
  auto root = ledger::RootAt(tree, tree.size());
  if (!root) return;
  const Bytes& community = world_.chronicle().community();
  const ledger::Checkpoint mine{ledger::OriginOf(community), tree.size(), *root};
  v1::RecoverRequest request;
  request.set_community(community);
  request.set_from(from);
  request.add_entries(forged);
  request.set_checkpoint(ledger::SignCheckpoint(mine, mine.origin, Stranger().key));
  Send("brings back a forgery", "Recover", request.SerializeAsString());
}

void Attacker::MeetAnswer(Packet& answer) {
  testing::Dice& dice = world_.dice();
  if (answer.status == 200) Remember(answers_, answer, dice);
  if (dice.Roll(25) != 0) return;
  Phone& phone = *world_.phones()[static_cast<size_t>(answer.phone)];
  if (!phone.running()) return;
  phone.lied_to = true;
  world_.Note("lies", answer.phone, answer.method);
  Lie(answer);
}

void Attacker::Lie(Packet& answer) {
  testing::Dice& dice = world_.dice();
  switch (dice.Roll(5)) {
    case 0:
      answer.body = Flipped(answer.body);
      return;
    case 1:  // an answer to somebody else, or of long ago
      for (const Packet& old : answers_) {
        if (old.method != answer.method) continue;
        answer.status = old.status;
        answer.body = old.body;
        return;
      }
      return;
    case 2:
      return ForgeTree(answer);
    case 3:
      answer.body = answer.body.substr(0, dice.Roll(answer.body.size() + 1));
      return;
    default:  // nothing is said at all
      answer.status = static_cast<uint32_t>(dice.Roll(2)) * 503;
      answer.body.clear();
      return;
  }
}

}  // namespace yiting::sim
