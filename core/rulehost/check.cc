#include "rulehost/check.h"

#include <map>
#include <set>
#include <string>

#include "rulehost/lexer.h"

namespace yiting::rulehost {
namespace {

// Where one can go from each stage; the empty name stands for the matter's end.
using Graph = std::map<std::string, std::set<std::string>>;

void AddDeadline(const v1::DeadlineRule& rule, std::set<std::string>& to) {
  const v1::Late& late = rule.on_late();
  if (!late.outcome().empty()) to.insert("");
  if (!late.to().empty()) to.insert(late.to());
  if (late.has_again()) AddDeadline(late.again(), to);
}

Graph GraphOf(const v1::Procedure& procedure) {
  Graph graph;
  for (const v1::Stage& stage : procedure.stages()) {
    std::set<std::string>& to = graph[stage.id()];
    AddDeadline(stage.deadline(), to);
    AddDeadline(procedure.deadline(), to);
    for (const std::string& verdict : {stage.poll().passed_to(), stage.poll().failed_to()}) {
      if (!verdict.empty()) to.insert(verdict);
    }
    if (!stage.poll().passed_outcome().empty() || !stage.poll().failed_outcome().empty()) {
      to.insert("");
    }
    for (const auto* actions : {&stage.actions(), &procedure.actions()}) {
      for (const v1::Action& action : *actions) {
        if (!action.outcome().empty()) to.insert("");
        if (!action.to().empty()) to.insert(action.to());
      }
    }
  }
  return graph;
}

std::set<std::string> ReachableFrom(const Graph& graph, const std::string& first) {
  std::set<std::string> seen = {first};
  std::vector<std::string> open = {first};
  while (!open.empty()) {
    const std::string at = open.back();
    open.pop_back();
    const auto next = graph.find(at);
    if (next == graph.end()) continue;
    for (const std::string& to : next->second) {
      if (seen.insert(to).second) open.push_back(to);
    }
  }
  return seen;
}

// The place where a stage is written, found in the text: the model does not keep lines.
Diagnostic AtStage(const PackFiles& files, const std::string& stage) {
  Diagnostic d;
  for (const auto& [path, content] : files) {
    std::vector<Diagnostic> ignored;
    const std::vector<Token> tokens = Tokenize(path, content, ignored);
    for (size_t i = 1; i < tokens.size() && d.file.empty(); ++i) {
      if (tokens[i].kind != Token::Kind::kString || tokens[i].value != stage) continue;
      if (tokens[i - 1].text != "stage") continue;
      d.file = path;
      d.line = tokens[i - 1].line;
      d.column = tokens[i - 1].column;
    }
  }
  return d;
}

// Where a parameter is written: its name, "=", and the kind of its number.
Diagnostic AtParam(const v1::PackBundle& bundle, const std::string& param) {
  static const std::set<std::string> kKinds = {"workdays", "days", "hours", "count", "ratio"};
  Diagnostic d;
  for (const v1::PackBundle::File& file : bundle.files()) {
    std::vector<Diagnostic> ignored;
    const std::vector<Token> tokens = Tokenize(file.path(), file.content(), ignored);
    for (size_t i = 2; i < tokens.size() && d.file.empty(); ++i) {
      if (tokens[i - 2].text != param || tokens[i - 1].text != "=") continue;
      if (kKinds.count(std::string(tokens[i].text)) == 0) continue;
      d.file = file.path();
      d.line = tokens[i - 2].line;
      d.column = tokens[i - 2].column;
    }
  }
  return d;
}

}  // namespace

std::vector<Diagnostic> FindUnsourced(const LoadedPack& pack) {
  std::vector<Diagnostic> found;
  for (const v1::Param& param : pack.model().params()) {
    if (!param.source().empty()) continue;
    Diagnostic d = AtParam(pack.bundle(), param.id());
    d.code = "SOURCE";
    d.text.set_zh("参数 " + param.id() + " 没有写出处");
    d.text.set_en("parameter " + param.id() + " does not say where its number comes from");
    d.mend.set_zh("source = \"哪部法规、通知或报道\"，没有就写 source = \"街道自定，没有公开来源\"");
    d.mend.set_en("source = \"the law, notice or report\", or that the street has set it itself");
    found.push_back(std::move(d));
  }
  return found;
}

std::vector<Diagnostic> CheckPack(const PackFiles& files,
                                  std::vector<v1::PackBundle::Choice> choices) {
  LoadResult loaded = LoadPack(EncodeBundle(BuildBundle(files, std::move(choices))));
  if (loaded.pack == nullptr) return std::move(loaded.diagnostics);
  std::vector<Diagnostic> found;
  for (const v1::Procedure& procedure : loaded.pack->model().procedures()) {
    const Graph graph = GraphOf(procedure);
    const std::set<std::string> reachable = ReachableFrom(graph, procedure.first());
    for (const v1::Stage& stage : procedure.stages()) {
      Diagnostic d = AtStage(files, stage.id());
      if (reachable.count(stage.id()) == 0) {
        d.code = "UNREACHABLE";
        d.text.set_zh("没有办法走到环节 " + stage.id());
        d.text.set_en("stage " + stage.id() + " is never reached");
        d.mend.set_zh("让一个动作 to = \"" + stage.id() + "\"，或删掉它");
        d.mend.set_en("let an action go to it, or leave it out");
        found.push_back(std::move(d));
      } else if (ReachableFrom(graph, stage.id()).count("") == 0) {
        d.code = "ENDLESS";
        d.text.set_zh("从环节 " + stage.id() + " 出发，事项永远不能结束");
        d.text.set_en("from stage " + stage.id() + " a matter can never end");
        d.mend.set_zh("给一个动作写 outcome");
        d.mend.set_en("give an action an outcome");
        found.push_back(std::move(d));
      }
    }
  }
  return found;
}

}  // namespace yiting::rulehost
