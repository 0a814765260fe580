#include "service/review/reject_spool.h"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "text/base64.h"
#include "text/csv.h"

namespace sekisho::service {
namespace {

std::unexpected<Error> io_error(const std::filesystem::path& path) {
  return fail(ErrorCode::kIo,
              fmt::format("cannot write `{}`: {}", path.string(), std::strerror(errno)),
              {path.string()});
}

}  // namespace

Result<std::unique_ptr<RejectSpool>> RejectSpool::open(const std::filesystem::path& directory,
                                                       std::vector<std::string> names) {
  std::filesystem::path path = directory / ".rejects.part";
  std::FILE* file = std::fopen(path.c_str(), "w+b");
  if (file == nullptr) return io_error(path);
  return std::unique_ptr<RejectSpool>(new RejectSpool(std::move(path), file, std::move(names)));
}

RejectSpool::~RejectSpool() {
  if (spool_ != nullptr) std::fclose(spool_);
  std::error_code ec;
  std::filesystem::remove(path_, ec);
}

Result<void> RejectSpool::add(uint32_t file, const logs::Block& block,
                              const std::vector<logs::Reject>& rejects) {
  std::string rows;
  text::CsvWriter csv(rows);
  for (const logs::Reject& reject : rejects) {
    // A reject of several lines (a broken multi-line record) is one row a line: the raw bytes stand
    // with the first.
    for (uint64_t i = 0; i < reject.lines; ++i) {
      csv.field(names_[file]).field(reject.line + i).field(logs::name_of(reject.reason));
      csv.field(i == 0
                    ? text::base64_encode(block.bytes.substr(reject.raw.offset, reject.raw.length))
                    : std::string());
      csv.end_row();
    }
  }
  return keep(file, block.index, rows);
}

Result<void> RejectSpool::add_rows(uint32_t file, std::string_view rows) {
  return keep(file, 0, rows);
}

Result<void> RejectSpool::keep(uint32_t file, uint64_t block, std::string_view rows) {
  const std::lock_guard lock(writing_);
  if (std::fwrite(rows.data(), 1, rows.size(), spool_) != rows.size()) return io_error(path_);
  chunks_.push_back({file, block, size_, rows.size()});
  size_ += rows.size();
  return {};
}

Result<void> RejectSpool::write(const std::filesystem::path& path) {
  std::sort(chunks_.begin(), chunks_.end(), [](const Chunk& a, const Chunk& b) {
    return std::pair(a.file, a.block) < std::pair(b.file, b.block);
  });
  const std::filesystem::path beside = path.string() + ".part";
  std::FILE* out = std::fopen(beside.c_str(), "wb");
  if (out == nullptr) return io_error(beside);
  constexpr std::string_view kHeader = "file,line,reason,raw\n";
  bool good = std::fwrite(kHeader.data(), 1, kHeader.size(), out) == kHeader.size();
  std::string bytes;
  for (const Chunk& chunk : chunks_) {
    bytes.resize(chunk.length);
    good = good && std::fseek(spool_, static_cast<long>(chunk.offset), SEEK_SET) == 0 &&
           std::fread(bytes.data(), 1, bytes.size(), spool_) == bytes.size() &&
           std::fwrite(bytes.data(), 1, bytes.size(), out) == bytes.size();
  }
  good = std::fclose(out) == 0 && good;
  std::error_code ec;
  if (good) std::filesystem::rename(beside, path, ec);
  if (!good || ec) return io_error(path);
  return {};
}

}  // namespace sekisho::service
