#include "rulehost/pack.h"

#include <map>
#include <string>

#include "gtest/gtest.h"
#include "schema/canonical.h"
#include "tests/unit/rulehost/pack_files.h"

namespace yiting::rulehost {
namespace {

const Bytes& MishixiangBytes() {
  static const Bytes bytes = EncodeBundle(BuildBundle(FilesOf("mishixiang")));
  return bytes;
}

PackPtr Mishixiang() {
  static const PackPtr pack = LoadPack(MishixiangBytes()).pack;
  return pack;
}

v1::PackBundle::Choice Choice(const char* id, int64_t value, int64_t denominator = 0) {
  v1::PackBundle::Choice choice;
  choice.set_id(id);
  choice.set_value(value);
  choice.set_denominator(denominator);
  return choice;
}

TEST(PackTest, TheHashIsThatOfTheDocumentedBytes) {
  const Bytes& bytes = MishixiangBytes();
  const crypto::Hash expected = crypto::Sha256(Bytes("yiting.v1.pack\0", 15) + bytes);
  EXPECT_EQ(PackHash(bytes), expected);
  ASSERT_NE(Mishixiang(), nullptr);
  EXPECT_EQ(Mishixiang()->hash(), Bytes(crypto::AsBytes(expected)));
}

// The value of `name = …` in the page of the format.
std::string FromPage(const std::string& name) {
  const std::string page = testing::ReadRepositoryFile("docs/formats/pack.md");
  const std::string begin = "\n" + name + " = ";
  const size_t at = page.find(begin);
  EXPECT_NE(at, std::string::npos) << name;
  return page.substr(at + begin.size(), page.find('\n', at + 1) - at - begin.size());
}

TEST(PackTest, ThePageOfTheFormatShowsTheseBytes) {
  const v1::PackBundle bundle =
      BuildBundle({{"pack.lua", FromPage("pack.lua") + "\n"}}, {Choice("accept_days", 3)});
  EXPECT_EQ(ToHex(EncodeBundle(bundle)), FromPage("bundle"));
  const crypto::Hash hash = PackHash(EncodeBundle(bundle));
  EXPECT_EQ(ToHex(crypto::AsBytes(hash)), FromPage("hash"));
}

TEST(PackTest, AnyOrderOfBuildingGivesTheSameBytes) {
  v1::PackBundle bundle =
      BuildBundle(FilesOf("mishixiang"), {Choice("street_days", 4), Choice("accept_days", 1)});
  const Bytes bytes = EncodeBundle(bundle);
  bundle.mutable_files()->SwapElements(0, bundle.files().size() - 1);
  bundle.mutable_choices()->SwapElements(0, 1);
  EXPECT_EQ(EncodeBundle(bundle), bytes);
  EXPECT_NE(LoadPack(bytes).pack, nullptr);
}

TEST(PackTest, LoadingTwiceGivesTheSameModel) {
  const PackPtr again = LoadPack(MishixiangBytes()).pack;
  ASSERT_NE(again, nullptr);
  EXPECT_EQ(schema::Encode(again->model()), schema::Encode(Mishixiang()->model()));
}

TEST(PackTest, TheBellHasItsNineStepsInOrder) {
  const v1::Procedure* bell = Mishixiang()->FindProcedure("bell");
  ASSERT_NE(bell, nullptr);
  EXPECT_EQ(bell->first(), "applied");
  const char* titles[] = {"提出协商申请", "受理协商事项", "发起协商约请",
                          "对接协商事项", "确认参会信息", "召开协商会议",
                          "联审协商结果", "通报协商结果", "评价协商结果"};
  ASSERT_EQ(bell->stages().size(), 10);
  for (int i = 0; i < 9; ++i) {
    EXPECT_EQ(bell->stages(i).title().zh(), titles[i]);
    EXPECT_EQ(bell->stages(i).step(), static_cast<uint32_t>(i) + 1);
    EXPECT_FALSE(bell->stages(i).title().en().empty());
    EXPECT_TRUE(bell->stages(i).has_deadline());
  }
  // The service desk is beside the nine.
  EXPECT_EQ(bell->stages(9).id(), "service");
  EXPECT_EQ(bell->stages(9).step(), 0u);
  EXPECT_TRUE(bell->stages(9).has_deadline());
}

TEST(PackTest, ThreeClassesMayOpenAndEveryoneElseMayNot) {
  std::map<std::string, std::string> class_of;
  for (const v1::OpenerClass& opener : Mishixiang()->FindProcedure("bell")->may_open()) {
    for (const std::string& role : opener.roles()) class_of[role] = opener.id();
  }
  EXPECT_EQ(class_of["resident"], "resident");
  EXPECT_EQ(class_of["owners_committee"], "resident");
  EXPECT_EQ(class_of["grid_head"], "community");
  EXPECT_EQ(class_of["assistant"], "community");
  EXPECT_EQ(class_of["street_unit"], "street");
  for (const char* role : {"observer", "registrar", "property_staff"}) {
    EXPECT_EQ(class_of.count(role), 0u) << role;
    EXPECT_NE(Mishixiang()->FindRole(role), nullptr) << role;
  }
}

TEST(PackTest, EveryCategoryHasOneLeadAmongTheUnits) {
  EXPECT_EQ(Mishixiang()->model().categories().size(), 10);
  for (const v1::Category& category : Mishixiang()->model().categories()) {
    EXPECT_NE(Mishixiang()->FindUnit(category.lead()), nullptr) << category.id();
    EXPECT_EQ(Mishixiang()->FindCategory(category.id()), &category);
  }
}

TEST(PackTest, ActionsAreFoundInTheirStageAndAnywhere) {
  const PackPtr pack = Mishixiang();
  ASSERT_NE(pack->FindAction("bell", "applied", "accept"), nullptr);
  EXPECT_EQ(pack->FindAction("bell", "applied", "accept")->to(), "accepted");
  EXPECT_EQ(pack->FindAction("bell", "review", "accept"), nullptr);
  EXPECT_NE(pack->FindAction("bell", "review", "nudge"), nullptr);
  EXPECT_TRUE(pack->HasActionAnywhere("bell", "accept"));
  EXPECT_TRUE(pack->HasActionAnywhere("bell", "withdraw"));
  EXPECT_FALSE(pack->HasActionAnywhere("bell", "explode"));
  EXPECT_EQ(pack->PlaceOf("bell", "applied", "accept"), "bell.applied.accept");
  EXPECT_EQ(pack->PlaceOf("bell", "applied", "nudge"), "bell.*.nudge");
  EXPECT_EQ(LoadedPack::OpenPlace("bell"), "bell.open");
  EXPECT_EQ(pack->FindStage("bell", "announce")->step(), 8u);
  EXPECT_EQ(pack->FindStage("bell", "nothing"), nullptr);
  EXPECT_EQ(pack->FindProcedure("well"), nullptr);
  EXPECT_NE(pack->FindOutcome("passed_up"), nullptr);
  EXPECT_NE(pack->FindLevel("street"), nullptr);
  EXPECT_EQ(pack->FindParam("accept_days")->value(), 2);
}

TEST(PackTest, FieldsKeepTheOrderOfWriting) {
  const v1::Procedure* bell = Mishixiang()->FindProcedure("bell");
  ASSERT_EQ(bell->fields().size(), 4);
  EXPECT_EQ(bell->fields(0).id(), "title");
  EXPECT_EQ(bell->fields(0).max(), 60);
  EXPECT_EQ(bell->fields(0).audience(), v1::COMMUNITY);
  EXPECT_TRUE(bell->fields(0).optional());
  EXPECT_EQ(bell->fields(1).id(), "body");
  EXPECT_EQ(bell->fields(3).kind(), v1::Field::PHOTO);
}

// Every stage but the rating goes to the street when it is late, then to the district.
TEST(PackTest, A2_10_LatenessEscalatesToTheStreetThenToTheDistrict) {
  const v1::Procedure* bell = Mishixiang()->FindProcedure("bell");
  for (const v1::Stage& stage : bell->stages()) {
    const v1::Late& late = stage.deadline().on_late();
    if (stage.id() == "rating") {
      EXPECT_EQ(late.outcome(), "resolved");
      continue;
    }
    EXPECT_EQ(stage.deadline().clock(), v1::DeadlineRule::WORKDAYS);
    EXPECT_EQ(late.escalate(), "street") << stage.id();
    EXPECT_EQ(late.again().amount(), 5) << stage.id();
    EXPECT_EQ(late.again().on_late().escalate(), "department") << stage.id();
    EXPECT_FALSE(late.again().on_late().has_again()) << stage.id();
  }
}

TEST(PackTest, A5_9_RulesOnTrialSayThatTheyAreAndFromWhichDay) {
  const PackPtr xiaohe = LoadPack(EncodeBundle(BuildBundle(FilesOf("xiaohe")))).pack;
  ASSERT_NE(xiaohe, nullptr);
  EXPECT_TRUE(xiaohe->model().trial());
  EXPECT_EQ(xiaohe->model().dated(), "2024-03-01");
  EXPECT_FALSE(Mishixiang()->model().trial());
}

TEST(PackTest, TheStreetsChoicesReplaceDefaults) {
  const Bytes bytes = EncodeBundle(
      BuildBundle(FilesOf("mishixiang"), {Choice("accept_days", 5), Choice("quorum", 2, 3)}));
  const PackPtr pack = LoadPack(bytes).pack;
  ASSERT_NE(pack, nullptr);
  EXPECT_EQ(pack->FindParam("accept_days")->value(), 5);
  EXPECT_EQ(pack->FindStage("bell", "applied")->deadline().amount(), 5);
  EXPECT_EQ(pack->FindParam("quorum")->value(), 2);
  EXPECT_EQ(pack->FindParam("quorum")->denominator(), 3);
  EXPECT_NE(pack->hash(), Mishixiang()->hash());
}

TEST(PackTest, ChoicesOutsideTheirRangeAreRefused) {
  for (const auto& choice :
       {Choice("accept_days", 6), Choice("accept_days", 0), Choice("accept_days", 2, 1),
        Choice("quorum", 1, 0), Choice("quorum", 1, 20), Choice("quorum", 2, 1),
        Choice("quorum", INT64_MAX, INT64_MAX), Choice("acept_days", 2)}) {
    const LoadResult result = LoadPack(EncodeBundle(BuildBundle(FilesOf("mishixiang"), {choice})));
    EXPECT_EQ(result.pack, nullptr) << choice.id() << " " << choice.value();
    EXPECT_FALSE(result.diagnostics.empty());
  }
}

// The figures that the street published for the first half of 2020.
TEST(PackTest, FiguresCarryTheirFormula) {
  const std::map<std::string, int64_t> counters = {
      {"opened.bell", 111},         {"taken.bell.accept", 99},
      {"closed.bell.resolved", 63}, {"closed.bell.non_deliberative", 12},
      {"satisfied", 995},           {"ratings", 1000}};
  const auto sum = [&](const auto& plus, const auto& minus) {
    int64_t total = 0;
    for (const std::string& each : plus) total += counters.at(each);
    for (const std::string& each : minus) total -= counters.at(each);
    return total;
  };
  struct Row {
    const char* metric;
    int64_t part;
    int64_t whole;
  };
  for (const Row& row : std::initializer_list<Row>{{"completion_of_accepted", 63, 99},
                                                   {"completion_as_published", 63, 87},
                                                   {"completion_of_bells", 63, 111},
                                                   {"satisfaction", 995, 1000},
                                                   {"non_deliberative_share", 12, 111},
                                                   {"accepted", 99, 0}}) {
    const v1::Metric* metric = Mishixiang()->FindMetric(row.metric);
    ASSERT_NE(metric, nullptr) << row.metric;
    EXPECT_EQ(sum(metric->num_plus(), metric->num_minus()), row.part) << row.metric;
    EXPECT_EQ(sum(metric->den_plus(), metric->den_minus()), row.whole) << row.metric;
    EXPECT_EQ(metric->version(), "1");
  }
  // 63 / 87 is the 72.4 % that was published.
  EXPECT_EQ(63 * 1000 / 87, 724);
  EXPECT_EQ(Mishixiang()->FindMetric("share_parking")->den_plus().size(), 10);
}

TEST(PackTest, MalformedBundlesAreRefused) {
  struct Row {
    const char* name;
    Bytes bytes;
    const char* code;
  };
  v1::PackBundle other = BuildBundle(FilesOf("mishixiang"));
  other.set_profile(2);
  PackFiles no_pack = FilesOf("mishixiang");
  no_pack.erase("pack.lua");
  PackFiles no_words = FilesOf("mishixiang");
  no_words.erase("lib/dsl.lua");
  PackFiles bad_path = FilesOf("mishixiang");
  bad_path["../evil.lua"] = "return 1";
  PackFiles bad_type = FilesOf("mishixiang");
  bad_type["evil.sh"] = "true";
  PackFiles bad_calendar = FilesOf("mishixiang");
  bad_calendar["lib/holidays-cn.csv"] = "date\n";
  PackFiles bad_words = FilesOf("mishixiang");
  bad_words["lib/dsl.lua"] = "while true do end";
  PackFiles no_dsl = FilesOf("mishixiang");
  no_dsl["lib/dsl.lua"] = "return 1";
  v1::PackBundle twice = BuildBundle(FilesOf("mishixiang"));
  *twice.add_files() = twice.files(twice.files().size() - 1);
  PackFiles large = FilesOf("mishixiang");
  for (int i = 0; i < 9; ++i) large["a" + std::to_string(i) + ".csv"] = Bytes(60'000, 'x');
  const std::vector<Row> rows = {
      {"nothing", "", "PROFILE"},
      {"rubbish", "\x0a\xff\xff\xff", "BUNDLE"},
      {"cut short", MishixiangBytes().substr(0, 1000), "BUNDLE"},
      {"another profile", EncodeBundle(other), "PROFILE"},
      {"no pack.lua", EncodeBundle(BuildBundle(no_pack)), "FILE"},
      {"no words", EncodeBundle(BuildBundle(no_words)), "FILE"},
      {"a path that climbs", EncodeBundle(BuildBundle(bad_path)), "PATH"},
      {"another kind of file", EncodeBundle(BuildBundle(bad_type)), "PATH"},
      {"a bad calendar", EncodeBundle(BuildBundle(bad_calendar)), "CALENDAR"},
      {"words that hang", EncodeBundle(BuildBundle(bad_words)), "GAS"},
      {"words that are none", EncodeBundle(BuildBundle(no_dsl)), "UNKNOWN_NAME"},
      {"a file twice", EncodeBundle(twice), "BUNDLE"},
      {"too large", EncodeBundle(BuildBundle(large)), "BUNDLE"},
  };
  for (const Row& row : rows) {
    const LoadResult result = LoadPack(row.bytes);
    EXPECT_EQ(result.pack, nullptr) << row.name;
    ASSERT_FALSE(result.diagnostics.empty()) << row.name;
    EXPECT_EQ(result.diagnostics[0].code, row.code)
        << row.name << ": " << FormatDiagnostic(result.diagnostics[0]);
  }
}

// Cutting or flipping anywhere must end in a pack or in diagnostics, never otherwise.
TEST(PackTest, DamagedBundlesNeverCrash) {
  const Bytes bytes = EncodeBundle(BuildBundle(FilesWith("return pack { '包', id = 'a' }")));
  uint32_t state = 7;
  for (int i = 0; i < 60; ++i) {
    Bytes damaged = bytes;
    state = state * 1664525 + 1013904223;
    damaged[(state >> 8) % damaged.size()] ^= static_cast<char>(1 << (state % 8));
    const LoadResult result = LoadPack(damaged);
    EXPECT_EQ(result.pack == nullptr, !result.diagnostics.empty());
  }
}

}  // namespace
}  // namespace yiting::rulehost
