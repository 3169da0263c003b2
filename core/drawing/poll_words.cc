#include "drawing/poll_words.h"

namespace yiting::drawing {

namespace {

std::string BaseOf(const v1::Poll& poll, const Words& words) {
  switch (poll.base()) {
    case v1::Poll::ELECTORS:
      return words.Pick("全体投票人", "all who may vote");
    case v1::Poll::DECIDED:
      return words.Pick("同意票与反对票之和", "those for and against");
    default:
      return words.Pick("参加表决者", "those who voted");
  }
}

}  // namespace

std::vector<std::string> PollLines(const v1::Poll& poll, const Words& words) {
  std::vector<std::string> electors(poll.electors().begin(), poll.electors().end());
  const std::string who = words.Actors(electors);
  const std::string base = BaseOf(poll, words);
  const std::string approve = Words::Share(poll.approve_part(), poll.approve_whole());
  const std::string turnout = Words::Share(poll.turnout_part(), poll.turnout_whole());
  std::vector<std::string> lines;
  if (words.chinese()) {
    lines.push_back("表决：" + who + (poll.by_household() ? "，每户一票" : "，每人一票"));
    if (poll.turnout_part() > 0) lines.push_back("参加表决者须达到全体投票人的 " + turnout);
    lines.push_back("同意票" + std::string(poll.above() ? "超过" : "达到") + base + "的 " +
                    approve + " 为通过");
  } else {
    lines.push_back("Poll: " + who + ", one ballot a " +
                    (poll.by_household() ? "household" : "member"));
    if (poll.turnout_part() > 0)
      lines.push_back("Turnout: at least " + turnout + " of all who may");
    lines.push_back("Carried by " + std::string(poll.above() ? "more than " : "at least ") +
                    approve + " of " + base);
  }
  return lines;
}

}  // namespace yiting::drawing
