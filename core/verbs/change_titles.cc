// Ids as a pack's people know them, and what a refusal is called in short.

#include "base/instant.h"
#include "verbs/change_text.h"

namespace yiting::verbs {

namespace {

std::string Both(const v1::Text& text, const std::string& id) {
  if (text.zh().empty()) return id;
  if (text.en().empty() || text.en() == text.zh()) return text.zh();
  return text.zh() + " " + text.en();
}

template <class Found>
std::string TitleOf(const Found* found, const std::string& id) {
  return found == nullptr ? id : Both(found->title(), id);
}

struct ReasonWord {
  v1::Reason reason;
  const char* zh;
};
// Of what a dry run can meet; web/shared/texts has whole sentences for the person who is refused.
constexpr ReasonWord kReasonWords[] = {
    {v1::NOT_ALLOWED, "身份不允许"},         {v1::OBSERVER, "观察员不能办理"},
    {v1::PROCEDURE_UNKNOWN, "没有这个规程"}, {v1::MATTER_UNKNOWN, "事项没有立项"},
    {v1::MATTER_CLOSED, "事项已经办结"},     {v1::WRONG_STAGE, "不在这个环节"},
    {v1::ACTION_UNKNOWN, "没有这个动作"},    {v1::INPUT_MISSING, "缺必填项"},
    {v1::INPUT_INVALID, "填写不符合规定"},   {v1::INPUT_UNKNOWN, "规程不要这一项"},
    {v1::ALREADY_DONE, "已经做过"},          {v1::NOT_A_PARTY, "不是责任方"},
    {v1::NOT_INVITED, "不是受邀人"},         {v1::RULE_REFUSED, "规则不同意"},
    {v1::RULE_FAILED, "规则出错"},           {v1::NO_QUORUM, "到会人数不够"},
    {v1::OPINION_UNKNOWN, "没有这条意见"},   {v1::OPTION_UNKNOWN, "没有这个选项"},
    {v1::BALLOT_TOO_MUCH, "选得太多"},       {v1::TASK_UNKNOWN, "没有这项任务"},
    {v1::TOO_MANY, "数量到了上限"},          {v1::VOTE_CLOSED, "投票已经截止"},
};

}  // namespace

std::string ReasonTitle(v1::Reason reason) {
  for (const ReasonWord& word : kReasonWords) {
    if (word.reason == reason) return std::string(word.zh) + " " + v1::Reason_Name(reason);
  }
  return v1::Reason_Name(reason);
}

std::string Titles::Procedure(const std::string& id) const {
  return TitleOf(pack_->FindProcedure(id), id);
}

std::string Titles::Stage(const std::string& procedure, const std::string& id) const {
  if (id.empty()) return "整件事 The whole matter";
  return TitleOf(pack_->FindStage(procedure, id), id);
}

// An action is known by its stage; a table of refusals has only its id.
std::string Titles::Action(const std::string& procedure, const std::string& id) const {
  const v1::Procedure* found = pack_->FindProcedure(procedure);
  if (found == nullptr) return id;
  for (const v1::Stage& stage : found->stages()) {
    for (const v1::Action& action : stage.actions()) {
      if (action.id() == id) return Both(action.title(), id);
    }
  }
  for (const v1::Action& action : found->actions()) {
    if (action.id() == id) return Both(action.title(), id);
  }
  return id;
}

std::string Titles::Category(const std::string& id) const {
  return TitleOf(pack_->FindCategory(id), id);
}

std::string Titles::Unit(const std::string& id) const { return TitleOf(pack_->FindUnit(id), id); }

std::string Titles::Level(const std::string& id) const { return TitleOf(pack_->FindLevel(id), id); }

std::string Titles::Outcome(const std::string& id) const {
  return TitleOf(pack_->FindOutcome(id), id);
}

std::string Titles::Refusal(const std::string& code) const {
  for (const v1::Named& refusal : pack_->model().refusals()) {
    if (refusal.id() == code) return Both(refusal.title(), code);
  }
  return code;
}

std::string FormatMinute(int64_t ms) {
  const std::string whole = FormatInstant({ms});
  return whole.size() < 16 ? whole : whole.substr(0, 10) + " " + whole.substr(11, 5);
}

}  // namespace yiting::verbs
