#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"

// What `sekisho gate recorder` and `sekisho gate spool show` do.
namespace sekisho::service {

struct RecorderRequest {
  std::string directory;  // made where it is not there
  std::string socket;
  std::vector<std::string> users;  // names or numbers of users whose workers may come
};
// Records what workers look at until SIGTERM or SIGINT. `began` is called once it listens; `say`
// is told a line, without its end, of what an operator may want to know. kUsage where there is no
// such user, or where another process has the spool or the socket; kIo where the disk refuses:
// nothing is acknowledged any more then, and the next process recovers.
Result<void> record_looks(const RecorderRequest& request, const std::function<void()>& began,
                          const std::function<void(std::string_view line)>& say);

struct SpoolQuestion {
  std::string directory;
  uint64_t last = 10;  // so many entries
  bool json = false;   // the entries as they stand, one a line
  bool japanese = false;
};
// What a spool holds that is durable, for people: how far it is drained, and its last entries.
Result<std::string> show_spool(const SpoolQuestion& question);

}  // namespace sekisho::service
