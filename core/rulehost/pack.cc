#include "rulehost/pack.h"

#include <algorithm>

#include "base/sort.h"
#include "rulehost/loader.h"
#include "schema/canonical.h"

namespace yiting::rulehost {
namespace {

constexpr std::string_view kHashPrefix("yiting.v1.pack\0", 15);

std::string Key(char kind, BytesView a, BytesView b = {}, BytesView c = {}) {
  std::string key(1, kind);
  for (const BytesView part : {a, b, c}) {
    key.push_back('\0');
    key.append(part);
  }
  return key;
}

}  // namespace

v1::PackBundle BuildBundle(const PackFiles& files, std::vector<v1::PackBundle::Choice> choices) {
  v1::PackBundle bundle;
  bundle.set_profile(1);
  for (const auto& [path, content] : files) {
    v1::PackBundle::File* file = bundle.add_files();
    file->set_path(path);
    file->set_content(content);
  }
  for (const v1::PackBundle::Choice& choice : choices) *bundle.add_choices() = choice;
  Sort(*bundle.mutable_choices(), [](const auto& a, const auto& b) { return a.id() < b.id(); });
  return bundle;
}

Bytes EncodeBundle(const v1::PackBundle& bundle) {
  const auto by_path = [](const auto& a, const auto& b) { return a.path() < b.path(); };
  const auto by_id = [](const auto& a, const auto& b) { return a.id() < b.id(); };
  const auto& files = bundle.files();
  const auto& choices = bundle.choices();
  if (std::is_sorted(files.begin(), files.end(), by_path) &&
      std::is_sorted(choices.begin(), choices.end(), by_id)) {
    return schema::Encode(bundle);
  }
  v1::PackBundle sorted = bundle;
  Sort(*sorted.mutable_files(), by_path);
  Sort(*sorted.mutable_choices(), by_id);
  return schema::Encode(sorted);
}

crypto::Hash PackHash(BytesView bundle_bytes) {
  crypto::Sha256Stream stream;
  stream.Update(kHashPrefix);
  stream.Update(bundle_bytes);
  return stream.Finish();
}

LoadResult LoadPack(BytesView bundle_bytes) { return PackLoader(bundle_bytes).Load(); }

void LoadedPack::BuildIndex() {
  for (const v1::Procedure& procedure : model_.procedures()) {
    index_[Key('p', procedure.id())] = &procedure;
    for (const v1::Stage& stage : procedure.stages()) {
      index_[Key('s', procedure.id(), stage.id())] = &stage;
      for (const v1::Action& action : stage.actions()) {
        index_[Key('a', procedure.id(), stage.id(), action.id())] = &action;
        index_[Key('x', procedure.id(), action.id())] = &action;
      }
    }
    for (const v1::Action& action : procedure.actions()) {
      index_[Key('a', procedure.id(), "*", action.id())] = &action;
      index_[Key('x', procedure.id(), action.id())] = &action;
    }
  }
  for (const v1::Role& role : model_.roles()) index_[Key('r', role.id())] = &role;
  for (const v1::Unit& unit : model_.units()) index_[Key('u', unit.id())] = &unit;
  for (const v1::Category& category : model_.categories()) {
    index_[Key('c', category.id())] = &category;
  }
  for (const v1::Level& level : model_.levels()) index_[Key('l', level.id())] = &level;
  for (const v1::Named& outcome : model_.outcomes()) index_[Key('o', outcome.id())] = &outcome;
  for (const v1::Param& param : model_.params()) index_[Key('v', param.id())] = &param;
  for (const v1::Metric& metric : model_.metrics()) index_[Key('m', metric.id())] = &metric;
}

template <class Message>
const Message* LoadedPack::Find(const std::string& key) const {
  const auto found = index_.find(key);
  return found == index_.end() ? nullptr : static_cast<const Message*>(found->second);
}

const v1::Procedure* LoadedPack::FindProcedure(BytesView id) const {
  return Find<v1::Procedure>(Key('p', id));
}

const v1::Stage* LoadedPack::FindStage(BytesView procedure, BytesView stage) const {
  return Find<v1::Stage>(Key('s', procedure, stage));
}

const v1::Action* LoadedPack::FindAction(BytesView procedure, BytesView stage,
                                         BytesView action) const {
  const v1::Action* found = Find<v1::Action>(Key('a', procedure, stage, action));
  return found != nullptr ? found : Find<v1::Action>(Key('a', procedure, "*", action));
}

bool LoadedPack::HasActionAnywhere(BytesView procedure, BytesView action) const {
  return Find<v1::Action>(Key('x', procedure, action)) != nullptr;
}

const v1::Role* LoadedPack::FindRole(BytesView id) const { return Find<v1::Role>(Key('r', id)); }
const v1::Unit* LoadedPack::FindUnit(BytesView id) const { return Find<v1::Unit>(Key('u', id)); }
const v1::Category* LoadedPack::FindCategory(BytesView id) const {
  return Find<v1::Category>(Key('c', id));
}
const v1::Level* LoadedPack::FindLevel(BytesView id) const { return Find<v1::Level>(Key('l', id)); }
const v1::Named* LoadedPack::FindOutcome(BytesView id) const {
  return Find<v1::Named>(Key('o', id));
}
const v1::Param* LoadedPack::FindParam(BytesView id) const { return Find<v1::Param>(Key('v', id)); }
const v1::Metric* LoadedPack::FindMetric(BytesView id) const {
  return Find<v1::Metric>(Key('m', id));
}

std::string LoadedPack::OpenPlace(BytesView procedure) { return Bytes(procedure) + ".open"; }

std::string LoadedPack::ActionPlace(BytesView procedure, BytesView stage, BytesView action) {
  return Bytes(procedure) + "." + Bytes(stage) + "." + Bytes(action);
}

std::string LoadedPack::PlaceOf(BytesView procedure, BytesView stage, BytesView action) const {
  const bool here = Find<v1::Action>(Key('a', procedure, stage, action)) != nullptr;
  return ActionPlace(procedure, here ? stage : "*", action);
}

const std::vector<std::string>* LoadedPack::FindHook(BytesView place) const {
  const auto found = hooks_.find(place);
  return found == hooks_.end() ? nullptr : &found->second;
}

}  // namespace yiting::rulehost
