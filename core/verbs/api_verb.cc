// `rules api`: what a rule pack may use, as annotations for editors (rulehost/api_table.h).

#include "rulehost/api_table.h"
#include "verbs/call.h"

namespace yiting::verbs {

int RulesApiVerb(Call& call) {
  call.io.Out(call.Has("--library") ? rulehost::FormatApiLibrary() : rulehost::FormatApi());
  return kFine;
}

}  // namespace yiting::verbs
