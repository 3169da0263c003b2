// The territory and its bodies, kept by a registrar; and who asks to be admitted.

#include <algorithm>
#include <map>

#include "decide/situation.h"
#include "schema/limits.h"
#include "state/read_ledger.h"
#include "state/read_territory.h"

namespace yiting::decide {

namespace {

constexpr size_t kPlaceDigits = 16;

// A device that waits asks at most once a day: each time is an entry that every phone keeps for
// ever, and officers answer in days.
constexpr int64_t kAskAgainMs = 86'400'000;

bool IsKind(const rulehost::LoadedPack& pack, const std::string& kind) {
  for (const v1::Named& each : pack.model().place_kinds()) {
    if (each.id() == kind) return true;
  }
  return false;
}

const v1::BodyKind* FindBodyKind(const rulehost::LoadedPack& pack, const std::string& kind) {
  for (const v1::BodyKind& each : pack.model().body_kinds()) {
    if (each.id() == kind) return &each;
  }
  return nullptr;
}

// Nullopt: the place may be put there, or keeps its place. `depths`: of those before it in the same
// command.
std::optional<Refusal> CheckPlace(const Situation& situation, const v1::Place& place,
                                  std::map<Bytes, int64_t>& depths) {
  if (!IsKind(situation.pack, place.kind())) return Refusal{v1::PLACE_UNKNOWN, "", place.kind()};
  if (const auto before = state::FindPlace(situation.community, place.place())) {
    const bool same = before->parent == place.parent() && before->kind == place.kind();
    depths[place.place()] = state::DepthOf(situation.community, place.place());
    if (!same) return Refusal{v1::PLACE_UNKNOWN, "", ToHex(place.place())};
    return std::nullopt;
  }
  int64_t depth = 0;
  if (!place.parent().empty()) {
    const auto earlier = depths.find(place.parent());
    if (earlier != depths.end()) {
      depth = earlier->second + 1;
    } else if (state::FindPlace(situation.community, place.parent())) {
      depth = state::DepthOf(situation.community, place.parent()) + 1;
    } else {
      return Refusal{v1::PLACE_UNKNOWN, "", ToHex(place.parent())};
    }
  }
  if (depth >= schema::kPlaceDepthMax) {
    return Refusal{v1::TOO_MANY, "", std::to_string(schema::kPlaceDepthMax)};
  }
  depths[place.place()] = depth;
  return std::nullopt;
}

}  // namespace

Result<Decision> DecideRegisterPlaces(const Situation& situation) {
  if (std::optional<Refusal> refusal = OnlyRegistrar(situation)) return Decision(*refusal);
  Events events;
  std::map<Bytes, int64_t> depths;
  for (const v1::Place& place : situation.payload().register_places().places()) {
    if (std::optional<Refusal> refusal = CheckPlace(situation, place, depths)) {
      return Decision(*refusal);
    }
    v1::PlaceRegistered* registered = events.emplace_back().mutable_place_registered();
    registered->set_place(place.place());
    registered->set_parent(place.parent());
    registered->set_kind(place.kind());
    *registered->mutable_title() = place.title();
  }
  return Decision(std::move(events));
}

Result<Decision> DecideFoundBody(const Situation& situation) {
  if (std::optional<Refusal> refusal = OnlyRegistrar(situation)) return Decision(*refusal);
  const v1::FoundBody& body = situation.payload().found_body();
  const v1::BodyKind* kind = FindBodyKind(situation.pack, body.kind());
  if (kind == nullptr) return No(v1::BODY_UNKNOWN, "", body.kind());
  std::string id = body.kind();
  if (body.place().empty() != kind->at().empty()) return No(v1::PLACE_UNKNOWN, "", body.kind());
  if (!body.place().empty()) {
    const auto place = state::FindPlace(situation.community, body.place());
    const auto& at = kind->at();
    if (!place || std::find(at.begin(), at.end(), place->kind) == at.end()) {
      return No(v1::PLACE_UNKNOWN, "", ToHex(body.place()));
    }
    id += "_" + ToHex(body.place()).substr(0, kPlaceDigits);
  }
  const auto before = state::FindBody(situation.community, id);
  if (body.dissolve() && (!before || before->dissolved)) return No(v1::BODY_UNKNOWN, "", id);
  // Two places whose ids begin alike would share a body.
  if (before && before->place != body.place()) return No(v1::PLACE_UNKNOWN, "", id);
  Events events;
  v1::BodyFounded* founded = events.emplace_back().mutable_body_founded();
  founded->set_body(id);
  founded->set_kind(body.kind());
  founded->set_place(body.place());
  *founded->mutable_title() = body.title();
  founded->set_dissolved(body.dissolve());
  return Decision(std::move(events));
}

Result<Decision> DecideAskToJoin(const Situation& situation) {
  const v1::Payload& payload = situation.payload();
  const v1::AskToJoin& body = payload.ask_to_join();
  const auto poster = state::FindInvitation(situation.community, body.key());
  if (!poster || !poster->poster) return No(v1::INVITATION_UNKNOWN);
  if (!schema::IsSignedBy(situation.command, body.key())) return No(v1::BAD_SIGNATURE);
  if (poster->expires_ms <= situation.now_ms) return No(v1::INVITATION_EXPIRED);
  if (state::FindDevice(situation.community, payload.device())) return No(v1::DEVICE_KNOWN);
  if (payload.actor() != schema::MemberIdOf(payload.device())) return No(v1::NOT_A_MEMBER);
  if (state::FindMember(situation.community, payload.actor())) return No(v1::ALREADY_MEMBER);
  // Who applies is nobody yet: only the street's staff read what they wrote.
  if (body.profile().audience() != v1::STAFF || body.profile().media() != "text/plain" ||
      body.profile().size() == 0) {
    return No(v1::INPUT_INVALID, "", "profile");
  }
  if (auto refusal = CheckProfile(situation.community, payload.actor(), body.profile())) {
    return Decision(*refusal);
  }
  const auto waits = state::FindApplicant(situation.community, payload.actor());
  if (waits && situation.now_ms < waits->asked_ms + kAskAgainMs) return No(v1::ALREADY_DONE);
  // Who waits by another poster takes up a place of this one, or one poster could fill all others.
  const bool counted = waits && waits->poster == body.key();
  if (!counted && state::CountApplicantsBy(situation.community, body.key()) >=
                      schema::kApplicantsMax) {
    return No(v1::TOO_MANY, "", std::to_string(schema::kApplicantsMax));
  }
  Events events;
  v1::JoinAsked* asked = events.emplace_back().mutable_join_asked();
  asked->set_member(payload.actor());
  asked->set_device(payload.device());
  asked->set_key(body.key());
  *asked->mutable_profile() = body.profile();
  return Decision(std::move(events));
}

Result<Decision> DecideDeclineJoin(const Situation& situation) {
  if (std::optional<Refusal> refusal = OnlyRegistrar(situation)) return Decision(*refusal);
  const v1::DeclineJoin& body = situation.payload().decline_join();
  if (!state::FindApplicant(situation.community, body.member())) return No(v1::MEMBER_UNKNOWN);
  Events events;
  v1::JoinDeclined* declined = events.emplace_back().mutable_join_declined();
  declined->set_member(body.member());
  declined->set_by(situation.actor());
  // What a stranger wrote about themselves is needed no longer: Personal Information Protection
  // Law, article 47.
  std::vector<Bytes> written;
  for (const state::OwnContent& own : state::ContentsOwnedBy(
           situation.community, body.member(), "", schema::kErasedAtOnceMax)) {
    if (own.facts.erased_ms == 0) written.push_back(own.commitment);
  }
  if (written.empty()) return Decision(std::move(events));
  v1::ContentsErased* erased = events.emplace_back().mutable_contents_erased();
  erased->set_by(situation.actor());
  erased->set_reason(v1::NOT_NEEDED);
  for (const Bytes& commitment : written) erased->add_contents(commitment);
  return Decision(std::move(events));
}

}  // namespace yiting::decide
