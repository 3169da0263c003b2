// What hall/hall.h answers to readers between two rounds, and the copy of the store that it makes
// then.

#include <spdlog/spdlog.h>

#include <memory>
#include <utility>
#include <vector>

#include "hall/hall.h"
#include "hall/recovery.h"

namespace yiting::hall {

void Hall::Pull(PullJob job, Done<v1::PullResponse> done) {
  auto answer = [this, job = std::move(job)]() -> Result<v1::PullResponse> {
    ASSIGN_OR_RETURN(Desk* desk, OpenDesk(job.request.community()));
    const Status met = desk->Meet(job.client_head);
    Watch(*desk);
    if (!met && met.error().code != ErrorCode::kIo) return Failure{met.error()};
    const BytesView device = job.reader_holds ? job.request.reader().device() : BytesView();
    if (const uint64_t from = desk->TakesBackFrom(job.client_head, device)) {
      v1::PullResponse response;
      response.set_recover_from(from);
      return response;
    }
    RETURN_IF_ERROR(met);
    RETURN_IF_ERROR(desk->CheckReadable());
    return AnswerPull(desk->reading(), job, clock_.NowMs(), accesses_);
  };
  Ask(
      [this, answer = std::move(answer), done] {
        const size_t before = accesses_.size();
        auto response = std::make_shared<Result<v1::PullResponse>>(answer());
        // What was not answered, nobody has read.
        if (!*response) accesses_.resize(before);
        if (accesses_.size() == before) return done(std::move(*response));
        held_.push_back([done, response](const Status& noted) {
          if (noted) return done(std::move(*response));
          done(Fail(ErrorCode::kIo, "the server could not note who reads this; try again"));
        });
      },
      [done](Error why) { done(Failure{std::move(why)}); });
}

void Hall::Recover(RecoverJob job, Done<v1::RecoverResponse> done) {
  auto answer = [this, job = std::move(job)]() -> Result<v1::RecoverResponse> {
    ASSIGN_OR_RETURN(Desk* desk, OpenDesk(job.request.community()));
    const Result<uint64_t> next = TakeBack(*desk, job, clock_.NowMs());
    Watch(*desk);
    if (!next) return Failure{next.error()};
    v1::RecoverResponse response;
    response.set_tree_size(*next);
    return response;
  };
  AskFor<v1::RecoverResponse>(std::move(answer), std::move(done));
}

// One commit for all pulls between two rounds.
void Hall::AnswerHeld() {
  if (held_.empty()) return;
  const Status noted = store_.NoteAccesses(accesses_);
  if (!noted) spdlog::error("who reads cannot be noted: {}", noted.error().message);
  accesses_.clear();
  for (const auto& answer : std::exchange(held_, {})) answer(noted);
}

void Hall::ListAccesses(v1::ListAccessesRequest request, Done<v1::ListAccessesResponse> done) {
  auto answer = [this, request = std::move(request)]() -> Result<v1::ListAccessesResponse> {
    ASSIGN_OR_RETURN(Desk* desk, OpenDesk(request.community()));
    return AnswerAccesses(desk->reading(), request);
  };
  AskFor<v1::ListAccessesResponse>(std::move(answer), std::move(done));
}

void Hall::CopyStore(std::string path, bool keys, Tell tell) {
  Ask(
      [this, path = std::move(path), keys, tell] {
        if (copying_.copy != nullptr) {
          return tell(Fail(ErrorCode::kConflict, "a copy is being made already"));
        }
        auto copy = keys ? store_.BeginKeyCopy(path) : store_.BeginCopy(path);
        if (!copy) return tell(Failure{copy.error()});
        copying_ = {*std::move(copy), tell};
      },
      [tell](Error why) { tell(Failure{std::move(why)}); });
}

void Hall::StepCopy() {
  if (copying_.copy == nullptr) return;
  auto progress = copying_.copy->Step();
  if (!progress || progress->done == progress->total) copying_.copy.reset();
  copying_.tell(std::move(progress));
}

void Hall::FetchPack(Bytes pack_hash, Done<v1::FetchPackResponse> done) {
  auto answer = [this, pack_hash = std::move(pack_hash)]() -> Result<v1::FetchPackResponse> {
    ASSIGN_OR_RETURN(std::optional<Bytes> bundle, store_.FindPack(pack_hash));
    if (!bundle) return Fail(ErrorCode::kNotFound, "no pack of that hash on this server");
    v1::FetchPackResponse response;
    response.set_bundle(*std::move(bundle));
    return response;
  };
  AskFor<v1::FetchPackResponse>(std::move(answer), std::move(done));
}

void Hall::FetchSnapshot(v1::FetchSnapshotRequest request,
                         Done<v1::FetchSnapshotResponse> done) {
  auto slice = [this, request = std::move(request), done] {
    Result<Desk*> desk = OpenDesk(request.community());
    if (!desk) return done(Failure{desk.error()});
    Result<std::optional<v1::FetchSnapshotResponse>> answer =
        snapshots_.Answer(**desk, request);
    if (!answer) return done(Failure{answer.error()});
    if (*answer) return done(std::move(**answer));
    // It is still being made: the others that wait have their turn first.
    FetchSnapshot(request, done);
  };
  Ask(std::move(slice), [done](Error why) { done(Failure{std::move(why)}); });
}

void Hall::Describe(Bytes community, Done<v1::DescribeResponse> done) {
  auto answer = [this, community = std::move(community)]() -> Result<v1::DescribeResponse> {
    v1::DescribeResponse response;
    for (auto& [id, desk] : desks_) {
      if ((!community.empty() && id != community) || !desk.is_open()) continue;
      const state::LedgerFacts& facts = desk.state().facts();
      v1::DescribeResponse::Community& one = *response.add_communities();
      one.set_community(id);
      one.mutable_title()->set_zh(facts.title_zh);
      one.mutable_title()->set_en(facts.title_en);
      one.set_sequencer_key(facts.sequencer_key);
      one.set_tree_size(facts.size);
    }
    if (!community.empty() && response.communities().empty()) {
      return Fail(ErrorCode::kNotFound, "no such community on this server");
    }
    return response;
  };
  AskFor<v1::DescribeResponse>(std::move(answer), std::move(done));
}

void Hall::ReadCheckpoint(Bytes community, Done<std::string> done) {
  auto answer = [this, community = std::move(community)]() -> Result<std::string> {
    ASSIGN_OR_RETURN(Desk* desk, OpenDesk(community));
    RETURN_IF_ERROR(desk->CheckReadable());
    return desk->checkpoint();
  };
  AskFor<std::string>(std::move(answer), std::move(done));
}

void Hall::ReadTile(Bytes community, ledger::Tile tile, Done<Bytes> done) {
  auto answer = [this, community = std::move(community), tile]() -> Result<Bytes> {
    ASSIGN_OR_RETURN(Desk* desk, OpenDesk(community));
    RETURN_IF_ERROR(desk->CheckReadable());
    return EncodeTileOf(desk->reading(), tile);
  };
  AskFor<Bytes>(std::move(answer), std::move(done));
}

}  // namespace yiting::hall
