#include "drawing/poll_words.h"

namespace yiting::drawing {

namespace {

constexpr int64_t kFenInYuan = 100;

std::string BaseOf(const v1::Poll& poll, const Words& words) {
  switch (poll.base()) {
    case v1::Poll::ELECTORS:
      return words.Pick("全体投票人", "all who may vote");
    case v1::Poll::DECIDED:
      return poll.method() == v1::Poll::FOR_AGAINST
                 ? words.Pick("同意票与反对票之和", "those for and against")
                 : words.Pick("没有弃权的票", "the ballots that do not abstain");
    default:
      return words.Pick("参加表决者", "those who voted");
  }
}

std::string PerOf(const v1::Poll& poll, const Words& words) {
  if (poll.by_owner()) return words.Pick("，每个业主一票", ", one ballot an owner");
  if (poll.by_household()) return words.Pick("，每户一票", ", one ballot a household");
  return words.Pick("，每人一票", ", one ballot a member");
}

std::string Pick(const Words& words, const std::string& zh, const std::string& en) {
  return words.chinese() ? zh : en;
}

std::string Count(int64_t number) { return std::to_string(number); }

// By heads, and by area where that counts.
std::string Both(const v1::Poll& poll, const Words& words) {
  return poll.by_area() ? Pick(words, "（人数和面积都算）", " (by heads and by floor area)") : "";
}

std::string MethodOf(const v1::Poll& poll, const Words& words) {
  const std::string seats = Count(poll.seats() == 0 ? 1 : poll.seats());
  switch (poll.method()) {
    case v1::Poll::CHOICE:
      return Pick(words, "选一个；票最多的选定，并列的都不选定",
                  "One option; the one with most ballots, of those that tie none");
    case v1::Poll::APPROVAL:
      return Pick(words, "可以选几个；前 " + seats + " 名选定，末位并列的都不选定",
                  "Any options; the first " + seats + ", of those that tie for the last none");
    case v1::Poll::RANKING:
      return Pick(words, "按喜欢的先后排；一轮一轮去掉最少的，到有一个过半数",
                  "In order of liking; the last goes, round by round, until one has more "
                  "than half");
    case v1::Poll::BUDGET: {
      const std::string yuan = Count(poll.budget() / kFenInYuan);
      return Pick(words, "预算 " + yuan + " 元内选几样；票多的先定，钱够再定下一样",
                  "Any within " + yuan + " yuan; by ballots, each that still fits");
    }
    default:
      return "";
  }
}

// How many must be for it, or name an option.
std::string ApprovalOf(const v1::Poll& poll, const Words& words) {
  if (poll.approve_whole() == 0) return "";
  const std::string approve = Words::Share(poll.approve_part(), poll.approve_whole());
  const std::string base = BaseOf(poll, words);
  if (poll.method() == v1::Poll::FOR_AGAINST) {
    return Pick(words,
                "同意票" + std::string(poll.above() ? "超过" : "达到") + base + "的 " + approve +
                    " 为通过" + Both(poll, words),
                "Carried by " + std::string(poll.above() ? "more than " : "at least ") + approve +
                    " of " + base + Both(poll, words));
  }
  return Pick(words,
              "选它的要" + std::string(poll.above() ? "超过" : "达到") + base + "的 " + approve +
                  Both(poll, words),
              "Each needs " + std::string(poll.above() ? "more than " : "at least ") + approve +
                  " of " + base + Both(poll, words));
}

std::string TurnoutOf(const v1::Poll& poll, const Words& words) {
  if (poll.turnout_part() == 0) return "";
  const std::string turnout = Words::Share(poll.turnout_part(), poll.turnout_whole());
  return Pick(words,
              "参加表决者须" + std::string(poll.turnout_above() ? "超过" : "达到") +
                  "全体投票人的 " + turnout + Both(poll, words),
              "Turnout: " + std::string(poll.turnout_above() ? "more than " : "at least ") +
                  turnout + " of all who may" + Both(poll, words));
}

std::string WhenOf(const v1::Poll& poll, const Words& words) {
  if (poll.grace_hours() > 0) {
    const std::string hours = Count(poll.grace_hours());
    return Pick(words, "截止前没有网络时投的票，再收 " + hours + " 小时；计票前不显示票数",
                "Ballots cast offline before the close may come for " + hours +
                    " hours; no count is shown before the tally");
  }
  if (poll.sealed()) return "";
  return poll.shown_at_end() ? Pick(words, "计票前不显示票数", "No count is shown before the tally")
                             : "";
}

std::string SealingOf(const v1::Poll& poll, const Words& words) {
  if (!poll.sealed()) return "";
  const std::string hours = Count(poll.urn_hours());
  const std::string zh = "票密封，计票时才打开";
  const std::string en = "Ballots are sealed until the count";
  if (poll.urn_hours() == 0) return Pick(words, zh, en);
  return Pick(words, zh + "；截止后用 " + hours + " 小时录入纸质票",
              en + "; paper is entered for " + hours + " hours after the close");
}

}  // namespace

std::vector<std::string> PollLines(const v1::Poll& poll, const Words& words) {
  const std::string who =
      words.Actors(std::vector<std::string>(poll.electors().begin(), poll.electors().end()));
  std::vector<std::string> lines;
  const auto add = [&lines](std::string line) {
    if (!line.empty()) lines.push_back(std::move(line));
  };
  add(Pick(words, "表决：", "Poll: ") + who + PerOf(poll, words));
  add(MethodOf(poll, words));
  add(TurnoutOf(poll, words));
  add(ApprovalOf(poll, words));
  if (poll.changeable())
    add(Pick(words, "截止前可以改票", "A ballot can be changed until the close"));
  add(WhenOf(poll, words));
  add(SealingOf(poll, words));
  if (poll.advisory()) {
    add(Pick(words, "征求意见，没有约束力", "It asks for opinions and binds nobody"));
  }
  return lines;
}

}  // namespace yiting::drawing
