// From what a pack's Lua returned (value.h) to the checked model (v1::Pack). Every key, id,
// reference, number and text is checked here, and each fault is one Diagnostic at the line that
// wrote it. The shapes are described in docs/formats/pack.md, word by word. Pure.
//
// Runs no Lua. Not the lint pass, which reads text (lint.h). Tested by
// tests/unit/rulehost/check_test.cc

#ifndef YITING_RULEHOST_CONVERT_H_
#define YITING_RULEHOST_CONVERT_H_

#include <cstdint>
#include <initializer_list>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "rulehost/diagnostic.h"
#include "rulehost/value.h"
#include "yiting/v1/pack.pb.h"

namespace yiting::rulehost {

class PackConverter {
 public:
  using HookPaths = std::map<std::string, std::vector<std::string>, std::less<>>;

  // REQUIRES: `bundle` outlives the converter.
  explicit PackConverter(const v1::PackBundle& bundle) : bundle_(bundle) {}

  void Convert(const Value& root);

  const std::vector<Diagnostic>& diagnostics() const { return diagnostics_; }
  const v1::Pack& model() const { return model_; }
  // Place ("bell.applied.accept") -> keys from the root to the function.
  const HookPaths& hooks() const { return hooks_; }

 private:
  // A line, or the first place from it on where the file has the token: as a name or a text, or as
  // the key of an entry.
  struct Place {
    std::string file;
    int32_t line = 0;
    std::string token;
    bool is_key = false;
  };
  // One use of a word: `stage "applied" { … }`.
  struct Item {
    std::string is;
    std::string id;
    const Value* value = nullptr;  // the table that lib/dsl.lua made
    const Value* body = nullptr;   // what was written in braces; an empty table if nothing was
    Place at;
    int64_t serial = 0;  // in the order of writing
    size_t rest = 0;     // list positions of the body that the title took
  };
  using Keys = std::initializer_list<std::string_view>;
  using Ids = std::set<std::string, std::less<>>;

  // convert_read.cc: reading one table and complaining about it.
  // Without words: the first fault alone, and of it the kind.
  void Note(const char* code);
  void Complain(const Place& at, const char* code, std::string zh, std::string en,
                std::string mend_zh = "", std::string mend_en = "");
  // What is written out, without a string made at each of its many places.
  void Complain(const Place& at, const char* code, const char* zh, const char* en,
                const char* mend_zh = "", const char* mend_en = "");
  void ComplainUnknown(const Place& at, const char* code, const char* zh, const char* en,
                       std::string_view id, const Ids& known);
  static Place Locate(const Place& from, std::string_view token);
  static Place LocateKey(const Place& from, std::string_view key);
  void SetPlace(const Place& at, Diagnostic& diagnostic) const;
  Item ReadItem(const Value& value) const;
  std::vector<Item> ItemsIn(const Item& owner, Keys kinds);
  void CollectItems(const Item& owner, const Value& list, size_t from, Keys kinds, int depth,
                    std::vector<Item>& out);
  void CheckKeys(const Item& item, Keys known);
  bool CheckId(const Item& item, Ids& taken);
  bool TextOf(const Value& value, v1::Text* text) const;
  void ReadTitle(Item& item, v1::Text* title, bool required = true);
  void ReadText(const Item& item, std::string_view key, v1::Text* text);
  std::string ReadString(const Item& item, std::string_view key, bool required);
  int64_t ReadInteger(const Item& item, std::string_view key, int64_t otherwise, int64_t min,
                      int64_t max);
  bool ReadFlag(const Item& item, std::string_view key);
  std::vector<std::string> ReadStrings(const Item& item, std::string_view key);
  void ReadReference(const Item& item, std::string_view key, const Ids& known, const char* code,
                     const char* zh, const char* en, std::string* out);
  void CheckReference(const Place& at, std::string_view id, const Ids& known, const char* code,
                      const char* zh, const char* en);

  // convert_vocabulary.cc: what procedures refer to.
  void ConvertParams(const std::vector<Item>& items);
  void ConvertParam(const std::string& id, const Item& item);
  void CheckParamRange(const Item& item, const v1::Param& param);
  void ApplyChoices();
  void ConvertLevels(const std::vector<Item>& items);
  void ConvertRoles(const std::vector<Item>& items);
  void ConvertUnits(const std::vector<Item>& items);
  void ConvertCategories(const std::vector<Item>& items);
  void ConvertNamed(const std::vector<Item>& items, std::string_view is, Ids& taken,
                    google::protobuf::RepeatedPtrField<v1::Named>* out);
  void ConvertActivation(const std::vector<Item>& items);
  void CheckVoteNamesPack(const Item& item, const std::string& id);
  void ConvertBodies(const std::vector<Item>& items);

  // convert_modules.cc.
  void ConvertOwnersVote(const std::vector<Item>& items);
  void ConvertModules(const std::vector<Item>& items);
  bool ReadSwitch(const Item& item, std::string_view key, bool otherwise);

  // convert_metrics.cc.
  void ConvertMetrics(const std::vector<Item>& items);
  bool IsCounter(const std::string& counter) const;
  void ReadCounters(const Item& item, std::string_view key,
                    google::protobuf::RepeatedPtrField<std::string>* out);

  // convert_procedure.cc.
  void ConvertProcedures(const std::vector<Item>& items);
  void ConvertProcedure(Item item);
  void ConvertOpeners(const Item& item, v1::Procedure* procedure);
  void ConvertClock(const Item& item, const Ids& stages, v1::Procedure* procedure);
  void ConvertStage(Item item, v1::Procedure* procedure, const Ids& stages, Ids& always);
  void ConvertDeadline(const Item& item, const Ids& stages, int depth, v1::DeadlineRule* rule);
  void ConvertLate(const Item& deadline, std::string_view key, const Ids& stages, v1::Late* late);
  void ReadDuration(const Item& deadline, v1::DeadlineRule* rule);
  void ReadHook(const Item& item, const std::string& place, bool* has);

  // convert_poll.cc: a stage that votes.
  void ConvertPoll(const Item& item, const Ids& stages, v1::Poll* poll);
  void ReadElectors(const Item& item, v1::Poll* poll);
  void ReadShares(const Item& item, v1::Poll* poll);
  void ReadMethod(const Item& item, v1::Poll* poll);
  struct Share {
    int64_t part = 0;
    int64_t whole = 0;
  };
  Share ReadShare(const Item& item, std::string_view key);
  void ReadVerdict(const Item& item, std::string_view key, const Ids& stages, std::string* to,
                   std::string* outcome);
  void CheckPollStage(const Item& item, const v1::Stage& stage);
  void CheckProposals(const Item& item, const v1::Procedure& procedure);

  // convert_action.cc.
  // How somebody can stand to a matter; no role may be called so.
  static const Ids& Relations();
  void ConvertAction(Item item, const std::string& place, const Ids& stages, v1::Action* action);
  void ReadBy(const Item& item, v1::Action* action);
  void ReadTarget(const Item& item, const Ids& stages, v1::Action* action);
  void ReadSigners(const Item& item, v1::Action* action);

  // convert_effects.cc.
  void ReadEffects(const Item& item, v1::Action* action);
  void ReadConditions(const Item& item, v1::Action* action);
  void ReadHelpers(const Item& item, v1::Action* action);
  void ReadQuorum(const Item& item, v1::Action* action);
  void CheckEffect(const Item& item, v1::Action::Effect effect, const v1::Action& action);
  void CheckOfficers(const Item& item, const v1::Action& action);
  void CheckBallotInput(const Item& item, const v1::Action& action);
  void CheckChoice(const Item& item, const v1::Field* field);
  void CheckCodes(const Item& item, const char* id, Keys codes, const v1::Field* field);
  void CheckIndicators(const Item& item, const v1::Field* field);
  void CheckMovesNothing(const Item& item, const v1::Action& action);
  void CheckBy(const Item& item, const v1::Action& action, const Ids& relations,
               const char* effect);

  // convert_together.cc.
  void CheckTogether(const Item& item, const v1::Action& action);

  // convert_field.cc.
  void ReadNeeds(const Item& item, google::protobuf::RepeatedPtrField<v1::Field>* fields);
  void ConvertField(Item item, const std::string& id, v1::Field* field);
  // options = { { "yes", "参加", "Coming" }, … }
  void ReadOptions(const Item& item, const char* of,
                   google::protobuf::RepeatedPtrField<v1::Named>* out);
  // A number, or a parameter: a count, or of that kind.
  int64_t ReadCount(const Item& item, std::string_view key, int64_t min, int64_t max,
                    v1::Param::Kind kind = v1::Param::COUNT);
  const v1::Param* FindParam(std::string_view id) const;

  const v1::PackBundle& bundle_;
  std::vector<Diagnostic> diagnostics_;
  v1::Pack model_;
  HookPaths hooks_;
  Place root_;
  std::map<std::string, Place, std::less<>> param_places_;
  Ids params_, levels_, roles_, units_, categories_, outcomes_, refusals_;
  Ids place_kinds_, indicators_, sources_;
};

}  // namespace yiting::rulehost

#endif  // YITING_RULEHOST_CONVERT_H_
