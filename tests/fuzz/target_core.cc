// Commands, pushes, entries, snapshots and a server's answers: what moves a state.

#include <string>
#include <variant>

#include "base/check.h"
#include "decide/compose.h"
#include "replica/replica.h"
#include "schema/canonical.h"
#include "schema/signed_command.h"
#include "state/replay.h"
#include "state/snapshot.h"
#include "tests/fuzz/fuzz_street.h"
#include "tests/fuzz/targets.h"
#include "yiting/v1/sync.pb.h"

namespace yiting::fuzz {

namespace {

std::unique_ptr<state::Community> EmptyState() {
  auto state = state::Community::Open(":memory:", state::Durability::kCache);
  CHECK(state.has_value());
  return *std::move(state);
}

// What was admitted must be an entry that everybody else takes.
void CheckFollows(const FuzzStreet& street, const std::vector<sequencer::StagedEntry>& staged) {
  auto follower = EmptyState();
  CHECK(follower->Begin().has_value());
  for (const Bytes& entry : street.entries()) {
    CHECK(state::ReplayEntry(*follower, entry, state::CommandSignatures::kVerify).has_value());
  }
  for (const sequencer::StagedEntry& entry : staged) {
    CHECK(state::ReplayEntry(*follower, entry.bytes, state::CommandSignatures::kVerify)
              .has_value());
  }
}

}  // namespace

// The body of a command, signed as it should be by the member whose letter comes first.
void FuzzCommand(BytesView input) {
  if (input.empty()) return;
  v1::Payload payload;
  if (!payload.ParseFromArray(input.data() + 1, static_cast<int>(input.size() - 1))) return;
  static constexpr char kLetters[] = "abrwox";
  const char by = kLetters[static_cast<uint8_t>(input[0]) % 6];
  FuzzStreet& street = FuzzStreet::Get();
  AnyContent contents;
  auto answer = street.sequencer().Admit(street.Sign(by, payload), kFuzzMs, contents);
  CHECK(answer.has_value());
  if (std::holds_alternative<sequencer::Admitted>(answer->outcome)) {
    CHECK(by != 'x');  // whom nobody knows
    CheckFollows(street, street.sequencer().staged());
  }
  street.Forget();
}

// As it comes, unsigned or signed by whoever.
void FuzzPush(BytesView input) {
  v1::PushRequest request;
  if (!request.ParseFromArray(input.data(), static_cast<int>(input.size()))) return;
  FuzzStreet& street = FuzzStreet::Get();
  AnyContent contents;
  for (const std::string& command : request.commands()) {
    auto answer = street.sequencer().Admit(command, kFuzzMs, contents);
    CHECK(answer.has_value());
    const auto* admitted = std::get_if<sequencer::Admitted>(&answer->outcome);
    if (admitted == nullptr || admitted->known) continue;
    auto opened = schema::OpenCommand(command, street.id());
    CHECK(opened.has_value());
    CHECK(schema::SignaturesHold(*opened, street.id()));
  }
  street.Forget();
}

void FuzzEntry(BytesView input) {
  FuzzStreet& street = FuzzStreet::Get();
  static auto state = [&street] {
    auto fresh = EmptyState();
    CHECK(fresh->Begin().has_value());
    for (const Bytes& entry : street.entries()) {
      CHECK(state::ReplayEntry(*fresh, entry, state::CommandSignatures::kSkip).has_value());
    }
    CHECK(fresh->Commit().has_value());
    return fresh;
  }();
  CHECK(state->Begin().has_value());
  const Status taken = state::ReplayEntry(*state, input, state::CommandSignatures::kSkip);
  if (taken) {
    // Its bytes are its identity: an entry that reads is the one encoding of what it says.
    auto entry = schema::Decode<v1::Entry>(input);
    CHECK(entry.has_value());
    CHECK(schema::Encode(*entry) == input);
  }
  CHECK(state->Rollback().has_value());
}

void FuzzSnapshot(BytesView input) {
  auto state = EmptyState();
  state::SnapshotClaim claim;
  claim.community = FuzzStreet::Get().id();
  claim.size = 2;
  claim.fingerprint = Bytes(32, 'f');
  const Status loaded = state::LoadSnapshot(
      *state, claim, [input](uint32_t part) -> std::optional<Bytes> {
        // Cut in two, so that borders between parts are tried as well.
        if (part > 1) return std::nullopt;
        return Bytes(part == 0 ? input.substr(0, input.size() / 2)
                               : input.substr(input.size() / 2));
      });
  CHECK(!loaded);  // nobody can make rows of that fingerprint
  CHECK_EQ(state->facts().size, uint64_t{0});
}

// A phone that asks, and a server that answers whatever it likes, three times.
void FuzzReply(BytesView input) {
  v1::OpenReplica open;
  open.set_folder(":memory:");
  open.set_community(FuzzStreet::Get().id());
  auto replica = replica::Replica::Open(open, Bytes(64, 'e'), kFuzzMs);
  CHECK(replica.has_value());
  v1::SyncStep step;
  step.set_online(true);
  step.set_poked(true);
  bool changed = false;
  int64_t now_ms = kFuzzMs;
  for (int i = 0; i < 3; ++i) {
    auto order = (*replica)->Sync(step, now_ms, &changed);
    CHECK(order.has_value());
    now_ms += 120'000;
    step.Clear();
    step.set_online(true);
    if (order->method().empty()) continue;
    v1::SyncReply& reply = *step.mutable_reply();
    reply.set_method(order->method());
    reply.set_status(200);
    reply.set_body(std::string(input));
  }
  // Nobody has signed anything, so nothing was believed.
  CHECK_EQ((*replica)->Describe().tree_size(), uint64_t{0});
}

}  // namespace yiting::fuzz
