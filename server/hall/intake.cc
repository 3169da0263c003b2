#include "hall/intake.h"

#include <set>
#include <string>
#include <utility>

#include "crypto/commitment.h"
#include "decide/decide.h"
#include "ledger/checkpoint.h"
#include "replica/reader_proof.h"
#include "rulehost/loader.h"
#include "schema/limits.h"
#include "schema/signed_command.h"
#include "sequencer/sequencer.h"

namespace yiting::hall {

namespace {

Failure Bad(const std::string& what) { return Fail(ErrorCode::kInvalid, what); }

Status CheckCommunity(BytesView community) {
  if (community.size() != schema::kCommunityIdBytes) return Bad("community: not 32 bytes");
  return {};
}

Result<std::optional<SignedHead>> TakeCheckpoint(const std::string& note, BytesView community,
                                                 const std::vector<Bytes>& keys) {
  if (note.empty()) return std::optional<SignedHead>();
  ASSIGN_OR_RETURN(SignedHead head, ReadHead(note, community, keys));
  return std::optional<SignedHead>(std::move(head));
}

// Those of `job`, by commitment.
template <class Job>
Status TakeContents(Job& job) {
  int index = 0;
  for (const v1::Content& content : job.request.contents()) {
    const std::string at = "contents[" + std::to_string(index) + "]: ";
    if (content.salt().size() != crypto::kSaltBytes) return Bad(at + "the salt has not 32 bytes");
    if (content.data().size() > schema::kPhotoBytesMax) {
      return Fail(ErrorCode::kTooLarge, at + "a content has at most " +
                                            std::to_string(schema::kPhotoBytesMax) + " bytes");
    }
    const crypto::Hash commitment = crypto::Commit(content.salt(), content.data());
    if (crypto::AsBytes(commitment) != content.commitment()) {
      return Bad(at + "is not what its commitment commits to");
    }
    job.contents.emplace(content.commitment(), index++);
  }
  return {};
}

Status CheckPackSize(const Bytes& pack, int index) {
  if (pack.size() <= rulehost::kBundleBytesMax) return {};
  return Fail(ErrorCode::kTooLarge, "packs[" + std::to_string(index) + "]: a pack has at most " +
                                        std::to_string(rulehost::kBundleBytesMax) + " bytes");
}

Status CheckPackSizes(const v1::PushRequest& request) {
  if (request.packs_size() > schema::kPushPacksMax) {
    return Fail(ErrorCode::kTooLarge, "packs: at most " + std::to_string(schema::kPushPacksMax) +
                                          " in a push");
  }
  for (int i = 0; i < request.packs_size(); ++i) {
    RETURN_IF_ERROR(CheckPackSize(request.packs(i), i));
  }
  return {};
}

// Only packs that a command of the push names, signed as it must be. Anybody can sign with a key of
// their own, so none is loaded here: that costs up to 50 ms.
Status TakePacks(PushJob& job) {
  if (job.request.packs().empty()) return {};
  RETURN_IF_ERROR(CheckPackSizes(job.request));
  std::set<Bytes> named;
  for (const Bytes& bytes : job.request.commands()) {
    auto command = schema::OpenCommand(bytes, job.request.community());
    if (!command) continue;
    std::set<Bytes> packs = decide::PacksOf(command->payload);
    if (!packs.empty() && schema::SignaturesHold(*command, job.request.community())) {
      named.merge(packs);
    }
  }
  for (int i = 0; i < job.request.packs_size(); ++i) {
    const crypto::Hash hash = rulehost::PackHash(job.request.packs(i));
    if (named.count(Bytes(crypto::AsBytes(hash))) == 0) {
      return Bad("packs[" + std::to_string(i) + "]: no signed command of this push names it");
    }
    job.packs.emplace(crypto::AsBytes(hash), i);
  }
  return {};
}

// A reference states a size; a content of another size is not the one that was meant.
void DropMisstated(PushJob& job) {
  for (const Bytes& bytes : job.request.commands()) {
    if (job.contents.empty()) return;
    auto command = schema::OpenCommand(bytes, job.request.community());
    if (!command) continue;  // the sequencer refuses it
    for (const v1::ContentRef& ref : decide::ContentsOf(command->payload)) {
      auto found = job.contents.find(ref.commitment());
      if (found == job.contents.end()) continue;
      if (job.request.contents(found->second).data().size() != ref.size()) {
        job.contents.erase(found);
      }
    }
  }
}

}  // namespace

Result<SignedHead> ReadHead(const std::string& note, BytesView community,
                            const std::vector<Bytes>& keys) {
  const std::string origin = ledger::OriginOf(community);
  for (const Bytes& key : keys) {
    auto checkpoint = ledger::OpenCheckpoint(note, origin, key);
    if (checkpoint) return SignedHead{checkpoint->head(), key, note};
  }
  auto parsed = ledger::ParseNote(note);
  auto checkpoint = parsed ? ledger::ParseCheckpoint(parsed->text)
                           : Result<ledger::Checkpoint>(Failure{parsed.error()});
  // Not "malformed": a phone that heard that would give its command up.
  if (!checkpoint) return Fail(ErrorCode::kConflict, "checkpoint: " + checkpoint.error().message);
  if (checkpoint->origin != origin) {
    return Fail(ErrorCode::kConflict, "checkpoint: it is of \"" + checkpoint->origin + "\"");
  }
  return SignedHead{checkpoint->head(), {}, note};
}

Result<PushJob> TakePush(v1::PushRequest request, const std::vector<Bytes>& keys) {
  RETURN_IF_ERROR(CheckCommunity(request.community()));
  if (request.commands().empty()) return Bad("commands: there is none");
  if (request.commands_size() > schema::kPushCommandsMax) {
    return Fail(ErrorCode::kTooLarge, "commands: at most " +
                                          std::to_string(schema::kPushCommandsMax) + " in a push");
  }
  PushJob job;
  job.request = std::move(request);
  ASSIGN_OR_RETURN(job.client_head, TakeCheckpoint(job.request.checkpoint(),
                                                   job.request.community(), keys));
  RETURN_IF_ERROR(TakeContents(job));
  RETURN_IF_ERROR(TakePacks(job));
  DropMisstated(job);
  return job;
}

Result<PullJob> TakePull(v1::PullRequest request, const std::vector<Bytes>& keys,
                         int64_t now_ms) {
  RETURN_IF_ERROR(CheckCommunity(request.community()));
  if (request.wanted_size() > kWantedMax) {
    return Fail(ErrorCode::kTooLarge,
                "wanted: at most " + std::to_string(kWantedMax) + " in a pull");
  }
  PullJob job;
  ASSIGN_OR_RETURN(job.client_head,
                   TakeCheckpoint(request.checkpoint(), request.community(), keys));
  job.reader_holds =
      request.has_reader() &&
      replica::ReaderProofHolds(request.community(), request.reader(), now_ms);
  job.request = std::move(request);
  return job;
}

Result<RecoverJob> TakeRecover(v1::RecoverRequest request, const std::vector<Bytes>& keys) {
  RETURN_IF_ERROR(CheckCommunity(request.community()));
  if (request.entries().empty() && request.packs().empty()) {
    return Bad("entries, packs: there is none");
  }
  for (const Bytes& entry : request.entries()) {
    if (entry.empty() || entry.size() > schema::kEntryBytesMax) {
      return Bad("entries: one is empty, or larger than an entry can be");
    }
  }
  if (request.rest().size() % crypto::kHashBytes != 0) return Bad("rest: not hashes of 32 bytes");
  if (request.rest().size() / crypto::kHashBytes > kRecoveredMax) {
    return Fail(ErrorCode::kTooLarge,
                "rest: at most " + std::to_string(kRecoveredMax) + " leaf hashes");
  }
  RecoverJob job;
  job.request = std::move(request);
  ASSIGN_OR_RETURN(job.head,
                   ReadHead(job.request.checkpoint(), job.request.community(), keys));
  RETURN_IF_ERROR(TakeContents(job));
  for (int i = 0; i < job.request.packs_size(); ++i) {
    RETURN_IF_ERROR(CheckPackSize(job.request.packs(i), i));
    const crypto::Hash hash = rulehost::PackHash(job.request.packs(i));
    job.packs.emplace(crypto::AsBytes(hash), i);
  }
  return job;
}

}  // namespace yiting::hall
