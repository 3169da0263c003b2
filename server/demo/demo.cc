#include "demo/demo.h"

#include <spdlog/spdlog.h>
#include <stdlib.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <map>
#include <set>
#include <utility>

#include "base/instant.h"
#include "clock/clock.h"
#include "crypto/sha256.h"
#include "demo/life.h"

namespace yiting::demo {

namespace {

// So long that matters have been opened, gone through all stages, and ended.
constexpr int64_t kLivedMs = 75 * kDayMs;

// A folder that goes when the demo does.
class TemporaryFolder {
 public:
  static Result<TemporaryFolder> Make() {
    std::string name = (std::filesystem::temp_directory_path() / "yiting-demo-XXXXXX").string();
    if (::mkdtemp(name.data()) == nullptr) {
      return Fail(ErrorCode::kIo, name + ": cannot make a temporary folder; give one with --data");
    }
    return TemporaryFolder(name);
  }
  TemporaryFolder(TemporaryFolder&& other) noexcept : path_(std::exchange(other.path_, "")) {}
  ~TemporaryFolder() {
    std::error_code ignored;
    if (!path_.empty()) std::filesystem::remove_all(path_, ignored);
  }
  const std::string& path() const { return path_; }

 private:
  explicit TemporaryFolder(std::string path) : path_(std::move(path)) {}
  std::string path_;
};

// What the keys of the demo's people are made from: as secret as the server's own key.
Result<Bytes> SecretOf(const ops::House& house) {
  ASSIGN_OR_RETURN(crypto::SigningKey key, house.keys().FindOrMake("demo"));
  const BytesView bytes(reinterpret_cast<const char*>(key.bytes.data()), key.bytes.size());
  return Bytes(crypto::AsBytes(crypto::Sha256(bytes)));
}

v1::Text TitleFor(const v1::Pack& model) {
  v1::Text title;
  if (model.id() == "mishixiang") {
    title.set_zh("米市巷 · 文锦社区（演示）");
    title.set_en("Mishixiang, Wenjin community (demo)");
    return title;
  }
  title.set_zh(model.title().zh() + "（演示）");
  title.set_en(model.title().en() + " (demo)");
  return title;
}

Result<Bytes> FoundEmpty(ops::House& house, const rulehost::PackPtr& pack,
                         const std::vector<Person>& cast, int64_t began_ms) {
  const Person& registrar = cast.front();
  ops::Draft draft;
  draft.payload.set_actor(registrar.member);
  draft.payload.set_device(registrar.device);
  draft.payload.set_counter(1);
  draft.payload.set_claimed_ms(began_ms);
  v1::CreateCommunity& body = *draft.payload.mutable_create_community();
  *body.mutable_title() = TitleFor(pack->model());
  body.set_sequencer_key(crypto::PublicKey(house.sequencer_key()));
  body.set_pack_hash(pack->hash());
  for (const char* name : {"street-1", "street-2"}) {
    ASSIGN_OR_RETURN(crypto::SigningKey street, house.keys().FindOrMake(name));
    body.add_street_keys(crypto::PublicKey(street));
  }
  for (const Person& person : cast) {
    if (person.founder) *body.add_members() = MemberOf(person, draft);
  }
  return house.Found(std::move(draft), registrar.key(), began_ms);
}

// The communities that a data folder has from an earlier demo.
Result<std::vector<DemoCommunity>> FindOld(ops::House& house) {
  std::vector<DemoCommunity> found;
  ASSIGN_OR_RETURN(std::vector<Bytes> communities, house.store().Communities());
  ASSIGN_OR_RETURN(Bytes secret, SecretOf(house));
  for (const Bytes& community : communities) {
    hall::Desk desk = house.DeskOf(community);
    RETURN_IF_ERROR(desk.Open());
    rulehost::PackPtr pack = house.packs().Find(desk.state().facts().pack);
    if (pack == nullptr) continue;
    found.push_back({community, pack, CastOf(pack->model(), secret), ""});
  }
  // As they were founded: in the order of their packs.
  std::sort(found.begin(), found.end(), [](const DemoCommunity& a, const DemoCommunity& b) {
    return a.pack->model().id() < b.pack->model().id();
  });
  return found;
}

// Of the people who act for units, the one whose unit leads most kinds of matters is shown.
int LeadCount(const v1::Pack& model, const Person& person) {
  int count = 0;
  for (const v1::Category& category : model.categories()) count += category.lead() == person.unit;
  return count;
}

const Person& ShownFor(const v1::Pack& model, const std::vector<Person>& cast,
                       const Person& first) {
  const Person* best = &first;
  for (const Person& person : cast) {
    if (person.role != first.role || person.unit.empty() || best->unit.empty()) continue;
    if (LeadCount(model, person) > LeadCount(model, *best)) best = &person;
  }
  return *best;
}

// Whoever may change the rules of the community: as many of each such role are shown as must sign.
size_t ShownOf(const v1::Pack& model, const std::string& role) {
  const v1::Activation& activation = model.activation();
  const auto& by = activation.by();
  if (std::find(by.begin(), by.end(), role) == by.end()) return 1;
  return std::max(activation.signers(), 1u);
}

bool MayChangeRules(const v1::Pack& model, const std::string& role) {
  const auto& by = model.activation().by();
  if (by.empty()) return role == "registrar";
  return std::find(by.begin(), by.end(), role) != by.end();
}

void AddLine(std::string& out, const std::string& who, const std::string& address) {
  out += "    " + who + "\n      " + address + "\n";
}

}  // namespace

Result<DemoCommunity> Found(ops::House& house, const rulehost::PackPtr& pack, int64_t now_ms) {
  ASSIGN_OR_RETURN(Bytes secret, SecretOf(house));
  DemoCommunity made{"", pack, CastOf(pack->model(), secret), signer::Random(32)};
  const int64_t began_ms = now_ms - kLivedMs;
  ASSIGN_OR_RETURN(made.community, FoundEmpty(house, pack, made.cast, began_ms));
  hall::Desk desk = house.DeskOf(made.community);
  RETURN_IF_ERROR(desk.Open());
  Life life(desk, pack, made.cast);
  RETURN_IF_ERROR(life.Live(began_ms + kHourMs, now_ms));
  RETURN_IF_ERROR(life.Invite(made.invitation, now_ms));
  RETURN_IF_ERROR(life.HangPoster(signer::Random(32), now_ms));
  RETURN_IF_ERROR(life.LendVenues(now_ms));
  desk.AddTo(life.batch());
  RETURN_IF_ERROR(house.store().Append(life.batch()));
  desk.Commit();
  return made;
}

std::string FormatAddresses(const std::string& origin, BytesView sequencer_key,
                            const std::string& title, const DemoCommunity& community) {
  const std::string place = ToHex(community.community) + "/" + ToHex(sequencer_key);
  std::string out = "\n  " + title + "\n";
  AddLine(out, "访客 visitor", origin + "/#/visit/" + place);
  const v1::Pack& model = community.pack->model();
  std::map<std::string, size_t> shown;
  for (const Person& first : community.cast) {
    if (shown[first.role] == ShownOf(model, first.role)) continue;
    const bool only_one = ShownOf(model, first.role) == 1;
    const Person& person = only_one ? ShownFor(model, community.cast, first) : first;
    ++shown[first.role];
    const v1::Role* role = community.pack->FindRole(person.role);
    if (role == nullptr) continue;
    // The rules page is in the console, for members who may change the rules as well.
    const bool console = person.staff || MayChangeRules(model, person.role);
    const std::string page = console ? "/console/#/as/" : "/#/as/";
    const v1::Unit* unit = community.pack->FindUnit(person.unit);
    std::string who = role->title().zh() + " " + role->title().en();
    if (unit != nullptr) who += "（" + unit->title().zh() + "）";
    if (MayChangeRules(model, person.role)) who += " · 可改规则 may change the rules";
    AddLine(out, who + " · " + person.name,
            origin + page + place + "/" + ToHex(person.seed));
  }
  if (!community.invitation.empty()) {
    AddLine(out, "邀请新居民 an invitation, for one new member",
            ops::JoinLink(origin, community.community, sequencer_key, community.invitation));
  }
  return out;
}

Status RunDemo(const DemoOptions& options) {
  ops::ServeOptions serve = options.serve;
  std::optional<TemporaryFolder> temporary;
  if (serve.data.empty()) {
    ASSIGN_OR_RETURN(TemporaryFolder made, TemporaryFolder::Make());
    serve.data = made.path();
    temporary.emplace(std::move(made));
  }
  ASSIGN_OR_RETURN(std::unique_ptr<ops::House> house, ops::House::Open(serve.data, serve.store));
  ASSIGN_OR_RETURN(std::vector<ops::NamedPack> packs, house->TakePacks(serve.rules));
  ASSIGN_OR_RETURN(std::vector<DemoCommunity> communities, FindOld(*house));
  if (communities.empty()) {
    const int64_t now_ms = clock::SystemClock().NowMs();
    for (const ops::NamedPack& named : packs) {
      auto made = Found(*house, named.pack, now_ms);
      if (!made) return FailAt("the demo of rule pack " + named.name, made.error());
      communities.push_back(*std::move(made));
    }
  }
  if (communities.empty()) {
    return Fail(ErrorCode::kNotFound, serve.rules + "/packs has no rule pack that loads");
  }
  return ops::ServeHouse(*house, serve, [&](const std::string& origin) {
    std::string out = "议厅演示 Yiting demo: " + origin + "\n";
    for (const DemoCommunity& community : communities) {
      out += FormatAddresses(origin, crypto::PublicKey(house->sequencer_key()),
                             TitleFor(community.pack->model()).zh(), community);
    }
    out += "\n  数据 data: " + serve.data + "    Ctrl-C 结束 ends it\n";
    std::fputs(out.c_str(), stdout);
    std::fflush(stdout);
  });
}

}  // namespace yiting::demo
