// Planted faults: in each pack of packs/ the checker finds just this, at its place; the story that
// comes with it plays; and in the same pack mended there is nothing to be found.
#include <gtest/gtest.h>

#include "tests/support/lines.h"
#include "tests/unit/verbs/test_io.h"
#include "verbs/json.h"

namespace yiting::verbs {
namespace {

constexpr char kRegistrar[] = "{\"member\":\"reg\",\"roles\":[\"registrar\"]}\n";
constexpr char kPeople[] =
    "{\"member\":\"reg\",\"roles\":[\"registrar\"]}\n"
    "{\"member\":\"ann\",\"roles\":[\"resident\"]}\n"
    "{\"member\":\"sun\",\"roles\":[\"staff\"]}\n{\"member\":\"bo\",\"roles\":[\"boss\"]}\n";
// Somebody of one of the two units; nobody of the other.
constexpr char kMarket[] =
    "{\"member\":\"reg\",\"roles\":[\"registrar\"]}\n"
    "{\"member\":\"ann\",\"roles\":[\"resident\"]}\n"
    "{\"member\":\"sun\",\"roles\":[\"staff\"]}\n"
    "{\"member\":\"bo\",\"roles\":[\"boss\"],\"unit\":\"market\"}\n";
constexpr char kHousing[] =
    "{\"member\":\"reg\",\"roles\":[\"registrar\"]}\n"
    "{\"member\":\"ann\",\"roles\":[\"resident\"]}\n"
    "{\"member\":\"sun\",\"roles\":[\"staff\"]}\n"
    "{\"member\":\"bo\",\"roles\":[\"boss\"],\"unit\":\"housing\"}\n";

struct Fault {
  const char* pack;
  const char* severity;
  const char* code;
  const char* place;   // line:column in pack.lua
  const char* shows;   // stands in the story
  const char* from;    // the mend: this text …
  const char* to;      // … becomes that
  const char* people = "";  // roster lines, or the checker's own
  // Does the story end differently in the mended pack? Not if it only leads to the place.
  bool differs = true;
};

const std::vector<Fault>& Faults() {
  static const std::vector<Fault> faults = {
#include "tests/unit/checker/faults.inc"
  };
  return faults;
}

std::string Mended(std::string text, const Fault& fault) {
  const size_t at = text.find(fault.from);
  EXPECT_NE(at, std::string::npos) << fault.pack << ": " << fault.from;
  if (at == std::string::npos) return text;
  return text.replace(at, std::string(fault.from).size(), fault.to);
}

// A host knows that "./trial" is "trial" and "stories/../trial" as well.
class FolderIo : public TestIo {
 public:
  Result<Bytes> ReadFile(const std::string& path) override {
    return TestIo::ReadFile(Plain(path));
  }
  Result<std::vector<std::string>> ListFolder(const std::string& path) override {
    return TestIo::ListFolder(Plain(path));
  }

 private:
  static std::string Plain(const std::string& path) {
    std::vector<std::string> parts;
    for (size_t begin = 0; begin <= path.size();) {
      const size_t end = std::min(path.find('/', begin), path.size());
      const std::string part = path.substr(begin, end - begin);
      if (part == ".." && !parts.empty()) {
        parts.pop_back();
      } else if (part != "." && part != "..") {
        parts.push_back(part);
      }
      begin = end + 1;
    }
    std::string plain;
    for (const std::string& part : parts) plain += (plain.empty() ? "" : "/") + part;
    return plain;
  }
};

class FaultsTest : public ::testing::Test {
 protected:
  struct Found {
    int code = 0;
    std::vector<Json> findings;
    std::vector<Json> looked;
    std::string out;
  };

  static std::string TextOf(const std::string& pack) {
    return testing::ReadRepositoryFile("tests/unit/checker/packs/" + pack + "/pack.lua");
  }

  // Of the pack "trial".
  Found Check(const std::string& people, const std::vector<std::string>& more = {}) {
    std::vector<std::string> args = {"rules", "check", "trial", "--json"};
    args.insert(args.end(), more.begin(), more.end());
    if (!people.empty()) {
      io_.files["people.jsonl"] = people;
      args.insert(args.end(), {"--roster", "people.jsonl"});
    }
    const Ran ran = RunWith(io_, args);
    EXPECT_EQ(ran.err, "");
    Found found{ran.code, {}, {}, ran.out};
    for (const std::string& text : testing::LinesOf(ran.out)) {
      const Result<Json> line = ParseJson(text);
      EXPECT_TRUE(line.has_value()) << text;
      if (line->contains("severity") || line->contains("code")) found.findings.push_back(*line);
      if (line->contains("looked")) found.looked.push_back(*line);
    }
    return found;
  }

  static std::string PlaceOf(const Json& finding) {
    return finding["file"].get<std::string>() + ":" +
           std::to_string(finding["line"].get<int>()) + ":" +
           std::to_string(finding["column"].get<int>());
  }

  Ran PlayStory(const std::string& story) {
    io_.files["story.jsonl"] = story;
    return RunWith(io_, {"run", "story.jsonl"});
  }

  FolderIo io_;
};

TEST_F(FaultsTest, JustThisIsFoundAtItsPlace) {
  for (const Fault& fault : Faults()) {
    io_.files["trial/pack.lua"] = TextOf(fault.pack);
    const Found found = Check(fault.people);
    ASSERT_EQ(found.findings.size(), 1u) << fault.pack << "\n" << found.out;
    const Json& finding = found.findings[0];
    EXPECT_EQ(finding["severity"], fault.severity) << fault.pack;
    EXPECT_EQ(finding["code"], fault.code) << fault.pack;
    EXPECT_EQ(PlaceOf(finding), std::string("pack.lua:") + fault.place) << fault.pack;
    EXPECT_EQ(found.code, finding["severity"] == "error" ? 1 : 0) << fault.pack;
    for (const char* part : {"text", "mend"}) {
      EXPECT_NE(finding[part]["zh"], "") << fault.pack;
      EXPECT_NE(finding[part]["en"], "") << fault.pack;
    }
    EXPECT_TRUE(found.looked[0]["complete"].get<bool>()) << fault.pack;
  }
}

TEST_F(FaultsTest, ItsStoryPlaysAndEndsAsItSays) {
  for (const Fault& fault : Faults()) {
    io_.files["trial/pack.lua"] = TextOf(fault.pack);
    const Found found = Check(fault.people);
    ASSERT_EQ(found.findings.size(), 1u) << fault.pack;
    const std::string story = found.findings[0]["scenario"].get<std::string>();
    EXPECT_NE(story.find(fault.shows), std::string::npos) << fault.pack << "\n" << story;
    const Ran played = PlayStory(story);
    EXPECT_EQ(played.code, 0) << fault.pack << "\n" << story << played.err;
    // Another end does not hold: what the story claims is really asked.
    io_.files["trial/pack.lua"] = Mended(TextOf(fault.pack), fault);
    EXPECT_EQ(PlayStory(story).code != 0, fault.differs) << fault.pack << "\n" << story;
  }
}

TEST_F(FaultsTest, MendedThereIsNothingToBeFound) {
  for (const Fault& fault : Faults()) {
    io_.files["trial/pack.lua"] = Mended(TextOf(fault.pack), fault);
    const Found found = Check(fault.people);
    EXPECT_EQ(found.findings.size(), 0u) << fault.pack << "\n" << found.out;
    EXPECT_EQ(found.code, 0) << fault.pack;
  }
}

TEST_F(FaultsTest, EveryPlantedFaultIsInTheTable) {
  std::vector<std::string> folders;
  for (const Fault& fault : Faults()) folders.push_back(std::string(fault.pack) + "/");
  std::sort(folders.begin(), folders.end());
  EXPECT_EQ(folders, testing::ListRepositoryFolder("tests/unit/checker/packs"));
}

// What a pack's text shows is found when it is loaded, and nothing has to be played for it.
TEST_F(FaultsTest, WhatLoadingFindsIsSaidAtItsPlace) {
  const Fault rows[] = {
      {"lead", "", "LEAD", "4:3", "", "lead = \"market\", ", ""},
      {"lead", "", "DUPLICATE_ID", "4:34", "", "assisting = { \"housing\" }",
       "assisting = { \"market\" }"},
      {"lead", "", "LEAD", "5:28", "", "lead = \"housing\"", "lead = { \"housing\", \"market\" }"},
      {"nobody", "", "DEADLINE", "13:5", "", "deadline { within = days(3), on_late = close "
       "\"lapsed\" },", ""},
      {"only_opener", "", "DEAD_END", "17:5", "", "outcome = \"done\"", "once = true"},
  };
  for (const Fault& row : rows) {
    io_.files["trial/pack.lua"] = Mended(TextOf(row.pack), row);
    const Found found = Check("");
    EXPECT_EQ(found.code, 1) << row.code;
    ASSERT_GE(found.findings.size(), 1u) << row.code << row.place;
    EXPECT_EQ(found.findings[0]["code"], row.code) << found.out;
    EXPECT_EQ(PlaceOf(found.findings[0]), std::string("pack.lua:") + row.place) << found.out;
  }
}

TEST_F(FaultsTest, TheBoundIsPrintedWithWhatItLeavesOut) {
  io_.files["trial/pack.lua"] = TextOf("unreachable");
  const Ran whole = RunWith(io_, {"rules", "check", "trial"});
  EXPECT_NE(whole.out.find("looked at p: 4 states, "), std::string::npos) << whole.out;
  EXPECT_EQ(whole.out.find("stopped at the bound"), std::string::npos);
  for (const char* left_out : {"没有看：几个事项同时进行", "left out: several matters at once"}) {
    EXPECT_NE(whole.out.find(left_out), std::string::npos) << whole.out;
  }
  // Cut short, it says so, and what it did not see is no error.
  const Ran cut = RunWith(io_, {"rules", "check", "trial", "--decisions", "1"});
  EXPECT_NE(cut.out.find("stopped at the bound: more may be reachable"), std::string::npos);
  EXPECT_NE(cut.out.find("warning UNREACHABLE pack.lua:17:5: "), std::string::npos) << cut.out;
  EXPECT_NE(cut.out.find("(as far as was looked)"), std::string::npos);
  EXPECT_EQ(cut.code, 0);
  EXPECT_EQ(RunWith(io_, {"rules", "check", "trial", "--decisions", "0"}).err,
            "yiting: --decisions is a number from 1 on\n");
}

TEST_F(FaultsTest, TheSamePackGivesTheSameBytes) {
  io_.files["trial/pack.lua"] = TextOf("dead_end");
  const std::string out = RunWith(io_, {"rules", "check", "trial"}).out;
  EXPECT_EQ(RunWith(io_, {"rules", "check", "trial"}).out, out);
  // On every build: the example of the format's page. The hash covers the library as well.
  const std::string page = testing::ReadRepositoryFile("docs/formats/check.md");
  const std::string fence = "```text printed\n";
  const size_t begin = page.find(fence) + fence.size();
  EXPECT_EQ(out.substr(out.find('\n') + 1), page.substr(begin, page.find("```\n", begin) - begin));
}

TEST_F(FaultsTest, StoriesAreWrittenToAFolder) {
  io_.files["trial/pack.lua"] = TextOf("nobody");
  const Ran ran = RunWith(io_, {"rules", "check", "trial", "--write", "stories"});
  EXPECT_EQ(ran.code, 1);
  EXPECT_NE(ran.out.find("    yiting run stories/01-nobody.jsonl\n"), std::string::npos);
  const std::string story = io_.files["stories/01-nobody.jsonl"];
  EXPECT_TRUE(story.starts_with("# NOBODY pack.lua:15\n")) << story;
  EXPECT_NE(story.find("\"pack\":\"./../trial\""), std::string::npos) << story;
  EXPECT_EQ(RunWith(io_, {"run", "stories/01-nobody.jsonl"}).code, 0);
}

TEST_F(FaultsTest, ARosterIsTheCommunitysOwn) {
  // Two must sign, and here is one.
  std::string text = TextOf("threshold");
  text.replace(text.find("by = \"registrar\""), 16, "by = \"staff\"");
  io_.files["trial/pack.lua"] = text;
  EXPECT_EQ(Check("").findings.size(), 0u);
  const Found found = Check(kPeople);
  ASSERT_EQ(found.findings.size(), 1u) << found.out;
  EXPECT_EQ(found.findings[0]["code"], "THRESHOLD");
  EXPECT_NE(found.findings[0]["text"]["en"].get<std::string>().find("at most 1 can take it"),
            std::string::npos);
  EXPECT_EQ(PlayStory(found.findings[0]["scenario"].get<std::string>()).code, 0);
  EXPECT_EQ(Check(std::string(kPeople) + "{\"member\":\"sue\",\"roles\":[\"staff\"]}\n")
                .findings.size(),
            0u);
  // A roster without residents: nobody can open a matter.
  EXPECT_EQ(Check(kRegistrar).findings[0]["code"], "NOBODY");
}

}  // namespace
}  // namespace yiting::verbs
