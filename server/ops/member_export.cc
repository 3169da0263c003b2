#include "ops/member_export.h"

#include <set>
#include <utility>
#include <vector>

#include "base/instant.h"
#include "ops/export.h"
#include "schema/signed_command.h"
#include "state/read_ledger.h"
#include "state/read_members.h"
#include "verbs/json.h"
#include "verbs/names.h"
#include "verbs/show.h"
#include "yiting/v1/entry.pb.h"

namespace yiting::ops {

namespace {

using verbs::Json;

constexpr uint32_t kPage = 500;
constexpr size_t kChunkBytes = 1 << 20;

// Null for never.
Json ShowTime(int64_t time_ms) {
  return time_ms == 0 ? Json(nullptr) : Json(FormatInstant(Instant{time_ms}));
}

Json ShowMember(const state::Member& member) {
  return {{"member", ToHex(member.member)},       {"household", ToHex(member.household)},
          {"admitted", ShowTime(member.admitted_ms)}, {"left", ShowTime(member.left_ms)},
          {"person", ToHex(member.person)},       {"profile", ToHex(member.profile)}};
}

Json ShowRoles(state::Community& state, BytesView member, int64_t now_ms) {
  Json roles = Json::array();
  for (const state::HeldRole& held : state::RolesAt(state, member, now_ms)) {
    roles.push_back({{"role", held.role},
                     {"unit", held.unit},
                     {"from", ShowTime(held.from_ms)},
                     {"until", ShowTime(held.until_ms)}});
  }
  return roles;
}

Json ShowDevices(state::Community& state, BytesView member) {
  Json devices = Json::array();
  for (const auto& [key, device] : state::DevicesOf(state, member)) {
    devices.push_back(
        {{"device", ToHex(key)}, {"commands", device.counter}, {"revoked", device.revoked}});
  }
  return devices;
}

Json ShowOwn(const state::OwnContent& own) {
  // v1::Audience_Name would be "PARTIES"; formats write it small.
  std::string audience = v1::Audience_Name(static_cast<v1::Audience>(own.facts.audience));
  for (char& c : audience) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return {{"commitment", ToHex(own.commitment)}, {"audience", audience},
          {"media", own.facts.media},            {"size", own.facts.size},
          {"matter", ToHex(own.facts.matter)},   {"erased", ShowTime(own.facts.erased_ms)}};
}

// Adds to `taken` those that are opened.
Result<Json> ShowContents(House& house, state::Community& state, BytesView member,
                          std::set<Bytes>& taken) {
  Json contents = Json::array();
  Bytes after;
  while (true) {
    const std::vector<state::OwnContent> some =
        state::ContentsOwnedBy(state, member, after, kPage);
    if (some.empty()) return contents;
    after = some.back().commitment;
    for (const state::OwnContent& own : some) {
      Json one = ShowOwn(own);
      ASSIGN_OR_RETURN(auto found, house.store().FindContent(state.id(), own.commitment));
      if (found) {
        taken.insert(own.commitment);
        const bool is_text = own.facts.media.starts_with("text/");
        one["salt"] = ToHex(found->salt);
        one[is_text ? "text" : "base64"] = is_text ? found->data : ToBase64(found->data);
      }
      contents.push_back(std::move(one));
    }
  }
}

bool IsBy(BytesView entry_bytes, BytesView community, BytesView member) {
  v1::Entry entry;
  if (!entry.ParseFromArray(entry_bytes.data(), static_cast<int>(entry_bytes.size()))) return false;
  if (entry.command().empty()) return false;
  const auto opened = schema::OpenCommand(
      entry.command(), entry.seq() == 0 ? schema::NoCommunity() : BytesView(community));
  return opened &&
         (opened->payload.actor() == member || opened->payload.on_behalf_of() == member);
}

Result<Json> ShowEntries(House& house, state::Community& state, BytesView member,
                         const Progress& progress) {
  Json entries = Json::array();
  const uint64_t size = state.facts().size;
  uint64_t seq = 0;
  while (seq < size) {
    progress("reading the ledger", seq, size);
    ASSIGN_OR_RETURN(std::vector<Bytes> some, house.store().Read(state.id(), seq, kChunkBytes));
    if (some.empty()) return Fail(ErrorCode::kCorrupt, "the store lacks an entry");
    seq += some.size();
    for (const Bytes& entry : some) {
      if (!IsBy(entry, state.id(), member)) continue;
      ASSIGN_OR_RETURN(Json shown, verbs::ShowEntry(entry, verbs::Names()));
      entries.push_back(std::move(shown));
    }
  }
  progress("reading the ledger", size, size);
  return entries;
}

Result<Json> ShowAccesses(House& house, BytesView community, BytesView owner) {
  Json accesses = Json::array();
  uint64_t after = 0;
  do {
    ASSIGN_OR_RETURN(store::AccessPage page,
                     house.store().Accesses(community, owner, after, kPage));
    for (const store::Access& one : page.accesses) {
      accesses.push_back({{"time", ShowTime(one.time_ms)},
                          {"commitment", ToHex(one.commitment)},
                          {"member", ToHex(one.member)},
                          {"device", ToHex(one.device)}});
    }
    after = page.next;
  } while (after != 0);
  return accesses;
}

}  // namespace

Result<std::string> ExportMember(House& house, BytesView community, BytesView member,
                                 int64_t now_ms, const Progress& progress) {
  hall::Desk desk = house.DeskOf(Bytes(community));
  RETURN_IF_ERROR(desk.Open());
  state::Community& state = desk.state();
  const auto known = state::FindMember(state, member);
  if (!known) return Fail(ErrorCode::kNotFound, "--member: that community has no such member");
  Json json = Json::object();
  json["community"] = ToHex(community);
  json["title"] = state.facts().title_zh;
  json["made"] = ShowTime(now_ms);
  json["entries_in_ledger"] = state.facts().size;
  json["member"] = ShowMember(*known);
  json["roles"] = ShowRoles(state, member, now_ms);
  json["devices"] = ShowDevices(state, member);
  std::set<Bytes> taken;
  ASSIGN_OR_RETURN(json["contents"], ShowContents(house, state, member, taken));
  ASSIGN_OR_RETURN(json["entries_made"], ShowEntries(house, state, member, progress));
  ASSIGN_OR_RETURN(json["accesses"], ShowAccesses(house, community, member));
  RETURN_IF_ERROR(NoteTaken(house, state, taken));
  RETURN_IF_ERROR(state.db().failure());
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

Result<std::string> ListAccesses(House& house, BytesView community, uint32_t limit) {
  ASSIGN_OR_RETURN(store::AccessPage page, house.store().Accesses(community, "", 0, limit));
  std::string lines;
  for (const store::Access& one : page.accesses) {
    lines += FormatInstant(Instant{one.time_ms}) + "  content=" + ToHex(one.commitment) +
             " owner=" + ToHex(one.owner) + " member=" + ToHex(one.member) +
             " device=" + ToHex(one.device) + "\n";
  }
  return lines;
}

}  // namespace yiting::ops
