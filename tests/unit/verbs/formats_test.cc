// The vectors of commands, entries and rejections, and the examples in their format pages: what the
// code writes, and what it reads. Natively and as WebAssembly.

#include <gtest/gtest.h>

#include <map>

#include "sequencer/sequencer.h"
#include "tests/support/lines.h"
#include "tests/unit/verbs/test_io.h"
#include "tests/unit/verbs/vector_ledger.h"
#include "verbs/show.h"

namespace yiting::verbs {
namespace {

// The fenced block of the page that opens with "```FENCE", the `nth` of that name.
std::string Example(const std::string& page, const std::string& fence, int nth = 0) {
  const std::string text = testing::ReadRepositoryFile("docs/formats/" + page);
  const std::string open = "\n```" + fence + "\n";
  size_t at = text.find(open);
  for (; nth > 0 && at != std::string::npos; --nth) at = text.find(open, at + 1);
  if (at == std::string::npos) return "";
  const size_t begin = at + open.size();
  return text.substr(begin, text.find("\n```", begin) + 1 - begin);
}

// Name -> value of "name = value" lines; of "[section]" only, unless that is empty.
std::map<std::string, Bytes> Values(const std::string& text, const std::string& section) {
  std::map<std::string, Bytes> values;
  std::string now;
  for (const std::string& line : testing::LinesOf(text)) {
    if (line.starts_with("[")) now = line.substr(1, line.size() - 2);
    const size_t middle = line.find(" = ");
    if (middle == std::string::npos || line.starts_with("#")) continue;
    if (section.empty() || section == now) {
      values[line.substr(0, middle)] = ParseHex(line.substr(middle + 3)).value();
    }
  }
  return values;
}

std::map<std::string, Bytes> Vectors(const std::string& section) {
  return Values(testing::ReadRepositoryFile("tests/vectors/entry.txt"), section);
}

TEST(VectorsTest, AreWhatTheCodeWrites) {
  EXPECT_EQ(VectorLines(VectorLedger()), testing::ReadRepositoryFile("tests/vectors/entry.txt"));
}

TEST(VectorsTest, CommandIsReadAndItsSignatureHolds) {
  auto values = Vectors("command");
  auto opened = schema::OpenCommand(values["command"], values["community"]);
  ASSERT_TRUE(opened.has_value()) << opened.error().message;
  EXPECT_EQ(opened->id, values["command id"]);
  EXPECT_EQ(opened->payload.device(), values["device"]);
  EXPECT_TRUE(schema::SignaturesHold(*opened, values["community"]));
  EXPECT_FALSE(schema::SignaturesHold(*opened, Bytes(32, 'x')));
  EXPECT_EQ(opened->payload.open_matter().inputs(0).content().commitment(), values["commitment"]);
}

TEST(VectorsTest, MalformedCommandsAreMalformed) {
  const Bytes community = Vectors("command")["community"];
  const auto malformed = Vectors("malformed commands");
  EXPECT_EQ(malformed.size(), 11u);
  for (const auto& [name, bytes] : malformed) {
    auto opened = schema::OpenCommand(bytes, community);
    ASSERT_FALSE(opened.has_value()) << name;
    EXPECT_EQ(opened.error().code, ErrorCode::kInvalid) << name;
  }
}

TEST(VectorsTest, FrozenEntriesReplay) {
  auto values = Vectors("entry");
  auto state = state::Community::Open(":memory:", state::Durability::kCache);
  ASSERT_TRUE(state.has_value());
  ASSERT_TRUE((*state)->Begin().has_value());
  for (const char* seq : {"0", "1", "2"}) {
    const Bytes& entry = values[std::string("entry ") + seq];
    const crypto::Hash leaf = ledger::LeafHash(entry);
    EXPECT_EQ(crypto::AsBytes(leaf), values[std::string("leaf ") + seq]);
    const Status followed =
        sequencer::FollowEntry(**state, entry, state::CommandSignatures::kVerify);
    ASSERT_TRUE(followed.has_value()) << followed.error().message;
  }
  EXPECT_EQ((*state)->id(), Vectors("command")["community"]);
}

TEST(VectorsTest, RejectionIsReadAndItsSignatureHolds) {
  auto values = Vectors("rejection");
  auto rejection = schema::OpenRejection(values["signed rejection"],
                                            Vectors("command")["community"], values["sequencer"]);
  ASSERT_TRUE(rejection.has_value()) << rejection.error().message;
  EXPECT_EQ(rejection->reason(), v1::WRONG_STAGE);
  EXPECT_EQ(schema::Encode(*rejection), values["rejection"]);
}

TEST(FormatsTest, PagesSayWhatTheVectorsSay) {
  const auto vectors = Vectors("");
  size_t count = 0;
  for (const char* page : {"command.md", "entry.md", "rejection.md"}) {
    for (int nth = 0; !Example(page, "text values", nth).empty(); ++nth) {
      for (const auto& [name, value] : Values(Example(page, "text values", nth), "")) {
        const auto found = vectors.find(name);
        ASSERT_NE(found, vectors.end()) << page << ": " << name;
        EXPECT_EQ(found->second, value) << page << ": " << name;
        ++count;
      }
    }
  }
  EXPECT_EQ(count, 22u);
}

TEST(FormatsTest, EntryIsShownAsThePageShowsIt) {
  auto shown = ShowEntry(Vectors("entry")["entry 2"], Names());
  ASSERT_TRUE(shown.has_value());
  EXPECT_EQ(FormatJson(*shown) + "\n", Example("entry.md", "json shown"));
}

TEST(FormatsTest, EveryReasonIsOnThePage) {
  const std::string page = testing::ReadRepositoryFile("docs/formats/rejection.md");
  for (int number = v1::REASON_UNSPECIFIED + 1; number <= v1::Reason_MAX; ++number) {
    if (!v1::Reason_IsValid(number)) continue;
    const std::string name = v1::Reason_Name(static_cast<v1::Reason>(number));
    EXPECT_NE(page.find("`" + name + "`"), std::string::npos) << name;
  }
}

TEST(FormatsTest, ScenarioOfThePagePlaysAsItSays) {
  TestIo io;
  io.files["s.jsonl"] = Example("scenario.md", "text scenario");
  const Ran ran = RunWith(io, {"run", "s.jsonl", "--summary"});
  EXPECT_EQ(ran.code, 0) << ran.err;
  EXPECT_TRUE(ran.out.starts_with(Example("scenario.md", "text checks") + "metric ")) << ran.out;
}

TEST(FormatsTest, ScenarioPageKnowsEveryVerb) {
  const std::string page = testing::ReadRepositoryFile("docs/formats/scenario.md");
  const Ran ran = RunLines("{\"at\":\"2020-01-02T09:00:00+08:00\",\"do\":\"?\"}\n");
  const size_t begin = ran.err.find("write ") + 6;
  for (size_t at = begin; at < ran.err.size();) {
    const size_t end = ran.err.find_first_not_of("abcdefghijklmnopqrstuvwxyz_", at);
    const std::string word = ran.err.substr(at, end - at);
    if (!word.empty() && word != "or") {
      EXPECT_NE(page.find("`" + word + "`"), std::string::npos) << word;
    }
    at = end + 1;
  }
}

}  // namespace
}  // namespace yiting::verbs
