#include "logs/byte_source.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>
#include <zlib.h>
#include <zstd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <vector>

#include "crypto/sha256.h"

namespace sekisho::logs {
namespace {

constexpr size_t kInputBytes = size_t{1} << 18;
constexpr std::string_view kGzipMagic = "\x1F\x8B";
constexpr std::string_view kZstdMagic = "\x28\xB5\x2F\xFD";
// A frame that wants more than this window (128 MiB) is refused.
constexpr int kMaxZstdWindowLog = 27;

enum class Packing : uint8_t { kNone, kGzip, kZstd };

FileProblem truncated() {
  return {FileProblemKind::kTruncated, "the compressed data ends in the middle",
          "Copy the file again; what could be unpacked has been read."};
}

FileProblem damaged(std::string_view why) {
  return {FileProblemKind::kDamaged, fmt::format("the compressed data is damaged: {}", why),
          "Copy the file again; what could be unpacked before the damage has been read."};
}

class FileSource final : public ByteSource {
 public:
  FileSource(std::string file, int descriptor) : name_(std::move(file)), fd_(descriptor) {}
  ~FileSource() override {
    if (gzip_ready_) inflateEnd(&gzip_);
    ZSTD_freeDStream(zstd_);
    if (fd_ > STDIN_FILENO) ::close(fd_);
  }

  Result<size_t> read(std::span<char> out) override;
  uint64_t bytes_read() const override { return bytes_read_; }
  std::string sha256() override { return hash_.hex(); }
  const std::optional<FileProblem>& problem() const override { return problem_; }

 private:
  Result<size_t> read_file(std::span<char> out);
  Result<bool> refill();
  Result<void> drain();
  Result<void> detect();
  Result<size_t> read_plain(std::span<char> out);
  Result<size_t> read_gzip(std::span<char> out);
  Result<size_t> read_zstd(std::span<char> out);

  std::string name_;
  int fd_ = -1;
  Packing packing_ = Packing::kNone;
  bool detected_ = false;
  bool finished_ = false;
  std::vector<char> input_ = std::vector<char>(kInputBytes);
  size_t used_ = 0, filled_ = 0;  // of `input_`
  uint64_t bytes_read_ = 0;
  crypto::Sha256 hash_;
  std::optional<FileProblem> problem_;

  z_stream gzip_{};
  bool gzip_ready_ = false;
  bool member_open_ = false;  // inside a gzip member or a zstd frame
  ZSTD_DStream* zstd_ = nullptr;
};

// One read of the file as it stands on disk; 0 at its end.
Result<size_t> FileSource::read_file(std::span<char> out) {
  ssize_t got = 0;
  do {
    got = ::read(fd_, out.data(), out.size());
  } while (got < 0 && errno == EINTR);
  if (got < 0) {
    return fail(ErrorCode::kIo, fmt::format("cannot read the file: {}", std::strerror(errno)),
                {name_});
  }
  const auto size = static_cast<size_t>(got);
  hash_.update({out.data(), size});
  bytes_read_ += size;
  return size;
}

// Reads more of the file behind what is still there. False at its end.
Result<bool> FileSource::refill() {
  if (used_ > 0) {
    std::memmove(input_.data(), input_.data() + used_, filled_ - used_);
    filled_ -= used_;
    used_ = 0;
  }
  const Result<size_t> got = read_file(std::span(input_).subspan(filled_));
  if (!got) return std::unexpected(got.error());
  filled_ += *got;
  return *got > 0;
}

// Reads what cannot be unpacked any more, for the hash of the whole file.
Result<void> FileSource::drain() {
  finished_ = true;
  for (;;) {
    used_ = filled_;
    const Result<bool> more = refill();
    if (!more) return std::unexpected(more.error());
    if (!*more) return {};
  }
}

Result<void> FileSource::detect() {
  detected_ = true;
  while (filled_ < kZstdMagic.size()) {
    const Result<bool> more = refill();
    if (!more) return std::unexpected(more.error());
    if (!*more) break;
  }
  const std::string_view beginning(input_.data(), filled_);
  if (beginning.starts_with(kGzipMagic)) {
    constexpr int kGzipOnly = 15 + 16;
    gzip_ready_ = inflateInit2(&gzip_, kGzipOnly) == Z_OK;
    if (!gzip_ready_) return fail(ErrorCode::kInternal, "cannot start to unpack gzip", {name_});
    packing_ = Packing::kGzip;
  } else if (beginning.starts_with(kZstdMagic)) {
    zstd_ = ZSTD_createDStream();
    if (zstd_ == nullptr) return fail(ErrorCode::kInternal, "cannot start to unpack zstd", {name_});
    ZSTD_DCtx_setParameter(zstd_, ZSTD_d_windowLogMax, kMaxZstdWindowLog);
    packing_ = Packing::kZstd;
  }
  return {};
}

Result<size_t> FileSource::read_plain(std::span<char> out) {
  // What was read to tell how the file is packed, and then the file itself, in pieces that are
  // still in the cache when they are hashed.
  size_t written = std::min(out.size(), filled_ - used_);
  std::memcpy(out.data(), input_.data() + used_, written);
  used_ += written;
  while (written < out.size()) {
    const Result<size_t> got =
        read_file(out.subspan(written, std::min(out.size() - written, kInputBytes)));
    if (!got) return std::unexpected(got.error());
    if (*got == 0) break;
    written += *got;
  }
  return written;
}

Result<size_t> FileSource::read_gzip(std::span<char> out) {
  gzip_.next_out = reinterpret_cast<Bytef*>(out.data());
  gzip_.avail_out = static_cast<uInt>(out.size());
  while (gzip_.avail_out > 0 && !finished_) {
    if (used_ == filled_) {
      const Result<bool> more = refill();
      if (!more) return std::unexpected(more.error());
      if (!*more) {
        if (member_open_) problem_ = truncated();
        finished_ = true;
        break;
      }
    }
    gzip_.next_in = reinterpret_cast<Bytef*>(input_.data() + used_);
    gzip_.avail_in = static_cast<uInt>(filled_ - used_);
    member_open_ = true;
    const int code = inflate(&gzip_, Z_NO_FLUSH);
    used_ = filled_ - gzip_.avail_in;
    if (code == Z_STREAM_END) {
      member_open_ = false;
      inflateReset(&gzip_);
      // Zeros behind the last member are padding (tapes, block devices).
      while (used_ < filled_ && input_[used_] == '\0') ++used_;
    } else if (code != Z_OK && code != Z_BUF_ERROR) {
      problem_ = damaged(gzip_.msg == nullptr ? "not gzip" : gzip_.msg);
      if (const Result<void> ok = drain(); !ok) return std::unexpected(ok.error());
    }
  }
  return out.size() - gzip_.avail_out;
}

Result<size_t> FileSource::read_zstd(std::span<char> out) {
  ZSTD_outBuffer target{out.data(), out.size(), 0};
  while (target.pos < target.size && !finished_) {
    if (used_ == filled_) {
      const Result<bool> more = refill();
      if (!more) return std::unexpected(more.error());
      if (!*more) {
        if (member_open_) problem_ = truncated();
        finished_ = true;
        break;
      }
    }
    ZSTD_inBuffer source{input_.data(), filled_, used_};
    const size_t code = ZSTD_decompressStream(zstd_, &target, &source);
    used_ = source.pos;
    if (ZSTD_isError(code)) {
      problem_ = damaged(ZSTD_getErrorName(code));
      if (const Result<void> ok = drain(); !ok) return std::unexpected(ok.error());
    }
    member_open_ = code != 0;
  }
  return target.pos;
}

Result<size_t> FileSource::read(std::span<char> out) {
  if (!detected_) {
    if (const Result<void> ok = detect(); !ok) return std::unexpected(ok.error());
  }
  switch (packing_) {
    case Packing::kNone:
      return read_plain(out);
    case Packing::kGzip:
      return read_gzip(out);
    case Packing::kZstd:
      return read_zstd(out);
  }
  return size_t{0};
}

class MemorySource final : public ByteSource {
 public:
  explicit MemorySource(std::string bytes) : bytes_(std::move(bytes)) {}

  Result<size_t> read(std::span<char> out) override {
    const size_t size = bytes_.copy(out.data(), out.size(), at_);
    at_ += size;
    return size;
  }
  uint64_t bytes_read() const override { return at_; }
  std::string sha256() override { return crypto::sha256_hex(bytes_); }
  const std::optional<FileProblem>& problem() const override { return none_; }

 private:
  const std::string bytes_;
  const std::optional<FileProblem> none_;
  size_t at_ = 0;
};

}  // namespace

std::unique_ptr<ByteSource> ByteSource::of(std::string bytes) {
  return std::make_unique<MemorySource>(std::move(bytes));
}

Result<std::unique_ptr<ByteSource>> ByteSource::open(const std::filesystem::path& path) {
  const int fd = path == "-" ? STDIN_FILENO : ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (fd < 0) {
    const auto code = errno == ENOENT ? ErrorCode::kNotFound : ErrorCode::kIo;
    return fail(code, fmt::format("cannot open the file: {}", std::strerror(errno)),
                {path.string()});
  }
  return std::make_unique<FileSource>(path.string(), fd);
}

}  // namespace sekisho::logs
