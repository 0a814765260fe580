// Syslog (RFC 5424) with structured data.
#include "logs_fuzz.h"

using namespace sekisho::logs;

namespace {

const std::vector<LogProfile>& profiles() {
  static const std::vector<LogProfile> all = {
      fuzz_profile(R"(kind = "log"
system = "x"
files = []
format = "syslog5424"
[fields]
time = "timestamp"
account = "e@1/a"
terminal = "hostname"
action = "msgid"
outcome = "e@1/o"
object = "e@1/k"
customer = "message"
[values.outcome]
OK = "allowed"
[defaults]
action = "view"
)"),
      fuzz_profile(R"(kind = "log"
system = "x"
files = []
format = "syslog5424"
encoding = "cp932"
object_kind = "other"
[fields]
time = "timestamp"
object = "e@1/k"
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
