#include "witness/serve.h"

#include <cstdio>
#include <memory>
#include <utility>

#include "clock/clock.h"
#include "disk/durable_file.h"
#include "http/listener.h"
#include "ops/data_folder.h"
#include "signer/signer.h"
#include "witness/witness.h"

namespace yiting::witness {

namespace {

// 63 hashes, and the largest note.
constexpr uint64_t kBodyBytesMax = 63 * 45 + 64 + ledger::kNoteBytesMax;
constexpr int kThreads = 2;

class WitnessSite : public http::Site {
 public:
  explicit WitnessSite(Witness& witness) : witness_(witness) {}

  uint64_t BodyBytesMax(std::string_view, std::string_view) const override {
    return kBodyBytesMax;
  }
  void Serve(const http::Request& request, http::Respond respond) const override {
    if (request.path != kAddCheckpoint) return respond(http::Response::Text(404, "not found\n"));
    if (request.method == "POST") return respond(witness_.Add(request.body));
    http::Response response = http::Response::Text(405, "only POST\n");
    response.headers.emplace_back("allow", "POST");
    respond(std::move(response));
  }

 private:
  Witness& witness_;
};

// The key's name, where the operator gave none: two witnesses never share one.
std::string NameOf(const crypto::SigningKey& key) {
  return "yiting.witness/" + ToHex(crypto::PublicKey(key)).substr(0, 16);
}

}  // namespace

Status ServeWitness(const WitnessOptions& options) {
  ASSIGN_OR_RETURN(std::unique_ptr<ops::DataFolder> folder, ops::DataFolder::Open(options.data));
  ASSIGN_OR_RETURN(signer::KeyFolder keys, signer::KeyFolder::Open(folder->keys_folder()));
  Witness::Settings settings;
  ASSIGN_OR_RETURN(settings.key, keys.FindOrMake("witness"));
  settings.name = options.name.empty() ? NameOf(settings.key) : options.name;
  settings.folder = folder->path() + "/cosigned";
  RETURN_IF_ERROR(disk::MakeFolder(settings.folder));
  for (const std::string& text : options.logs) {
    auto log = ledger::ParseVerifierKey(text);
    if (!log) return FailAt("--log " + text, log.error());
    settings.logs.push_back(*std::move(log));
  }
  const clock::SystemClock clock;
  ASSIGN_OR_RETURN(std::unique_ptr<Witness> witness, Witness::Open(std::move(settings), clock));
  const WitnessSite site(*witness);
  ASSIGN_OR_RETURN(std::unique_ptr<http::Listener> listener,
                   http::Listener::Bind(options.listen, {site, nullptr}));
  const std::string origin = "http://" + options.listen.substr(0, options.listen.rfind(':')) + ":" +
                             std::to_string(listener->port());
  std::printf("witness of %zu ledger keys on %s\nyiting serve --witness %s=%s\n",
              options.logs.size(), origin.c_str(), origin.c_str(),
              ledger::FormatVerifierKey(witness->key()).c_str());
  std::fflush(stdout);
  listener->Run(kThreads);
  return {};
}

}  // namespace yiting::witness
