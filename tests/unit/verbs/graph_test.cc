#include <gtest/gtest.h>

#include "tests/unit/verbs/test_io.h"

namespace yiting::verbs {
namespace {

constexpr char kPack[] = "rules/packs/mishixiang";
constexpr char kTwo[] = "tests/vectors/drawing/complicated";

TEST(RulesGraphTest, PrintsMermaidUnlessAskedForSvg) {
  TestIo io;
  const Ran mermaid = RunWith(io, {"rules", "graph", kPack});
  EXPECT_EQ(mermaid.code, 0) << mermaid.err;
  EXPECT_TRUE(mermaid.out.starts_with("flowchart TD\n")) << mermaid.out.substr(0, 80);
  EXPECT_EQ(RunWith(io, {"rules", "graph", kPack, "--mermaid"}).out, mermaid.out);
  const Ran svg = RunWith(io, {"rules", "graph", kPack, "--svg"});
  EXPECT_EQ(svg.code, 0) << svg.err;
  EXPECT_TRUE(svg.out.starts_with("<svg ")) << svg.out.substr(0, 80);
  EXPECT_TRUE(svg.out.ends_with("</svg>\n"));
}

TEST(RulesGraphTest, SpeaksChineseUnlessAskedForEnglish) {
  TestIo io;
  const std::string zh = RunWith(io, {"rules", "graph", kPack}).out;
  EXPECT_NE(zh.find("2 个工作日"), std::string::npos);
  EXPECT_EQ(RunWith(io, {"rules", "graph", kPack, "--language", "zh"}).out, zh);
  const std::string en = RunWith(io, {"rules", "graph", kPack, "--language", "en"}).out;
  EXPECT_NE(en.find("2 working days"), std::string::npos);
  EXPECT_EQ(en.find("个工作日"), std::string::npos);
}

TEST(RulesGraphTest, DrawsWhatTheStreetSets) {
  TestIo io;
  const Ran set = RunWith(io, {"rules", "graph", kPack, "--set", "accept_days=4"});
  EXPECT_EQ(set.code, 0) << set.err;
  EXPECT_NE(set.out.find("等待社区受理<br/>办理：社工、社区两委<br/>时限：4 个工作日"),
            std::string::npos);
  EXPECT_EQ(RunWith(io, {"rules", "graph", kPack, "--set", "accept_days=99"}).code, 1);
}

TEST(RulesGraphTest, DrawsOneProcedureOrAll) {
  TestIo io;
  const std::string all = RunWith(io, {"rules", "graph", kTwo}).out;
  EXPECT_NE(all.find("公共维修"), std::string::npos);
  EXPECT_NE(all.find("随手拍"), std::string::npos);
  const std::string one = RunWith(io, {"rules", "graph", kTwo, "--procedure", "tip"}).out;
  EXPECT_EQ(one.find("公共维修"), std::string::npos);
  EXPECT_NE(one.find("随手拍"), std::string::npos);
}

TEST(RulesGraphTest, WritesAFileAndPrintsNothing) {
  TestIo io;
  const Ran ran = RunWith(io, {"rules", "graph", kPack, "--svg", "--out", "bell.svg"});
  EXPECT_EQ(ran.code, 0);
  EXPECT_EQ(ran.out + ran.err, "");
  EXPECT_EQ(io.files["bell.svg"], RunWith(io, {"rules", "graph", kPack, "--svg"}).out);
}

TEST(RulesGraphTest, WrongCallIsOneClearLineAndCodeTwo) {
  const std::pair<std::vector<std::string>, std::string> cases[] = {
      {{"nowhere"}, "nowhere: there is no such folder"},
      {{}, "something is missing; usage: yiting rules graph PACK_DIR [--svg|--mermaid]"},
      {{kPack, "--svg", "--mermaid"}, "--svg or --mermaid, not both"},
      {{kPack, "--language", "fr"}, "--language is zh or en, not fr"},
      {{kTwo, "--procedure", "bell"},
       "there is no procedure bell in tests/vectors/drawing/complicated; it has works, tip\n"},
      {{kPack, "--procedure", ""},
       "there is no procedure  in rules/packs/mishixiang; it has bell, salon, lift, worklog\n"},
  };
  for (const auto& [words, message] : cases) {
    std::vector<std::string> args = {"rules", "graph"};
    args.insert(args.end(), words.begin(), words.end());
    TestIo io;
    const Ran ran = RunWith(io, args);
    EXPECT_EQ(ran.code, 2) << message;
    EXPECT_EQ(ran.out, "") << message;
    EXPECT_TRUE(ran.err.starts_with("yiting: " + message)) << ran.err;
  }
}

TEST(RulesGraphTest, BrokenPackIsExplainedAsByRulesCheck) {
  TestIo io;
  io.files["bad/pack.lua"] = "return pack {\n  id = \"bad\",\n  version = 1.5,\n}\n";
  const Ran check = RunWith(io, {"rules", "check", "bad"});
  const Ran graph = RunWith(io, {"rules", "graph", "bad", "--out", "bad.svg"});
  EXPECT_EQ(graph.code, 1);
  EXPECT_EQ(graph.out, "");
  EXPECT_EQ(graph.err, check.out);
  EXPECT_TRUE(graph.err.starts_with("pack.lua:3:")) << graph.err;
  EXPECT_EQ(io.files.count("bad.svg"), 0u);
}

}  // namespace
}  // namespace yiting::verbs
