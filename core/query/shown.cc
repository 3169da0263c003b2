// Inputs as a person reads them: prose where this device holds it, titles for codes.

#include <optional>
#include <string>

#include "query/views.h"
#include "query/words.h"
#include "state/read_rooms.h"

namespace yiting::query {

namespace {

const v1::Field* FieldOf(const Fields* fields, const std::string& id) {
  if (fields == nullptr) return nullptr;
  for (const v1::Field& field : *fields) {
    if (field.id() == id) return &field;
  }
  return nullptr;
}

v1::Text TitleOfCode(const QueryInput& input, const PackPtr& pack, const v1::Field* field,
                     const std::string& code) {
  if (field == nullptr) return Plain(code);
  if (field->kind() == v1::Field::CATEGORY) return TitleOfCategory(pack, code);
  if (field->kind() == v1::Field::UNITS) return TitleOfUnit(input, pack, code);
  for (const v1::Named& option : field->options()) {
    if (option.id() == code) return option.title();
  }
  return Plain(code);
}

// Names of those whom this device can name; how many, if it cannot name all.
v1::Text NamesOf(const QueryInput& input, const v1::Members& members) {
  std::vector<v1::Text> names;
  for (const std::string& member : members.member()) {
    std::string name = NameOf(input, member);
    if (name.empty()) return CountOfPeople(members.member_size());
    names.push_back(Plain(name));
  }
  return Joined(names);
}

// "第 3 件、第 7 件", by their numbers in the community.
v1::Text NumbersOf(const QueryInput& input, const v1::Matters& matters) {
  std::vector<v1::Text> numbers;
  for (const std::string& id : matters.matter()) {
    const std::optional<state::Matter> matter = state::FindMatter(input.community, id);
    if (matter) numbers.push_back(NumberOfMatter(static_cast<int64_t>(matter->number)));
  }
  return Joined(numbers);
}

v1::Text NumbersOf(const v1::Options& options) {
  std::vector<v1::Text> numbers;
  for (const uint32_t option : options.option()) {
    numbers.push_back(Plain(std::to_string(option)));
  }
  return Joined(numbers);
}

void FillContent(const QueryInput& input, const v1::ContentRef& ref, v1::Shown& row) {
  *row.mutable_content() = ref;
  std::optional<Bytes> data = input.contents.Find(ref.commitment());
  row.set_withheld(!data);
  if (!data) row.set_erased_ms(ErasedMs(input, ref.commitment()));
  // A photo's bytes are asked for by the page when it draws them.
  if (data && ref.media() == "text/plain") *row.mutable_value() = Plain(*data);
}

// "小区协商铃 2026.1"; the hash where the pack is not here.
v1::Text TitleOfPack(const QueryInput& input, BytesView hash) {
  const PackPtr pack = input.packs.Find(hash);
  if (!pack) return Plain(ToHex(hash));
  v1::Text title = pack->model().title();
  const std::string version = " " + pack->model().version();
  title.set_zh(title.zh() + version);
  if (!title.en().empty()) title.set_en(title.en() + version);
  return title;
}

// Where it lies, for whom that is not withheld.
void FillRoom(const QueryInput& input, BytesView id, v1::Shown& row) {
  const std::optional<state::Room> room = state::FindRoom(input.community, id);
  std::optional<Bytes> address;
  if (room && !room->address.empty()) address = input.contents.Find(room->address);
  row.set_withheld(!address);
  if (!address && room) row.set_erased_ms(ErasedMs(input, room->address));
  if (address) *row.mutable_value() = Plain(*address);
}

void FillOne(const QueryInput& input, const PackPtr& pack, const v1::Field* field,
             const v1::Input& value, v1::Shown& row) {
  row.set_field(value.field());
  *row.mutable_title() = field != nullptr ? field->title() : Plain(value.field());
  switch (value.value_case()) {
    case v1::Input::kNumber:
      *row.mutable_value() = Plain(std::to_string(value.number()));
      return;
    case v1::Input::kCode:
      *row.mutable_value() = TitleOfCode(input, pack, field, value.code());
      return;
    case v1::Input::kInstantMs:
      row.set_instant_ms(value.instant_ms());
      return;
    case v1::Input::kContent:
      FillContent(input, value.content(), row);
      return;
    case v1::Input::kCodes: {
      std::vector<v1::Text> titles;
      for (const std::string& code : value.codes().code()) {
        titles.push_back(TitleOfCode(input, pack, field, code));
      }
      *row.mutable_value() = Joined(titles);
      return;
    }
    case v1::Input::kMembers:
      *row.mutable_value() = NamesOf(input, value.members());
      return;
    case v1::Input::kPack:
      *row.mutable_value() = TitleOfPack(input, value.pack());
      return;
    case v1::Input::kRoom:
      FillRoom(input, value.room(), row);
      return;
    case v1::Input::kPlace:
      *row.mutable_value() = TitleOfPlace(input, value.place());
      return;
    case v1::Input::kMatters:
      *row.mutable_value() = NumbersOf(input, value.matters());
      return;
    case v1::Input::kOptions:
      *row.mutable_value() = NumbersOf(value.options());
      return;
    case v1::Input::kSealed:
      *row.mutable_value() = InABox();
      return;
    case v1::Input::VALUE_NOT_SET:
      return;
  }
}

}  // namespace

int64_t ErasedMs(const QueryInput& input, BytesView commitment) {
  const auto facts = state::FindContent(input.community, commitment);
  return facts ? facts->erased_ms : 0;
}

void FillShown(const QueryInput& input, const PackPtr& pack, const Fields* fields,
               const Inputs& inputs, ShownRows& rows) {
  for (const v1::Input& value : inputs) {
    FillOne(input, pack, FieldOf(fields, value.field()), value, *rows.Add());
  }
}

void ShowGiven(const QueryInput& input, const rulehost::PackPtr& pack, const Fields* fields,
               const google::protobuf::RepeatedPtrField<v1::Input>& given, ShownRows& rows) {
  FillShown(input, pack, fields, Inputs(given.begin(), given.end()), rows);
}

}  // namespace yiting::query
