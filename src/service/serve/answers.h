#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/error.h"
#include "base/instant.h"
#include "tlog/file_system.h"

namespace sekisho::service {

// What acts that name themselves (Idempotency-Key) were answered, for a day, durably: an act is
// done once, also where its answer was lost and the client or the server begins anew. Any number of
// threads.
class Answers {
 public:
  struct Answer {
    int status = 0;
    std::string content_type, location, body;
  };
  struct Mine {
    std::string name;  // do it, and then `keep`
  };
  enum class Refused : uint8_t {
    kOther,       // the key was used for something else
    kUnfinished,  // the act was begun, and nobody knows what became of it
  };
  using Begun = std::variant<Mine, Answer, Refused>;

  Answers(std::unique_ptr<tlog::Directory> directory, std::function<Instant()> now);

  // `act` is everything that the request asks for. Of one caller and key exactly one gets Mine.
  Result<Begun> begin(std::string_view caller, std::string_view key, std::string_view act);
  Result<void> keep(const Mine& mine, const Answer& answer);
  // The act was refused and did nothing: the key is free again.
  Result<void> forget(const Mine& mine);

 private:
  Result<void> drop_old();

  const std::unique_ptr<tlog::Directory> directory_;
  const std::function<Instant()> now_;
  std::mutex mutex_;
};

}  // namespace sekisho::service
