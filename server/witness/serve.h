// `yiting witness`: a data folder of its own, a key, and a socket, until a signal says stop.
//
//   DATA/keys/witness.key     its key: whoever has it can cosign in its name
//   DATA/cosigned/            what it remembers (witness.h): without it, it must not go on
//
// Touches: the folder, sockets. Tested by tests/strangers/witness.test.mjs

#ifndef YITING_SERVER_WITNESS_SERVE_H_
#define YITING_SERVER_WITNESS_SERVE_H_

#include <string>
#include <vector>

#include "base/result.h"

namespace yiting::witness {

struct WitnessOptions {
  std::string data;
  std::string listen = "127.0.0.1:8081";
  std::string name;               // of its key; empty: made of the key
  std::vector<std::string> logs;  // verifier keys
};

// Returns after a signal to stop; an Error is one line about what could not be opened.
Status ServeWitness(const WitnessOptions& options);

}  // namespace yiting::witness

#endif  // YITING_SERVER_WITNESS_SERVE_H_
