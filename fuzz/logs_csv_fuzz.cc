// CSV: a line or several a record, with and without a header, UTF-8 and CP932.
#include "logs_fuzz.h"

using namespace sekisho::logs;

namespace {

const std::vector<LogProfile>& profiles() {
  static const std::vector<LogProfile> all = {
      fuzz_profile(R"(kind = "log"
system = "x"
files = []
format = "csv"
encoding = "cp932"
columns = ["t", "a", "p", "w", "o", "k", "c", "s"]
fold = ["width", "case"]
absent = ["-"]
[dates]
formats = ["ymd/", "era"]
[fields]
time = "t"
account = "a"
terminal = "p"
action = "w"
outcome = "o"
object = "k"
customer = "c"
screen = "s"
[values.action]
"照会*" = "view"
[values.outcome]
"正常" = "allowed"
[defaults]
action = "other"
outcome = "unknown"
[screens]
"N?" = { action = "list", items = ["a"] }
)"),
      fuzz_profile(R"(kind = "log"
system = "x"
files = []
format = "csv"
records = "multiline"
header = true
short_lines = "fill"
object_kind = "other"
[fields]
time = "t"
account = { from = "a", required = true }
object = "k"
sequence = 3
[defaults]
action = "view"
)"),
      fuzz_profile(R"(kind = "log"
system = "x"
files = []
format = "csv"
delimiter = "|"
quote = ""
encoding = "cp932"
skip_lines = 1
skip_prefixes = ["#"]
empty_lines = "skip"
long_lines = "ignore"
columns = ["d", "t", "a"]
object_kind = "customer"
[dates]
formats = ["era", "iso"]
[fields]
time = ["d", "t"]
account = 3
object = 4
[defaults]
action = "view"
[[clock]]
until = "2022-01-01"
offset_seconds = 10
)"),
  };
  return all;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  return hold_file(profiles(), data, size);
}
