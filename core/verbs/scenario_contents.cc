// Commands by which something is taken back or put right: contents erased, profiles changed,
// consent withdrawn, the ledger's key rotated.

#include <set>

#include "verbs/scenario_reader.h"

namespace yiting::verbs {

namespace {

Result<v1::ErasureReason> ReadReason(const ScenarioLine& line) {
  ASSIGN_OR_RETURN(std::string word, line.TextOr("reason", "asked_for"));
  for (const v1::ErasureReason reason : {v1::ASKED_FOR, v1::UNLAWFUL, v1::NOT_NEEDED}) {
    if (word == ShowErasureReason(reason)) return reason;
  }
  return Wrong("there is no reason \"" + word + "\"", "write asked_for, unlawful or not_needed");
}

// "member", or who sends it.
Result<Bytes> ReadWhom(StepContext& context) {
  if (!context.line.Has("member")) return Bytes(context.step.payload.actor());
  ASSIGN_OR_RETURN(std::string member, ReadPerson(context.reading, context.line, "member"));
  return MemberOf(member);
}

}  // namespace

Status ReadErase(StepContext& context) {
  v1::EraseContents* body = context.step.payload.mutable_erase_contents();
  ASSIGN_OR_RETURN(const v1::ErasureReason reason, ReadReason(context.line));
  body->set_reason(reason);
  if (!context.line.Has("texts")) {
    ASSIGN_OR_RETURN(const Bytes member, ReadWhom(context));
    body->set_member(member);
    return {};
  }
  ASSIGN_OR_RETURN(std::vector<std::string> texts,
                   context.line.Texts("texts", "[\"三幢二单元 501\"]"));
  std::set<Bytes> commitments;
  for (const std::string& text : texts) {
    const auto found = context.reading.contents.find(text);
    if (found == context.reading.contents.end()) {
      return Wrong("no line above says “" + text + "”", "write a text as it stands there");
    }
    commitments.insert(found->second);
  }
  for (const Bytes& commitment : commitments) body->add_contents(commitment);
  return {};
}

Status ReadChangeProfile(StepContext& context) {
  v1::ChangeProfile* body = context.step.payload.mutable_change_profile();
  ASSIGN_OR_RETURN(const Bytes member, ReadWhom(context));
  body->set_member(member);
  ASSIGN_OR_RETURN(std::string profile, context.line.Text("profile", "\"王秀英\""));
  *body->mutable_profile() =
      MakeContent(context.reading, profile, v1::STAFF, "text/plain", context.step.contents);
  return {};
}

Status ReadLeave(StepContext& context) {
  v1::LeaveCommunity* body = context.step.payload.mutable_leave_community();
  ASSIGN_OR_RETURN(const Bytes member, ReadWhom(context));
  body->set_member(member);
  ASSIGN_OR_RETURN(bool erase, context.line.BoolOr("erase", false));
  body->set_erase(erase);
  return {};
}

Status ReadRotateKey(StepContext& context) {
  ASSIGN_OR_RETURN(std::string key, context.line.Text("key", "\"sequencer/2\""));
  v1::RotateKey* body = context.step.payload.mutable_rotate_key();
  body->set_key(crypto::PublicKey(KeyOf(key)));
  context.reading.scenario.names.Add(body->key(), key);
  return ReadSigners(context, {key});
}

}  // namespace yiting::verbs
