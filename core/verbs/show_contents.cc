// What is taken back or put right: contents erased, profiles changed, members gone, keys rotated.

#include "verbs/show.h"

namespace yiting::verbs {

std::string ShowErasureReason(v1::ErasureReason reason) {
  switch (reason) {
    case v1::ASKED_FOR:
      return "asked_for";
    case v1::UNLAWFUL:
      return "unlawful";
    case v1::NOT_NEEDED:
      return "not_needed";
    default:
      return "unknown";
  }
}

Json ShowIds(const google::protobuf::RepeatedPtrField<std::string>& ids, const Names& names) {
  Json list = Json::array();
  for (const std::string& id : ids) list.push_back(names.Of(id));
  return list;
}

Json ShowContentsEvent(const v1::Event& event, const Names& names) {
  if (event.has_contents_erased()) {
    const v1::ContentsErased& erased = event.contents_erased();
    Json json = {{"event", "contents_erased"}};
    if (!erased.member().empty()) json["member"] = names.Of(erased.member());
    if (!erased.contents().empty()) json["contents"] = ShowIds(erased.contents(), names);
    json["by"] = names.Of(erased.by());
    json["reason"] = ShowErasureReason(erased.reason());
    return json;
  }
  if (event.has_profile_changed()) {
    const v1::ProfileChanged& changed = event.profile_changed();
    return {{"event", "profile_changed"},
            {"member", names.Of(changed.member())},
            {"profile", ShowContent(changed.profile(), names)},
            {"by", names.Of(changed.by())}};
  }
  if (event.has_member_left()) {
    return {{"event", "member_left"},
            {"member", names.Of(event.member_left().member())},
            {"by", names.Of(event.member_left().by())}};
  }
  if (event.has_sequencer_key_changed()) {
    return {{"event", "sequencer_key_changed"},
            {"key", names.Of(event.sequencer_key_changed().key())}};
  }
  return {{"event", "none"}};
}

}  // namespace yiting::verbs
