// A chart in sentences.

#include "drawing/chart.h"

namespace yiting::drawing {

namespace {

std::string ReasonText(const Reason& reason, const Words& words) {
  if (reason.who.empty()) return reason.title;
  return reason.title + words.Pick("（", " (") + reason.who + words.Pick("）", ")");
}

}  // namespace

std::string Describe(const Chart& chart, const Words& words) {
  const std::string stop = words.Pick("。", ". ");
  const std::string pause = words.Pick("；", "; ");
  std::string text;
  for (size_t i = 0; i < chart.rows.size(); ++i) {
    text += NumberedTitle(chart.rows[i]);
    for (const Fact& fact : chart.rows[i].facts) text += pause + fact.text;
    for (const Arrow& arrow : chart.arrows) {
      if (arrow.from != i) continue;
      for (const Reason& reason : arrow.reasons) {
        text += pause + ReasonText(reason, words) + "→" +
                (arrow.outcome.empty() ? NumberedTitle(chart.rows[arrow.to])
                                       : words.Pick("结束：", "ends: ") + arrow.end);
      }
    }
    text += stop;
  }
  for (const std::string& note : chart.notes) text += note + stop;
  while (!text.empty() && text.back() == ' ') text.pop_back();
  return text;
}

}  // namespace yiting::drawing
