#include "ops/erase.h"

#include <algorithm>
#include <utility>

#include "schema/limits.h"
#include "schema/signed_command.h"
#include "state/read_members.h"

namespace yiting::ops {

Result<v1::ErasureReason> ParseErasureReason(const std::string& name) {
  if (name == "asked_for") return v1::ASKED_FOR;
  if (name == "unlawful") return v1::UNLAWFUL;
  if (name == "not_needed") return v1::NOT_NEEDED;
  return Fail(ErrorCode::kInvalid,
              "--reason " + name + ": asked_for, unlawful or not_needed");
}

Result<crypto::SigningKey> OperatorOf(House& house, state::Community& state) {
  ASSIGN_OR_RETURN(crypto::SigningKey key, house.OperatorKey());
  if (state::FindDevice(state, crypto::PublicKey(key))) return key;
  return Fail(ErrorCode::kInvalid, "this machine's operator is no member of that community: it was "
                                   "not founded here by `community create`");
}

Status EraseContents(House& house, BytesView community, Erasure erasure, int64_t now_ms,
                     const Progress& progress) {
  hall::Desk desk = house.DeskOf(Bytes(community));
  RETURN_IF_ERROR(desk.Open());
  ASSIGN_OR_RETURN(const crypto::SigningKey key, OperatorOf(house, desk.state()));
  std::vector<Bytes>& contents = erasure.contents;
  std::sort(contents.begin(), contents.end());
  contents.erase(std::unique(contents.begin(), contents.end()), contents.end());
  size_t done = 0;
  do {
    progress("erasing", done, contents.size());
    Draft draft;
    draft.payload.set_actor(schema::MemberIdOf(crypto::PublicKey(key)));
    v1::EraseContents& body = *draft.payload.mutable_erase_contents();
    body.set_reason(erasure.reason);
    body.set_member(erasure.member);
    const size_t end =
        std::min(contents.size(), done + static_cast<size_t>(schema::kErasedAtOnceMax));
    for (; done < end; ++done) body.add_contents(contents[done]);
    RETURN_IF_ERROR(house.Admit(desk, std::move(draft), {key}, now_ms));
  } while (done < contents.size());
  progress("erasing", done, contents.size());
  return {};
}

}  // namespace yiting::ops
