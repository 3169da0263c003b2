#include "query/words.h"

#include <string>

namespace yiting::query {

namespace {

struct Relation {
  std::string_view id;
  const char* zh;
  const char* en;
};
constexpr Relation kRelations[] = {
    {"opener", "申请人", "Applicant"},        {"invitee", "受邀人", "Invited"},
    {"participant", "参与人", "Participants"}, {"party", "责任方", "Responsible parties"},
    {"lead", "牵头单位", "Lead unit"},         {"reviewer", "联审人", "Reviewers"},
    {"supporter", "附议人", "Supporters"},     {"asked", "相同事项的附议人", "Supporters of the same"},
    {"neighbour", "这里的住户", "Neighbours"}, {"elector", "可以投票的人", "Who may vote"},
};

}  // namespace

bool RelationWord(std::string_view relation, v1::Text& text) {
  for (const Relation& known : kRelations) {
    if (known.id != relation) continue;
    text.set_zh(known.zh);
    text.set_en(known.en);
    return true;
  }
  return false;
}

v1::Text InABox() {
  v1::Text text;
  text.set_zh("已密封，计票时打开");
  text.set_en("Sealed until the count");
  return text;
}

v1::Text Joined(const std::vector<v1::Text>& texts) {
  std::string zh;
  std::string en;
  for (const v1::Text& text : texts) {
    if (text.zh().empty()) continue;
    if (!zh.empty()) {
      zh += "、";
      en += ", ";
    }
    zh += text.zh();
    en += text.en().empty() ? text.zh() : text.en();
  }
  v1::Text joined;
  joined.set_zh(zh);
  if (en != zh) joined.set_en(en);
  return joined;
}

v1::Text CountOfPeople(int64_t count) {
  v1::Text text;
  text.set_zh(std::to_string(count) + " 人");
  text.set_en(std::to_string(count) + (count == 1 ? " person" : " people"));
  return text;
}

v1::Text NumberOfMatter(int64_t number) {
  v1::Text text;
  text.set_zh("第 " + std::to_string(number) + " 件");
  text.set_en("no. " + std::to_string(number));
  return text;
}

v1::Text Plain(std::string_view plain) {
  v1::Text text;
  text.set_zh(std::string(plain));
  return text;
}

}  // namespace yiting::query
