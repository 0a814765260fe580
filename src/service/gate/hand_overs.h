#pragma once

#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

#include "base/instant.h"
#include "crypto/sha256.h"

namespace sekisho::service {

// A session at the gates on its way to the host of a system: what stands behind a code, which the
// browser carries from the host where one logs in.
struct HandOver {
  std::string system;
  std::string path;                         // where one wanted to go there
  std::string token;                        // of the session
  std::string terminal;                     // that the session is bound to
  std::optional<crypto::Digest> card = {};  // likewise
};

// Codes that are good once and for kHandOverMicros (ADR 0128). They are kept in memory alone: who
// has one while the server starts anew goes once more. Any number of threads.
class HandOvers {
 public:
  // The code.
  std::string keep(HandOver made, Instant now);
  // What stands behind a code. Whatever is done with it, the code is good no more.
  std::optional<HandOver> take(std::string_view code, Instant now);

 private:
  struct Kept {
    HandOver made;
    Instant ends;
  };
  void forget(Instant now);

  std::mutex mutex_;
  std::map<crypto::Digest, Kept> kept_;  // by the hash of the code
};

// Whether a text is a path, with or without a query, of whatever host it is asked from: a browser
// that is led there stays on that host.
bool is_path_of_host(std::string_view text);

}  // namespace sekisho::service
