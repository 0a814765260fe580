#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "logs/log_profile.h"

namespace sekisho::logs {

class ByteSource;

// A log file and the profile that claims it.
struct LogFile {
  std::filesystem::path path;
  std::string name;  // relative to the logs' parent directory, with '/': "logs/nol/NOL_202210.csv"
  size_t profile = 0;  // index into the profiles
  uint64_t bytes = 0;  // as it was received
  // Opens it where it is kept in another way than as the file `path`; from any thread.
  std::function<Result<std::unique_ptr<ByteSource>>()> kept = {};
};

struct LogSet {
  std::vector<LogFile> files;          // by name
  std::vector<std::string> unclaimed;  // files that no profile claims, by name
};

// The profile whose `files` match a name relative to the logs' directory; nothing where there is
// none. kBadInput, with `name` as its place, where there are two.
Result<std::optional<size_t>> claimant(std::string_view relative, const std::string& name,
                                       const std::vector<LogProfile>& profiles);

// Finds the log files below `directory`. A file claimed by two profiles is an error.
Result<LogSet> find_logs(const std::filesystem::path& directory,
                         const std::vector<LogProfile>& profiles);

// What is wrong with a file as a whole. Its lines are counted all the same, each as a reject where
// it cannot be read.
enum class FileProblemKind : uint8_t {
  kTruncated,      // it ends in the middle of a line, or of its compressed data
  kDamaged,        // its compressed data is not what its check says
  kWrongEncoding,  // it is not in the encoding that the profile states
  kOtherLayout,    // its columns, or nearly all of its lines, are not what the profile describes
};
std::string_view name_of(FileProblemKind kind);  // "truncated", …

struct FileProblem {
  FileProblemKind kind = FileProblemKind::kOtherLayout;
  std::string message;  // lower case, no full stop
  std::string help;     // what to do
};

// What a file's first lines tell about the rest: which column holds what. Private to `logs`.
struct FileContext;

// A run of whole lines (or, for `records = "multiline"`, of whole records) of one file.
struct Block {
  std::shared_ptr<const void> owner;  // keeps `bytes` alive
  std::string_view bytes;
  uint64_t first_line = 1;
  uint64_t index = 0;  // from 0, in file order
  bool last = false;
  // Of the file; a decoder makes its own from the bytes where there is none.
  std::shared_ptr<const FileContext> context;
};

// Cuts one file into blocks of a few MiB, decompressing gzip and zstd on the way, counting lines
// and hashing the bytes as they stand on disk. The path `-` is standard input. UTF-16 becomes UTF-8
// (an unpaired surrogate its three bytes, which are not valid and make a reject). Of a line longer
// than kMaxLineBytes a block may hold only the beginning. Truncated or damaged compressed data ends
// the file where it ends; `problems` says so. Not thread-safe; blocks may be decoded on other
// threads.
class BlockReader {
 public:
  static Result<BlockReader> open(const LogFile& file, const LogProfile& profile);
  BlockReader(BlockReader&&) noexcept;
  BlockReader& operator=(BlockReader&&) noexcept;
  ~BlockReader();

  // The next block; a block with `last` set ends the file (it may be empty).
  Result<Block> next();

  uint64_t bytes_read() const;  // of the file on disk, so far
  uint64_t lines() const;       // so far
  std::string sha256() const;   // hex; after the last block
  // What is wrong with the file as a whole, as far as its bytes tell; after the last block.
  const std::vector<FileProblem>& problems() const;

 private:
  struct State;
  explicit BlockReader(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace sekisho::logs
