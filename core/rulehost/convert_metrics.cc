// Figures: a formula over the counters that the state keeps.

#include "rulehost/convert.h"
#include "rulehost/words.h"

namespace yiting::rulehost {

void PackConverter::ConvertMetrics(const std::vector<Item>& items) {
  Ids taken;
  for (Item item : items) {
    if (item.is != "metric" || !CheckId(item, taken)) continue;
    v1::Metric* metric = model_.add_metrics();
    metric->set_id(item.id);
    ReadTitle(item, metric->mutable_title());
    CheckKeys(item, {"title", "version", "num", "num_minus", "den", "den_minus", "note"});
    metric->set_version(ReadString(item, "version", true));
    ReadCounters(item, "num", metric->mutable_num_plus());
    ReadCounters(item, "num_minus", metric->mutable_num_minus());
    ReadCounters(item, "den", metric->mutable_den_plus());
    ReadCounters(item, "den_minus", metric->mutable_den_minus());
    ReadText(item, "note", metric->mutable_note());
    if (metric->num_plus().empty()) {
      COMPLAIN(item.at, "METRIC", "指标 " + item.id + " 缺少分子 num",
               "metric " + item.id + " lacks num");
    }
  }
}

void PackConverter::ReadCounters(const Item& item, std::string_view key,
                                 google::protobuf::RepeatedPtrField<std::string>* out) {
  for (const std::string& counter : ReadStrings(item, key)) {
    if (!IsCounter(counter)) {
      COMPLAIN(Locate(item.at, counter), "COUNTER", "没有计数 " + counter,
               "there is no counter " + counter,
               "opened.规程、taken.规程.动作、closed.规程.结果、category.类别、late.规程.环节、"
               "late.规程、kept.规程、contact.规程.24h、lasted.规程.24h、helped.规程、"
               "imported.来源、late_party.单位、replied、ratings、satisfied、messages、opinions、"
               "supported、ballots、tasks、tasks_accepted",
               "opened.PROCEDURE, taken.PROCEDURE.ACTION, closed.PROCEDURE.OUTCOME, "
               "category.CATEGORY, late.PROCEDURE.STAGE, late.PROCEDURE, kept.PROCEDURE, "
               "contact.PROCEDURE.24h, lasted.PROCEDURE.24h, helped.PROCEDURE, imported.SOURCE, "
               "late_party.UNIT, replied, ratings, satisfied, messages, opinions, supported, "
               "ballots, tasks, tasks_accepted");
    }
    *out->Add() = counter;
  }
}

bool PackConverter::IsCounter(const std::string& counter) const {
  static const Ids kPlain = {"ratings",   "satisfied", "messages", "replied",       "opinions",
                             "supported", "ballots",   "tasks",    "tasks_accepted"};
  // As state/apply.h counts them.
  static const Ids kBuckets = {"1h", "4h", "8h", "24h", "72h", "168h", "more"};
  if (kPlain.count(counter) > 0) return true;
  const size_t first = counter.find('.');
  if (first == std::string::npos) return false;
  const std::string what = counter.substr(0, first);
  const std::string rest = counter.substr(first + 1);
  if (what == "category") return categories_.count(rest) > 0;
  if (what == "imported") return sources_.count(rest) > 0;
  if (what == "late_party") return units_.count(rest) > 0;
  const size_t second = rest.find('.');
  const std::string procedure_id = rest.substr(0, second);
  const std::string last = second == std::string::npos ? "" : rest.substr(second + 1);
  for (const v1::Procedure& procedure : model_.procedures()) {
    if (procedure.id() != procedure_id) continue;
    if (what == "opened" || what == "helped") return second == std::string::npos;
    if (second == std::string::npos && (what == "late" || what == "kept")) {
      return procedure.has_deadline();
    }
    if (what == "closed") return outcomes_.count(last) > 0;
    if (what == "contact" || what == "lasted") return kBuckets.count(last) > 0;
    for (const v1::Stage& stage : procedure.stages()) {
      if (what == "late" && stage.id() == last) return true;
      for (const v1::Action& action : stage.actions()) {
        if (what == "taken" && action.id() == last) return true;
      }
    }
    for (const v1::Action& action : procedure.actions()) {
      if (what == "taken" && action.id() == last) return true;
    }
  }
  return false;
}

}  // namespace yiting::rulehost
