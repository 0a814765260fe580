#pragma once

#include <cstdio>
#include <filesystem>
#include <mutex>
#include <string>
#include <vector>

#include "review/run.h"

namespace sekisho::service {

// Gathers rejects.csv (docs/formats/rejects.md) in constant memory. Blocks come in any order from
// any thread; they are kept in a file of their own and put in order at the end.
class RejectSpool final : public review::RejectSink {
 public:
  // `names` are the log files as rejects.csv names them, by index.
  static Result<std::unique_ptr<RejectSpool>> open(const std::filesystem::path& directory,
                                                   std::vector<std::string> names);
  ~RejectSpool() override;

  Result<void> add(uint32_t file, const logs::Block& block,
                   const std::vector<logs::Reject>& rejects) override;

  // Rows of a file as an earlier review wrote them, in the place of its blocks.
  Result<void> add_rows(uint32_t file, std::string_view rows);

  // Writes `path` and removes the spool. Once, after the last `add`.
  Result<void> write(const std::filesystem::path& path);

 private:
  Result<void> keep(uint32_t file, uint64_t block, std::string_view rows);
  struct Chunk {
    uint32_t file;
    uint64_t block;
    uint64_t offset;
    uint64_t length;
  };
  RejectSpool(std::filesystem::path path, std::FILE* file, std::vector<std::string> names)
      : path_(std::move(path)), spool_(file), names_(std::move(names)) {}

  std::filesystem::path path_;
  std::FILE* spool_;
  std::vector<std::string> names_;
  std::mutex writing_;
  uint64_t size_ = 0;
  std::vector<Chunk> chunks_;
};

}  // namespace sekisho::service
