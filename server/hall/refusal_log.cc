#include "hall/refusal_log.h"

#include <spdlog/spdlog.h>

#include "base/instant.h"
#include "replica/outbox_view.h"
#include "schema/signed_command.h"
#include "state/read_members.h"

namespace yiting::hall {

void LogRefusal(state::Community& state, const Bytes& command, v1::Reason reason, int64_t now_ms) {
  if (reason != v1::OBSERVER) return;
  const auto opened = schema::OpenCommand(command, state.id());
  if (!opened) return;
  const v1::Payload& payload = opened->payload;
  // By the key of an invitation any device may say that it is anybody: that is nobody's own doing.
  const auto device = state::FindDevice(state, payload.device());
  if (!device || device->member != payload.actor()) return;
  spdlog::info("refused reason=OBSERVER community={} member={} command={} time={}",
               ToHex(state.id()), ToHex(payload.actor()), replica::KindOf(payload),
               FormatInstant(Instant{now_ms}));
}

}  // namespace yiting::hall
