// JSON Lines: nested values, escapes, a record in a query.
#include "logs_fuzz.h"

using namespace sekisho::logs;

namespace {

const std::vector<LogProfile>& profiles() {
  static const std::vector<LogProfile> all = {
      fuzz_profile(R"(kind = "log"
system = "x"
files = []
format = "jsonl"
fold = ["width", "case"]
[fields]
time = "/t"
account = "/w/a"
address = "/ip"
action = "/op"
outcome = "/s"
object = "/k"
customer = "/c"
sequence = "/n"
[values.outcome]
"2??" = "allowed"
[defaults]
action = "view"
outcome = "unknown"
)"),
      fuzz_profile(R"(kind = "log"
system = "x"
files = []
format = "jsonl"
object_kind = "other"
[dates]
formats = ["epoch-ms", "iso"]
[fields]
time = "/t"
object = { from = "/r", query = "id" }
action = { from = "/r", part = "path" }
terminal = { from = "/r", part = "method" }
[defaults]
action = "view"
)"),
  };
  return all;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  return hold_file(profiles(), data, size);
}
