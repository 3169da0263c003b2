#include "hall/intake.h"

#include <string>
#include <utility>

#include "crypto/commitment.h"
#include "crypto/ed25519.h"
#include "decide/decide.h"
#include "ledger/checkpoint.h"
#include "schema/limits.h"
#include "schema/signed_command.h"
#include "sequencer/sequencer.h"

namespace yiting::hall {

namespace {

using std::string_literals::operator""s;

Failure Bad(const std::string& what) { return Fail(ErrorCode::kInvalid, what); }

Status CheckCommunity(BytesView community) {
  if (community.size() != schema::kCommunityIdBytes) return Bad("community: not 32 bytes");
  return {};
}

// The head in a checkpoint that we signed. A checkpoint that we did not sign is the client's mistake.
Result<std::optional<ledger::TreeHead>> TakeCheckpoint(const std::string& note,
                                                       BytesView community,
                                                       BytesView sequencer_key) {
  if (note.empty()) return std::optional<ledger::TreeHead>();
  auto checkpoint =
      ledger::OpenCheckpoint(note, sequencer::Sequencer::OriginOf(community), sequencer_key);
  if (!checkpoint) return Bad("checkpoint: " + checkpoint.error().message);
  return std::optional<ledger::TreeHead>(checkpoint->head());
}

Status TakeContents(PushJob& job) {
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

bool SignatureHolds(const v1::Reader& reader, BytesView community) {
  Bytes message = "yiting.v1.reader\0"s;
  message += community;
  message += reader.member();
  message += reader.device();
  AppendU64Be(message, static_cast<uint64_t>(reader.time_ms()));
  return crypto::Verify(reader.device(), message, reader.signature());
}

}  // namespace

Result<PushJob> TakePush(v1::PushRequest request, BytesView sequencer_key) {
  RETURN_IF_ERROR(CheckCommunity(request.community()));
  if (request.commands().empty()) return Bad("commands: there is none");
  if (request.commands_size() > schema::kPushCommandsMax) {
    return Fail(ErrorCode::kTooLarge, "commands: at most " +
                                          std::to_string(schema::kPushCommandsMax) + " in a push");
  }
  PushJob job;
  job.request = std::move(request);
  ASSIGN_OR_RETURN(job.client_head, TakeCheckpoint(job.request.checkpoint(),
                                                   job.request.community(), sequencer_key));
  RETURN_IF_ERROR(TakeContents(job));
  DropMisstated(job);
  return job;
}

Result<PullJob> TakePull(v1::PullRequest request, BytesView sequencer_key, int64_t now_ms) {
  RETURN_IF_ERROR(CheckCommunity(request.community()));
  if (request.wanted_size() > kWantedMax) {
    return Fail(ErrorCode::kTooLarge,
                "wanted: at most " + std::to_string(kWantedMax) + " in a pull");
  }
  PullJob job;
  ASSIGN_OR_RETURN(job.client_head,
                   TakeCheckpoint(request.checkpoint(), request.community(), sequencer_key));
  if (request.has_reader()) {
    const v1::Reader& reader = request.reader();
    if (reader.member().size() != schema::kMemberIdBytes ||
        reader.device().size() != schema::kDeviceKeyBytes) {
      return Bad("reader: a member has 16 bytes and a device 32");
    }
    if (!SignatureHolds(reader, request.community())) return Bad("reader: the signature is wrong");
    job.reader_verified = reader.time_ms() >= now_ms - kReaderSkewMs &&
                          reader.time_ms() <= now_ms + kReaderSkewMs;
  }
  job.request = std::move(request);
  return job;
}

}  // namespace yiting::hall
