// What the writer of a log finds when it starts: segments of the journal, and the guard. The first
// byte chooses: bytes as they are, or a journal that is written as the input says, so that its
// checksums are right, and then damaged as the input says.
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "memory_directory.h"
#include "tlog/guard.h"
#include "tlog/journal.h"
#include "tlog/journal_reader.h"

using namespace sekisho;
using namespace sekisho::tlog;

namespace {

constexpr uint64_t kSegmentBytes = 6 * kJournalBlockBytes;

// The input, number by number; zeros behind its end.
class Numbers {
 public:
  explicit Numbers(std::string_view bytes) : bytes_(bytes) {}
  bool empty() const { return bytes_.empty(); }
  uint8_t byte() {
    if (bytes_.empty()) return 0;
    const auto value = static_cast<uint8_t>(bytes_.front());
    bytes_.remove_prefix(1);
    return value;
  }
  uint32_t three_bytes() {
    const uint32_t high = byte();
    const uint32_t middle = byte();
    return high << 16 | middle << 8 | byte();
  }

 private:
  std::string_view bytes_;
};

struct Opened {
  std::unique_ptr<Journal> journal;
  std::vector<std::string> entries;
};

Result<Opened> open(MemoryDirectory::Files& files) {
  Opened opened;
  auto journal = Journal::open(std::make_shared<MemoryDirectory>(files), kSegmentBytes, 0,
                               [&](uint64_t index, std::string_view entry, const Hash& leaf) {
                                 SEKISHO_INVARIANT(index == opened.entries.size());
                                 SEKISHO_INVARIANT(leaf == leaf_hash(entry));
                                 opened.entries.emplace_back(entry);
                                 return Result<void>{};
                               });
  if (!journal) return std::unexpected(journal.error());
  opened.journal = std::move(*journal);
  return opened;
}

// What was read is read again after recovery.
void hold_recovered(MemoryDirectory::Files& files) {
  const Result<Opened> first = open(files);
  if (!first) return;
  SEKISHO_INVARIANT(first->journal->begin().has_value());
  SEKISHO_INVARIANT(open(files).value().entries == first->entries);
}

void hold_damaged(Numbers input) {
  MemoryDirectory::Files files;
  SEKISHO_INVARIANT(
      Journal::create(std::make_shared<MemoryDirectory>(files), kSegmentBytes).has_value());
  std::vector<std::string> written;
  uint64_t known = 0;  // entries of which something behind them says that they were acknowledged
  {
    const Opened opened = open(files).value();
    Journal& journal = *opened.journal;
    SEKISHO_INVARIANT(journal.begin().has_value());
    for (uint8_t step = input.byte(); step != 0; step = input.byte()) {
      JournalGroup group;
      for (int i = 0; i < step % 4; ++i) {
        written.emplace_back(input.byte() * (step % 8 == 0 ? 40 : 1), 'x');
        group.add(written.back());
      }
      group.hash();
      if (step >= 128 || journal.must_sync(group)) {
        SEKISHO_INVARIANT(journal.sync().has_value());
        known = journal.end();
      }
      SEKISHO_INVARIANT(journal.write(group).has_value());
    }
    SEKISHO_INVARIANT(journal.sync().has_value());
    if (!journal.must_sync({})) known = journal.end();
    SEKISHO_INVARIANT(journal.mark().has_value());
    SEKISHO_INVARIANT(open(files).value().entries == written);
  }
  int damages = 0;
  for (; !input.empty(); ++damages) {
    const uint32_t where = input.three_bytes();
    auto file = files.begin();
    std::advance(file, where % files.size());
    char& byte = file->second[where / files.size() % file->second.size()];
    byte = static_cast<char>(byte ^ (1 + input.byte()));
  }
  const Result<Opened> opened = open(files);
  if (!opened) return;
  SEKISHO_INVARIANT(opened->entries.size() <= written.size());
  written.resize(opened->entries.size());
  SEKISHO_INVARIANT(opened->entries == written);
  // Where everything is damaged, nothing is left that could tell.
  SEKISHO_INVARIANT(damages > 1 || written.size() >= known);
  hold_recovered(files);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  if (size == 0) return 0;
  const std::string_view text(reinterpret_cast<const char*>(data + 1), size - 1);
  MemoryDirectory::Files files;
  switch (data[0] % 3) {
    case 0:
      files[segment_name(0)] = text;
      hold_recovered(files);
      break;
    case 1:
      hold_damaged(Numbers(text));
      break;
    default:
      files["guard"] = text;
      if (auto guard = Guard::open(std::make_shared<MemoryDirectory>(files), "guard", "a")) {
        SEKISHO_INVARIANT(guard->advance(guard->signed_checkpoint()).has_value());
        SEKISHO_INVARIANT(files["guard"] == text);
      }
  }
  return 0;
}
