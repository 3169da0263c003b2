#include "witness/witness.h"

#include <spdlog/spdlog.h>

#include <utility>

#include "disk/durable_file.h"

namespace yiting::witness {

namespace {

http::Response Refuse(int status, const std::string& why) {
  return http::Response::Text(status, why + "\n");
}

}  // namespace

Result<std::unique_ptr<Witness>> Witness::Open(Settings settings, const clock::Clock& clock) {
  if (!ledger::IsValidKeyName(settings.name)) {
    return Fail(ErrorCode::kInvalid, "\"" + settings.name +
                                         "\": a witness's name has no space and no plus");
  }
  std::unique_ptr<Witness> witness(new Witness(std::move(settings), clock));
  for (const ledger::VerifierKey& key : witness->settings_.logs) {
    if (key.type != ledger::SignatureType::kEd25519) {
      return Fail(ErrorCode::kInvalid, key.name + ": this is a witness's key, not a log's");
    }
    witness->logs_[key.name].keys.push_back(key);
  }
  for (auto& [origin, log] : witness->logs_) RETURN_IF_ERROR(witness->Remember(origin, log));
  return witness;
}

Status Witness::Remember(const std::string& origin, Log& log) {
  const std::string path = PathOf(origin);
  ASSIGN_OR_RETURN(std::string note, disk::ReadIfThere(path));
  if (note.empty()) return {};
  // Its own line under it says that nobody has touched it.
  auto parsed = ledger::ParseNote(note);
  auto time = ledger::VerifyCosignature(note, key());
  auto checkpoint = parsed ? ledger::ParseCheckpoint(parsed->text)
                           : Result<ledger::Checkpoint>(Failure{parsed.error()});
  if (!time || !checkpoint || checkpoint->origin != origin) {
    return Fail(ErrorCode::kCorrupt,
                path + ": this is no checkpoint of " + origin + " that this key cosigned" +
                    (time ? "" : ": " + time.error().message) +
                    "; bring the file back from a backup, or begin as another witness");
  }
  log.newest = checkpoint->head();
  log.note = std::move(note);
  return {};
}

std::string Witness::PathOf(const std::string& origin) const {
  const crypto::Hash hash = crypto::Sha256(origin);
  return settings_.folder + "/" + ToHex(crypto::AsBytes(hash));
}

Result<std::string> Witness::SignedByLog(const ledger::Note& note, const Log& log) {
  for (const ledger::VerifierKey& key : log.keys) {
    if (!ledger::VerifyNote(note, key)) continue;
    ASSIGN_OR_RETURN(auto lines, ledger::SignaturesBy(note, key));
    return ledger::FormatNote({note.text, {*lines[0]}});
  }
  return Fail(ErrorCode::kNotFound, "no key of this log that is known here has signed it");
}

http::Response Witness::Conflict(const Log& log) const {
  http::Response response = Refuse(409, std::to_string(log.newest.size));
  response.content_type = std::string(kSizeMedia);
  return response;
}

// The order of the answers is that of the specification.
http::Response Witness::Add(std::string_view body) {
  auto request = ParseRequest(body);
  if (!request) return Refuse(400, request.error().message);
  auto note = ledger::ParseNote(request->checkpoint);
  if (!note) return Refuse(400, note.error().message);
  auto checkpoint = ledger::ParseCheckpoint(note->text);
  if (!checkpoint) return Refuse(400, checkpoint.error().message);

  std::lock_guard lock(mutex_);
  auto found = logs_.find(checkpoint->origin);
  if (found == logs_.end()) return Refuse(404, "this log is not known here");
  Log& log = found->second;
  auto by_log = SignedByLog(*note, log);
  if (!by_log) return Refuse(403, by_log.error().message);
  if (request->old_size > checkpoint->size) {
    return Refuse(400, "the old size is above the checkpoint's");
  }
  if (request->old_size != log.newest.size) return Conflict(log);
  const bool known = !log.note.empty();
  if (known && checkpoint->size == log.newest.size && checkpoint->root != log.newest.root) {
    KeepFork(checkpoint->origin, log, *by_log);
    return Conflict(log);
  }
  const ledger::TreeHead older = known ? log.newest : ledger::TreeHead{};
  if (Status grown = ledger::VerifyConsistency(request->proof, older, checkpoint->head());
      !grown) {
    spdlog::warn("{}: {}", checkpoint->origin, grown.error().message);
    return Refuse(422, grown.error().message);
  }

  auto cosigned = ledger::Cosign(*by_log, settings_.name, settings_.key, clock_.NowMs() / 1000);
  if (!cosigned) return Refuse(400, cosigned.error().message);
  // On disk before anybody has it.
  if (Status kept = disk::WriteDurably(PathOf(checkpoint->origin), *cosigned); !kept) {
    spdlog::error("{}", kept.error().message);
    return Refuse(500, "the witness could not remember this; try again");
  }
  log.newest = checkpoint->head();
  log.note = *cosigned;
  return http::Response::Text(200, cosigned->substr(by_log->size()));
}

void Witness::KeepFork(const std::string& origin, const Log& log, const std::string& note) const {
  spdlog::critical("{} has signed two trees of {} entries", origin, log.newest.size);
  const std::string path = PathOf(origin) + ".fork";
  auto there = disk::ReadIfThere(path);
  if (!there || !there->empty()) return;
  if (Status kept = disk::WriteDurably(path, log.note + "\n" + note); !kept) {
    spdlog::error("{}", kept.error().message);
  }
}

}  // namespace yiting::witness
