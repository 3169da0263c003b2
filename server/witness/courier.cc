#include "witness/courier.h"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <future>
#include <utility>

#include "ledger/checkpoint.h"
#include "ledger/decimal.h"
#include "witness/request.h"

namespace yiting::witness {

namespace {

// Each answer to a wrong belief corrects it, so two visits are enough unless somebody else reports
// for the same log.
constexpr int kTriesOfVisit = 3;

Result<hall::Hall::Growth> GrowthOf(hall::Hall& hall, const Bytes& community, uint64_t old_size) {
  std::promise<Result<hall::Hall::Growth>> promise;
  hall.ProveGrowth(community, old_size, [&promise](Result<hall::Hall::Growth> growth) {
    promise.set_value(std::move(growth));
  });
  return promise.get_future().get();
}

// What a witness's refusal means for the one who reads our log.
std::string MeaningOf(const http::Reply& reply) {
  if (reply.status == 404) return "it does not know this ledger; give it --log with its key";
  if (reply.status == 403) return "it knows another key of this ledger; give it --log with ours";
  return "it answered " + std::to_string(reply.status) + ": " +
         reply.body.substr(0, reply.body.find('\n')).substr(0, 200);
}

}  // namespace

Result<Address> ParseAddress(const std::string& text) {
  const size_t equals = text.find('=');
  if (equals == std::string::npos) {
    return Fail(ErrorCode::kInvalid,
                "--witness is written URL=VKEY, as `yiting witness` prints it");
  }
  Address address;
  address.text = text.substr(0, equals);
  ASSIGN_OR_RETURN(address.url, http::ParseUrl(address.text));
  ASSIGN_OR_RETURN(address.key, ledger::ParseVerifierKey(text.substr(equals + 1)));
  if (address.key.type != ledger::SignatureType::kCosignature) {
    return Fail(ErrorCode::kInvalid, address.key.name + ": this is a log's key, not a witness's");
  }
  return address;
}

Courier::Courier(hall::Hall& hall, const std::vector<Address>& witnesses) : hall_(hall) {
  for (const Address& address : witnesses) {
    auto route = std::make_unique<Route>();
    route->address = address;
    route->client = http::Client::To(address.url);
    routes_.push_back(std::move(route));
  }
}

void Courier::CheckBeforeStart(const std::vector<Bytes>& communities) {
  for (const auto& route : routes_) {
    // Those that are not come to now are visited when it answers again.
    for (const Bytes& community : communities) route->errands[community].waits = true;
    for (const Bytes& community : communities) {
      route->errands[community].waits = false;
      uint64_t cosigned = 0;
      const Status visited = Visit(*route, community, cosigned);
      Settle(*route, community, visited, cosigned);
      if (!visited && visited.error().code == ErrorCode::kIo) break;
    }
  }
}

void Courier::Start() {
  for (const auto& route : routes_) {
    route->thread = std::thread([this, &route = *route] { Run(route); });
  }
}

void Courier::Stop() {
  {
    std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  woken_.notify_all();
  for (const auto& route : routes_) {
    if (route->thread.joinable()) route->thread.join();
  }
}

void Courier::Grow(const Bytes& community) {
  {
    std::lock_guard lock(mutex_);
    for (const auto& route : routes_) route->errands[community].waits = true;
  }
  woken_.notify_all();
}

std::pair<const Bytes, Courier::Errand>* Courier::Next(Route& route) {
  std::pair<const Bytes, Errand>* next = nullptr;
  for (auto& one : route.errands) {
    if (!one.second.waits) continue;
    if (next == nullptr || one.second.not_before < next->second.not_before) next = &one;
  }
  return next;
}

void Courier::Run(Route& route) {
  std::unique_lock lock(mutex_);
  while (!stopping_) {
    auto* next = Next(route);
    if (next == nullptr) {
      woken_.wait(lock);
      continue;
    }
    if (next->second.not_before > std::chrono::steady_clock::now()) {
      woken_.wait_until(lock, next->second.not_before);
      continue;
    }
    const Bytes community = next->first;
    uint64_t cosigned = next->second.cosigned;
    next->second.waits = false;
    lock.unlock();
    const Status visited = Visit(route, community, cosigned);
    Settle(route, community, visited, cosigned);
    lock.lock();
  }
}

void Courier::Settle(Route& route, const Bytes& community, const Status& status,
                     uint64_t cosigned) {
  std::lock_guard lock(mutex_);
  Errand& errand = route.errands[community];
  errand.cosigned = cosigned;
  std::chrono::milliseconds pause = kPause;
  if (!status) {
    errand.waits = true;
    pause = errand.retry;
    errand.retry = std::min(errand.retry * 2, kRetryMax);
  } else {
    errand.retry = kRetryMin;
  }
  errand.not_before = std::chrono::steady_clock::now() + pause;
  // Once for each change, not once for each try.
  const std::string complaint = status ? "" : status.error().message;
  if (std::exchange(errand.complaint, complaint) == complaint) return;
  if (status) {
    spdlog::info("witness {} cosigns community {} again", route.address.text, ToHex(community));
  } else {
    spdlog::warn("witness {}, community {}: {}", route.address.text, ToHex(community), complaint);
  }
}

Status Courier::Visit(Route& route, const Bytes& community, uint64_t& cosigned) {
  for (int tries = 0; tries < kTriesOfVisit; ++tries) {
    auto growth = GrowthOf(hall_, community, cosigned);
    if (!growth) return Failure{growth.error()};
    const AddCheckpoint request{cosigned, growth->proof, growth->checkpoint};
    ASSIGN_OR_RETURN(const http::Reply reply,
                     route.client->Post(std::string(kAddCheckpoint), "text/plain; charset=utf-8",
                                        FormatRequest(request), kAnswerWait));
    if (reply.status == 200) {
      RETURN_IF_ERROR(TakeLines(route, community, *growth, reply.body));
      cosigned = growth->size;
      return {};
    }
    if (reply.status != 409 || !reply.content_type.starts_with(kSizeMedia)) {
      return Fail(ErrorCode::kInvalid, MeaningOf(reply));
    }
    auto size = ledger::ParseDecimal(reply.body.substr(0, reply.body.find('\n')));
    if (!size) return Fail(ErrorCode::kInvalid, "its 409 holds no size");
    if (*size > growth->size) {
      hall_.NoteLargerTree(community, *size);
      return Fail(ErrorCode::kConflict, "it has cosigned " + std::to_string(*size) +
                                            " entries, we have " + std::to_string(growth->size));
    }
    if (*size == cosigned) {
      return Fail(ErrorCode::kConflict, "it has cosigned another tree of " +
                                            std::to_string(*size) + " entries than ours");
    }
    cosigned = *size;
  }
  return Fail(ErrorCode::kConflict, "somebody else reports to it for this ledger");
}

// Only this witness's lines, only if they are good; whatever else came is thrown away.
Status Courier::TakeLines(Route& route, const Bytes& community,
                          const hall::Hall::Growth& growth, const std::string& lines) {
  const ledger::VerifierKey& key = route.address.key;
  auto sent = ledger::ParseNote(growth.checkpoint);
  auto note = ledger::ParseNote(growth.checkpoint + lines);
  if (!sent || !note) return Fail(ErrorCode::kInvalid, "its answer is no signature line");
  ledger::Note good{sent->text, {}};
  for (const ledger::NoteSignature& one : note->signatures) {
    if (one.name == key.name && one.key_id == key.key_id()) good.signatures = {one};
  }
  if (good.signatures.empty()) {
    return Fail(ErrorCode::kInvalid, "it did not sign with the key that it is known by");
  }
  const std::string whole = ledger::FormatNote(good);
  auto time = ledger::VerifyCosignature(whole, key);
  if (!time) return Failure{time.error()};
  hall_.AddCosignature(community, growth.size, whole.substr(good.text.size() + 1));
  return {};
}

}  // namespace yiting::witness
