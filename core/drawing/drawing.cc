#include "drawing/drawing.h"

#include <vector>

#include "base/check.h"
#include "drawing/chart.h"
#include "drawing/layout.h"
#include "drawing/mermaid.h"
#include "drawing/svg.h"

namespace yiting::drawing {

namespace {

struct Drawn {
  std::string title;
  std::vector<Chart> charts;
};

Drawn ChartsOf(const rulehost::LoadedPack& pack, const Wanted& wanted, const Words& words) {
  Drawn drawn;
  drawn.title = words.Of(pack.model().title());
  for (const v1::Procedure& procedure : pack.model().procedures()) {
    if (!wanted.procedure.empty() && wanted.procedure != procedure.id()) continue;
    drawn.charts.push_back(BuildChart(pack, procedure, words));
  }
  CHECK(!drawn.charts.empty());
  const std::string& first = drawn.charts[0].title;
  if (drawn.charts.size() == 1 && first != drawn.title) {
    drawn.title += words.Pick("：", ": ") + first;
  }
  return drawn;
}

}  // namespace

std::string DrawMermaid(const rulehost::LoadedPack& pack, const Wanted& wanted) {
  const Words words(pack, wanted.language);
  const Drawn drawn = ChartsOf(pack, wanted, words);
  return FormatMermaid(drawn.title, drawn.charts, words);
}

std::string DrawSvg(const rulehost::LoadedPack& pack, const Wanted& wanted) {
  const Words words(pack, wanted.language);
  const Drawn drawn = ChartsOf(pack, wanted, words);
  const std::string version = words.Pick("规则包 ", "Rule pack ") + pack.model().id() +
                              words.Pick("，版本 ", ", version ") + pack.model().version();
  SvgNames names;
  names.id = "yiting_" + pack.model().id();
  if (!wanted.procedure.empty()) names.id += "_" + wanted.procedure;
  names.title = drawn.title;
  for (const Chart& chart : drawn.charts) {
    if (drawn.charts.size() > 1) names.description += chart.title + words.Pick("：", ": ");
    names.description += Describe(chart, words);
  }
  names.language = words.Pick("zh", "en");
  return FormatSvg(LayOut({drawn.title, version}, drawn.charts, words), names);
}

}  // namespace yiting::drawing
