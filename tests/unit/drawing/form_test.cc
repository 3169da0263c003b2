// What the two forms promise to those who read them: browsers under a strict policy, screen
// readers, mermaid.

#include <gtest/gtest.h>

#include "drawing/drawing.h"
#include "drawing/mermaid.h"
#include "drawing/svg.h"
#include "tests/unit/drawing/pack_of.h"

namespace yiting::drawing {
namespace {

bool Has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

size_t CountOf(const std::string& text, const std::string& part) {
  size_t count = 0;
  for (size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++count;
  return count;
}

TEST(SvgTest, PassesTheStrictestPolicy) {
  const std::string svg = DrawSvg(*PackOf(kComplicated), {});
  for (const char* part : {"<style", "style=", "<script", " on", "href", "url(", "@import",
                           "<image", "<foreignObject", "javascript:"}) {
    EXPECT_FALSE(Has(svg, part)) << part;
  }
}

TEST(SvgTest, IsAnImageWithATitleAndAllItSaysInWords) {
  const std::string svg = DrawSvg(*PackOf(kComplicated), {Language::kEnglish, "works"});
  EXPECT_TRUE(svg.starts_with("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\""));
  for (const char* part :
       {" viewBox=\"0 0 ", " role=\"img\"", " lang=\"en\"",
        " aria-labelledby=\"yiting_complicated_works_title yiting_complicated_works_desc\"",
        "<title id=\"yiting_complicated_works_title\">Complicated &lt;matters&gt; &amp; "
        "&quot;quotes&quot;: Common repairs</title>",
        "<desc id=\"yiting_complicated_works_desc\">Who may open it; By residents: Resident, "
        "Owner;",
        "Turnout: at least 2/3 of all who may"}) {
    EXPECT_TRUE(Has(svg, part)) << part;
  }
  EXPECT_FALSE(Has(svg, "A quick tip")) << "another procedure";
}

TEST(SvgTest, LinesAreToldApartWithoutColour) {
  const std::string svg = DrawSvg(*PackOf(kComplicated), {});
  for (const char* dashes : {"\"7 5\"", "\"2 5\"", "\"12 4 2 4\""}) {
    EXPECT_TRUE(Has(svg, std::string("stroke-dasharray=") + dashes)) << dashes;
  }
}

TEST(SvgTest, EscapesWhatXmlWouldRead) {
  EXPECT_EQ(EscapeXml("a<b>&\"c\"\n街"), "a&lt;b&gt;&amp;&quot;c&quot; 街");
}

TEST(MermaidTest, EscapesWhatMermaidWouldRead) {
  EXPECT_EQ(EscapeMermaid("\"a\"#<b>;`街`"), "#34;a#34;#35;#60;b#62;#59;#96;街#96;");
}

TEST(MermaidTest, EveryProcedureEveryRowEveryArrow) {
  const rulehost::PackPtr pack = PackOf(kComplicated);
  const std::string text = DrawMermaid(*pack, {});
  EXPECT_TRUE(text.starts_with("flowchart TD\n  accTitle: 复杂事项 <试验> & \"引号\"\n"));
  EXPECT_TRUE(Has(text, "  subgraph p1[\"公共维修\"]\n"));
  EXPECT_TRUE(Has(text, "  subgraph p2[\"随手拍\"]\n"));
  for (const v1::Procedure& procedure : pack->model().procedures()) {
    for (const v1::Stage& stage : procedure.stages()) {
      EXPECT_EQ(CountOf(text, "_" + stage.id() + "(\""), 1u) << stage.id();
    }
  }
  EXPECT_TRUE(Has(text, "p1_sorted -.->|\"超过 24 小时，自动\"| p1_replied\n"));
  EXPECT_TRUE(Has(text, "p1_polled ==>|\"表决通过\"| p1_done\n"));
  EXPECT_TRUE(Has(text, "p1_checked -->|\"满意，办结<br/>申请人\"| p1_END_resolved\n"));
  EXPECT_EQ(CountOf(text, "p1_END_resolved([\""), 1u);
  EXPECT_EQ(CountOf(DrawMermaid(*pack, {Language::kChinese, "tip"}), "subgraph"), 1u);
}

TEST(DrawingTest, SamePackSameBytes) {
  const rulehost::PackPtr one = PackOf(kMishixiang);
  const rulehost::PackPtr other = PackOf(kMishixiang);
  EXPECT_EQ(DrawSvg(*one, {}), DrawSvg(*other, {}));
  EXPECT_EQ(DrawMermaid(*one, {}), DrawMermaid(*other, {}));
}

}  // namespace
}  // namespace yiting::drawing
