// `rules simulate`: the dry run of a pack against a ledger file.

#include "base/instant.h"
#include "dryrun/simulate.h"
#include "verbs/call.h"
#include "verbs/change_text.h"
#include "verbs/ledger_book.h"
#include "verbs/pack_files.h"
#include "verbs/show_change.h"

namespace yiting::verbs {

namespace {

struct Run {
  const Call& call;
  const LedgerBook& book;
  const rulehost::PackPtr& pack;
  const dryrun::Report& report;
};

std::string Choices(const v1::PackBundle& bundle) {
  std::string text;
  for (const v1::PackBundle::Choice& choice : bundle.choices()) {
    text += "  " + choice.id() + "=" + std::to_string(choice.value());
    if (choice.denominator() != 0) text += "/" + std::to_string(choice.denominator());
  }
  return text;
}

Json ShowHead(const Run& run) {
  const v1::Pack& model = run.pack->model();
  Json choices = Json::object();
  for (const v1::PackBundle::Choice& choice : run.pack->bundle().choices()) {
    choices[choice.id()] = choice.denominator() == 0
                               ? Json(choice.value())
                               : Json::array({choice.value(), choice.denominator()});
  }
  Json json = Json::object();
  json["pack"] = model.id();
  json["version"] = model.version();
  json["hash"] = ToHex(run.pack->hash());
  json["choices"] = std::move(choices);
  json["community"] = ToHex(run.book.id());
  json["entries"] = run.report.entries;
  json["first"] = FormatInstant({run.report.first_ms});
  json["last"] = FormatInstant({run.report.last_ms});
  json["decided_again"] = run.report.decided_again;
  json["as_they_were"] = run.report.as_they_were;
  json["not_repeated"] = run.report.not_repeated;
  return json;
}

void PrintJson(const Run& run) {
  const auto line = [&run](const char* kind, Json json) {
    run.call.io.Out(FormatJson(Json::object({{kind, std::move(json)}})) + "\n");
  };
  line("simulation", ShowHead(run));
  if (!run.call.Has("--summary")) {
    for (const dryrun::MatterChange& change : run.report.changes) {
      line("matter", ShowMatterChange(change));
    }
    for (const dryrun::RefusedCommand& refused : run.report.refused_messages) {
      line("refused", ShowRefused(refused));
    }
  }
  line("totals", ShowTotals(run.report.totals));
}

std::string FormatHead(const Run& run) {
  const v1::Pack& model = run.pack->model();
  const dryrun::Report& report = run.report;
  return "试算 dry run  " + model.title().zh() + " " + model.title().en() + "  " + model.id() +
         " " + model.version() + Choices(run.pack->bundle()) + "\n规则 rules    " +
         ToHex(run.pack->hash()) + "\n账本 ledger   " + run.call.Value("--ledger", "") + "  " +
         std::to_string(report.entries) + " 条 entries  " + FormatMinute(report.first_ms) + " – " +
         FormatMinute(report.last_ms) + "\n指令 commands " + std::to_string(report.decided_again) +
         " 条重新裁定 decided again，" + std::to_string(report.as_they_were) +
         " 条成员指令照旧 about people, as they were，" + std::to_string(report.not_repeated) +
         " 条规则指令不重复 about packs, not repeated\n" +
         "说明 note     "
         "账本里没有当时被拒绝的指令，也没有无人发出的指令：规则放宽后会多出什么，试算看不到。\n"
         "              A ledger has neither the commands that were refused then nor those that "
         "nobody sent: what looser rules would have brought, a dry run cannot show.\n";
}

void PrintText(const Run& run, PackShelf& ledger_packs) {
  run.call.io.Out(FormatHead(run) + "\n");
  if (!run.call.Has("--summary")) {
    run.call.io.Out(FormatChanges(run.report, ledger_packs, run.pack) + "\n");
  }
  run.call.io.Out(FormatTotals(run.report.totals, run.pack));
}

}  // namespace

int RulesSimulateVerb(Call& call) {
  const std::string file = call.Value("--ledger", "");
  if (file.empty()) {
    return call.Stop(kNotRead,
                     "rules simulate needs --ledger FILE: what `yiting community export` "
                     "or `yiting run --export` wrote");
  }
  const std::string root = call.Value("--rules", call.io.rules_root);
  const Result<rulehost::LoadResult> loaded =
      LoadFolder(call.io, call.places[0], root, call.Values("--set"));
  if (!loaded) return call.Stop(kNotRead, loaded.error().message);
  for (const rulehost::Diagnostic& diagnostic : loaded->diagnostics) {
    call.io.Err(rulehost::FormatDiagnostic(diagnostic) + "\n");
  }
  if (!loaded->pack) return kWrong;
  const Result<LedgerBook> book = ReadLedgerBook(call.io, file);
  if (!book) return NotSound(call, book.error());

  dryrun::Progress progress;
  if (!call.Has("--quiet")) {
    progress = [&call, &book](uint64_t entries) {
      call.io.Progress("试算 dry run", entries, book->entries.size());
    };
  }
  const Result<dryrun::Report> report = dryrun::Simulate(book->entries, loaded->pack, progress);
  if (progress) progress(book->entries.size());
  if (!report) return call.Stop(kWrong, file + ": " + report.error().message);
  // Only for the titles of what was: a pack that no longer loads leaves its ids.
  PackShelf ledger_packs;
  for (const Bytes& bundle : book->packs) {
    if (Status added = ledger_packs.AddBundle(bundle); !added) continue;
  }
  const Run run{call, *book, loaded->pack, *report};
  if (call.Has("--json")) {
    PrintJson(run);
  } else {
    PrintText(run, ledger_packs);
  }
  return kFine;
}

}  // namespace yiting::verbs
