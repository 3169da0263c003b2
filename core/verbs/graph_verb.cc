// `rules graph`: a pack's procedures as mermaid text or as an SVG.

#include "drawing/drawing.h"
#include "rulehost/diagnostic.h"
#include "verbs/call.h"
#include "verbs/pack_files.h"

namespace yiting::verbs {

namespace {

// "bell, repair": what --procedure may name.
std::string ProceduresOf(const rulehost::LoadedPack& pack) {
  std::string ids;
  for (const v1::Procedure& procedure : pack.model().procedures()) {
    ids += (ids.empty() ? "" : ", ") + procedure.id();
  }
  return ids;
}

Result<drawing::Wanted> ReadWanted(const Call& call) {
  drawing::Wanted wanted;
  const std::string language = call.Value("--language", "zh");
  if (language != "zh" && language != "en") {
    return Fail(ErrorCode::kInvalid, "--language is zh or en, not " + language);
  }
  if (language == "en") wanted.language = drawing::Language::kEnglish;
  if (call.Has("--svg") && call.Has("--mermaid")) {
    return Fail(ErrorCode::kInvalid, "--svg or --mermaid, not both");
  }
  wanted.procedure = call.Value("--procedure", "");
  return wanted;
}

}  // namespace

int RulesGraphVerb(Call& call) {
  Result<drawing::Wanted> wanted = ReadWanted(call);
  if (!wanted) return call.Stop(kNotRead, wanted.error().message);
  const std::string root = call.Value("--rules", call.io.rules_root);
  const Result<rulehost::LoadResult> loaded =
      LoadFolder(call.io, call.places[0], root, call.Values("--set"));
  if (!loaded) return call.Stop(kNotRead, loaded.error().message);
  if (!loaded->pack) {
    // Not among the drawing, which is often sent to a file.
    for (const rulehost::Diagnostic& diagnostic : loaded->diagnostics) {
      call.io.Err(rulehost::FormatDiagnostic(diagnostic) + "\n");
    }
    return kWrong;
  }
  if (call.Has("--procedure") && loaded->pack->FindProcedure(wanted->procedure) == nullptr) {
    return call.Stop(kNotRead, "there is no procedure " + wanted->procedure + " in " +
                                   call.places[0] + "; it has " + ProceduresOf(*loaded->pack));
  }
  const std::string drawn = call.Has("--svg") ? drawing::DrawSvg(*loaded->pack, *wanted)
                                              : drawing::DrawMermaid(*loaded->pack, *wanted);
  if (!call.Has("--out")) {
    call.io.Out(drawn);
    return kFine;
  }
  const Status written = call.io.WriteFile(call.Value("--out", ""), drawn);
  return written ? kFine : call.Stop(kNotRead, written.error().message);
}

}  // namespace yiting::verbs
