// Lines read by a regular expression, in UTF-8 and CP932.
#include "logs_fuzz.h"

using namespace sekisho::logs;

namespace {

const std::vector<LogProfile>& profiles() {
  static const std::vector<LogProfile> all = {
      fuzz_profile(R"(kind = "log"
system = "x"
files = []
format = "pattern"
object_kind = "other"
pattern = '(?P<t>\S+ \S+) (?P<a>\S+)@(?P<p>\S*) (?P<w>\S+)(?: (?P<k>.*))?'
[dates]
formats = ["ymd/", "iso"]
[fields]
time = "t"
account = "a"
terminal = "p"
action = "w"
object = "k"
[defaults]
action = "view"
)"),
      fuzz_profile(R"(kind = "log"
system = "x"
files = []
format = "pattern"
encoding = "cp932"
object_kind = "other"
pattern = '(?P<t>\S+ \S+) (?P<a>\S+) (?P<k>.*)'
[fields]
time = "t"
account = "a"
object = "k"
customer = "k"
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
