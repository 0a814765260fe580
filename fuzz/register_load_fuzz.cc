// Register files: the first byte chooses a profile, the others are the file. Whatever they are, no
// line is lost, rows and table agree, and what is drawn from the rows holds.
#include <sys/mman.h>
#include <unistd.h>

#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "register/contradictions.h"
#include "register/file_loader.h"
#include "register/profile.h"
#include "register/same_person.h"
#include "register/standing.h"

using namespace sekisho;
using namespace sekisho::reg;

namespace {

const char* const kProfiles[] = {
    R"(kind = "register"
table = "accounts"
files = ["f"]
[columns]
system = "s"
account = "a"
kind = "k"
holder = "h"
from = "f"
until = "u"
)",
    R"(kind = "register"
table = "assignments"
files = ["f"]
encoding = "cp932"
records = "multiline"
fold = ["width", "case"]
end_of_period = "inclusive"
[columns]
person = "p"
entity = "e"
department = ["d", "e"]
kind = "k"
from = "f"
until = "u"
[values.kind]
"本務" = "main"
"" = "seconded"
[dates]
formats = ["era", "ymd/"]
forever = ["-"]
empty_from = "always"
)",
    R"(kind = "register"
table = "supply_contracts"
files = ["f"]
encoding = "utf-16"
format = "tsv"
header = false
[columns]
supply_point = 1
customer = 2
retailer = 3
from = 4
until = 5
applied = 6
)",
    R"(kind = "register"
table = "outsourcing"
files = ["f"]
format = "jsonl"
[columns]
contract = "/c"
contractor = "/p/0"
principal = "/p/1"
systems = "/s"
from = "/t/from"
until = "/t/until"
)",
};

const std::vector<RegisterProfile>& profiles() {
  static const std::vector<RegisterProfile> all = [] {
    std::vector<RegisterProfile> out;
    for (const char* toml : kProfiles) {
      auto profile = parse_register_profile(toml, "fuzz.toml");
      if (!profile || !*profile) __builtin_trap();
      out.push_back(std::move(**profile));
    }
    return out;
  }();
  return all;
}

void hold(const Register& registers, const LoadReport& report, const std::string& bytes) {
  const LoadReport::File& file = report.files.at(0);
  if (file.bytes != bytes.size()) __builtin_trap();
  if (file.lines != file.header_lines + file.row_lines + file.rejected_lines) __builtin_trap();
  if (file.row_lines < file.rows || file.rejected_lines < file.rejected) __builtin_trap();
  const uint64_t rows = registers.accounts.size() + registers.assignments.size() +
                        registers.outsourcing.size() + registers.supply.rows();
  if (rows != file.rows) __builtin_trap();
  if (file.rejected > 0 && report.rejected.empty()) __builtin_trap();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  if (size == 0) return 0;
  const std::string bytes(reinterpret_cast<const char*>(data + 1), size - 1);
  const int memory = ::memfd_create("register", 0);
  if (memory < 0 ||
      ::write(memory, bytes.data(), bytes.size()) != static_cast<ssize_t>(bytes.size())) {
    __builtin_trap();
  }
  Register registers;
  LoadReport report;
  registers.files.push_back("f");
  const RegisterProfile& profile = profiles()[data[0] % profiles().size()];
  FileTask task{"/proc/self/fd/" + std::to_string(memory), "f", &profile, nullptr, {}};
  const auto done = load_file(std::move(task), rows_into(registers, profile.table, 0), report);
  ::close(memory);
  if (!done) __builtin_trap();
  note_read(registers, report.files.front(), profile.coverage);
  registers.index();
  hold(registers, report, bytes);
  find_contradictions(registers);
  check_standing(registers, Instant{1'664'976'896'000'000});
  suggest_same_person(registers);
  return 0;
}
