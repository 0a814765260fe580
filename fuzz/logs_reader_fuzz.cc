// Files as they stand on disk: packed, cut off, of another encoding. The first byte chooses a
// profile, the others are the file.
#include <sys/mman.h>
#include <unistd.h>

#include "logs/file_problem.h"
#include "logs/reader.h"
#include "logs_fuzz.h"

using namespace sekisho;
using namespace sekisho::logs;

namespace {

LogProfile with(const std::string& more) {
  return fuzz_profile(
      "kind = \"log\"\nsystem = \"x\"\nfiles = []\nformat = \"csv\"\nobject_kind = \"other\"\n" +
      more +
      "header = true\n[fields]\ntime = \"t\"\naccount = \"a\"\nobject = \"k\"\n"
      "[defaults]\naction = \"view\"\n");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  static const std::vector<LogProfile> profiles = {with(""), with("records = \"multiline\"\n"),
                                                   with("encoding = \"utf-16\"\n"),
                                                   with("encoding = \"cp932\"\n")};
  if (size == 0) return 0;
  const LogProfile& profile = profiles[data[0] % profiles.size()];
  const int memory = ::memfd_create("log", 0);
  SEKISHO_INVARIANT(memory >= 0 &&
                    ::write(memory, data + 1, size - 1) == static_cast<ssize_t>(size - 1));
  auto reader = BlockReader::open({"/proc/self/fd/" + std::to_string(memory), "f", 0, 0}, profile);
  ::close(memory);
  SEKISHO_INVARIANT(reader.has_value());
  Decoder decoder(profile);
  FileWatch watch;
  LineCounts total;
  constexpr int kEnoughBlocks = 8;  // of a file that unpacks to very many
  for (int i = 0; i < kEnoughBlocks; ++i) {
    const Result<Block> block = reader->next();
    SEKISHO_INVARIANT(block.has_value());
    const LineCounts counts = hold(decoder, *block);
    watch.add(*block, counts, {});
    total += counts;
    SEKISHO_INVARIANT(reader->lines() == total.lines);
    if (!block->last) continue;
    SEKISHO_INVARIANT(reader->bytes_read() == size - 1 && reader->sha256().size() == 64);
    break;
  }
  (void)watch.problems(profile);
  return 0;
}
