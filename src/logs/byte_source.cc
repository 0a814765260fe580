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

}  // namespace

struct ByteSource::State {
  ~State() {
    if (gzip_ready) inflateEnd(&gzip);
    ZSTD_freeDStream(zstd);
    if (fd > STDIN_FILENO) ::close(fd);
  }

  Result<size_t> read_file(std::span<char> out);
  Result<bool> refill();
  Result<void> drain();
  Result<void> detect();
  Result<size_t> read_plain(std::span<char> out);
  Result<size_t> read_gzip(std::span<char> out);
  Result<size_t> read_zstd(std::span<char> out);

  std::string name;
  int fd = -1;
  Packing packing = Packing::kNone;
  bool detected = false;
  bool finished = false;
  std::vector<char> input = std::vector<char>(kInputBytes);
  size_t used = 0, filled = 0;  // of input
  uint64_t bytes_read = 0;
  crypto::Sha256 hash;
  std::optional<FileProblem> problem;

  z_stream gzip{};
  bool gzip_ready = false;
  bool member_open = false;  // inside a gzip member or a zstd frame
  ZSTD_DStream* zstd = nullptr;
};

// One read of the file as it stands on disk; 0 at its end.
Result<size_t> ByteSource::State::read_file(std::span<char> out) {
  ssize_t got = 0;
  do {
    got = ::read(fd, out.data(), out.size());
  } while (got < 0 && errno == EINTR);
  if (got < 0) {
    return fail(ErrorCode::kIo, fmt::format("cannot read the file: {}", std::strerror(errno)),
                {name});
  }
  const auto size = static_cast<size_t>(got);
  hash.update({out.data(), size});
  bytes_read += size;
  return size;
}

// Reads more of the file behind what is still there. False at its end.
Result<bool> ByteSource::State::refill() {
  if (used > 0) {
    std::memmove(input.data(), input.data() + used, filled - used);
    filled -= used;
    used = 0;
  }
  const Result<size_t> got = read_file(std::span(input).subspan(filled));
  if (!got) return std::unexpected(got.error());
  filled += *got;
  return *got > 0;
}

// Reads what cannot be unpacked any more, for the hash of the whole file.
Result<void> ByteSource::State::drain() {
  finished = true;
  for (;;) {
    used = filled;
    const Result<bool> more = refill();
    if (!more) return std::unexpected(more.error());
    if (!*more) return {};
  }
}

Result<void> ByteSource::State::detect() {
  detected = true;
  while (filled < kZstdMagic.size()) {
    const Result<bool> more = refill();
    if (!more) return std::unexpected(more.error());
    if (!*more) break;
  }
  const std::string_view beginning(input.data(), filled);
  if (beginning.starts_with(kGzipMagic)) {
    constexpr int kGzipOnly = 15 + 16;
    gzip_ready = inflateInit2(&gzip, kGzipOnly) == Z_OK;
    if (!gzip_ready) return fail(ErrorCode::kInternal, "cannot start to unpack gzip", {name});
    packing = Packing::kGzip;
  } else if (beginning.starts_with(kZstdMagic)) {
    zstd = ZSTD_createDStream();
    if (zstd == nullptr) return fail(ErrorCode::kInternal, "cannot start to unpack zstd", {name});
    ZSTD_DCtx_setParameter(zstd, ZSTD_d_windowLogMax, kMaxZstdWindowLog);
    packing = Packing::kZstd;
  }
  return {};
}

Result<size_t> ByteSource::State::read_plain(std::span<char> out) {
  // What was read to tell how the file is packed, and then the file itself, in pieces that are
  // still in the cache when they are hashed.
  size_t written = std::min(out.size(), filled - used);
  std::memcpy(out.data(), input.data() + used, written);
  used += written;
  while (written < out.size()) {
    const Result<size_t> got =
        read_file(out.subspan(written, std::min(out.size() - written, kInputBytes)));
    if (!got) return std::unexpected(got.error());
    if (*got == 0) break;
    written += *got;
  }
  return written;
}

Result<size_t> ByteSource::State::read_gzip(std::span<char> out) {
  gzip.next_out = reinterpret_cast<Bytef*>(out.data());
  gzip.avail_out = static_cast<uInt>(out.size());
  while (gzip.avail_out > 0 && !finished) {
    if (used == filled) {
      const Result<bool> more = refill();
      if (!more) return std::unexpected(more.error());
      if (!*more) {
        if (member_open) problem = truncated();
        finished = true;
        break;
      }
    }
    gzip.next_in = reinterpret_cast<Bytef*>(input.data() + used);
    gzip.avail_in = static_cast<uInt>(filled - used);
    member_open = true;
    const int code = inflate(&gzip, Z_NO_FLUSH);
    used = filled - gzip.avail_in;
    if (code == Z_STREAM_END) {
      member_open = false;
      inflateReset(&gzip);
      // Zeros behind the last member are padding (tapes, block devices).
      while (used < filled && input[used] == '\0') ++used;
    } else if (code != Z_OK && code != Z_BUF_ERROR) {
      problem = damaged(gzip.msg == nullptr ? "not gzip" : gzip.msg);
      if (const Result<void> ok = drain(); !ok) return std::unexpected(ok.error());
    }
  }
  return out.size() - gzip.avail_out;
}

Result<size_t> ByteSource::State::read_zstd(std::span<char> out) {
  ZSTD_outBuffer target{out.data(), out.size(), 0};
  while (target.pos < target.size && !finished) {
    if (used == filled) {
      const Result<bool> more = refill();
      if (!more) return std::unexpected(more.error());
      if (!*more) {
        if (member_open) problem = truncated();
        finished = true;
        break;
      }
    }
    ZSTD_inBuffer source{input.data(), filled, used};
    const size_t code = ZSTD_decompressStream(zstd, &target, &source);
    used = source.pos;
    if (ZSTD_isError(code)) {
      problem = damaged(ZSTD_getErrorName(code));
      if (const Result<void> ok = drain(); !ok) return std::unexpected(ok.error());
    }
    member_open = code != 0;
  }
  return target.pos;
}

ByteSource::ByteSource(std::unique_ptr<State> state) : state_(std::move(state)) {}
ByteSource::ByteSource(ByteSource&&) noexcept = default;
ByteSource& ByteSource::operator=(ByteSource&&) noexcept = default;
ByteSource::~ByteSource() = default;

Result<ByteSource> ByteSource::open(const std::filesystem::path& path) {
  auto state = std::make_unique<State>();
  state->name = path.string();
  state->fd = path == "-" ? STDIN_FILENO : ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (state->fd < 0) {
    const auto code = errno == ENOENT ? ErrorCode::kNotFound : ErrorCode::kIo;
    return fail(code, fmt::format("cannot open the file: {}", std::strerror(errno)),
                {path.string()});
  }
  return ByteSource(std::move(state));
}

Result<size_t> ByteSource::read(std::span<char> out) {
  if (!state_->detected) {
    if (const Result<void> ok = state_->detect(); !ok) return std::unexpected(ok.error());
  }
  switch (state_->packing) {
    case Packing::kNone:
      return state_->read_plain(out);
    case Packing::kGzip:
      return state_->read_gzip(out);
    case Packing::kZstd:
      return state_->read_zstd(out);
  }
  return size_t{0};
}

uint64_t ByteSource::bytes_read() const {
  return state_->bytes_read;
}

std::string ByteSource::sha256() {
  return state_->hash.hex();
}

const std::optional<FileProblem>& ByteSource::problem() const {
  return state_->problem;
}

}  // namespace sekisho::logs
