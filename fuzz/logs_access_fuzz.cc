// Access logs of web servers.
#include "logs_fuzz.h"

using namespace sekisho::logs;

namespace {

const std::vector<LogProfile>& profiles() {
  static const std::vector<LogProfile> all = {
      fuzz_profile(R"(kind = "log"
system = "x"
files = []
format = "access-log"
object_kind = "facility"
[dates]
formats = ["clf"]
[fields]
time = "time"
account = "user"
address = "host"
action = { from = "request", part = "path" }
object = { from = "request", query = "id" }
outcome = "status"
customer = "agent"
[values.action]
"/a/**" = "view"
[values.outcome]
200 = "allowed"
[defaults]
action = "other"
outcome = "unknown"
)"),
  };
  return all;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  return hold_file(profiles(), data, size);
}
