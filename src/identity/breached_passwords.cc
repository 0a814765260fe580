#include "identity/breached_passwords.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <optional>

#include "crypto/sha1.h"
#include "crypto/sha256.h"
#include "identity/limits.h"
#include "text/number.h"

namespace sekisho::identity {
namespace {

constexpr std::string_view kMagic = "sekisho-breached 1 ";
constexpr size_t kMaxHeaderBytes = 64;
constexpr size_t kMinPrefixBytes = 6;

// `bytes` from an offset of a file; nothing where it ends before.
std::optional<std::string> read_at(int descriptor, uint64_t offset, size_t bytes) {
  std::string out(bytes, '\0');
  for (size_t done = 0; done < bytes;) {
    const ssize_t got =
        ::pread(descriptor, out.data() + done, bytes - done, static_cast<off_t>(offset + done));
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return std::nullopt;
    done += static_cast<size_t>(got);
  }
  return out;
}

std::unexpected<Error> no_list(const std::filesystem::path& path, std::string what) {
  return fail(ErrorCode::kBadInput, "this is no list of breached passwords: " + std::move(what),
              {path.string()}, "docs/formats/identity.md describes the file.");
}

}  // namespace

struct BreachedPasswords::File {
  File(int opened, std::filesystem::path named) : descriptor(opened), path(std::move(named)) {}
  File(const File&) = delete;
  File& operator=(const File&) = delete;
  ~File() { ::close(descriptor); }

  // The header's line, and that what follows it is whole prefixes.
  Result<void> read_header() {
    const off_t bytes = ::lseek(descriptor, 0, SEEK_END);
    if (bytes < 0 || static_cast<uint64_t>(bytes) > kMaxBreachedFileBytes) {
      return no_list(path, "it is too long");
    }
    const size_t head = std::min<size_t>(static_cast<size_t>(bytes), kMaxHeaderBytes);
    const std::string begin = read_at(descriptor, 0, head).value_or("");
    const size_t end = begin.find('\n');
    if (!begin.starts_with(kMagic) || end == std::string::npos) {
      return no_list(path, "its first line is another");
    }
    const std::string words = begin.substr(kMagic.size(), end - kMagic.size());
    const size_t space = words.find(' ');
    const std::string hash = words.substr(0, space);
    const auto prefix = text::parse_u64(space == std::string::npos ? "" : words.substr(space + 1));
    is_sha1 = hash == "sha1";
    const size_t most = is_sha1 ? 20 : 32;
    if ((!is_sha1 && hash != "sha256") || !prefix || *prefix < kMinPrefixBytes || *prefix > most) {
      return no_list(path, fmt::format("`{}` is no hash and length of its prefix", words));
    }
    data = end + 1;
    prefix_bytes = *prefix;
    const uint64_t rest = static_cast<uint64_t>(bytes) - data;
    if (rest % prefix_bytes != 0) return no_list(path, "its end was cut off");
    count = rest / prefix_bytes;
    return {};
  }

  std::string prefix_of(std::string_view password) const {
    std::string whole;
    if (is_sha1) {
      const crypto::Sha1Digest digest = crypto::sha1(password);
      whole.assign(reinterpret_cast<const char*>(digest.data()), digest.size());
    } else {
      whole = crypto::view(crypto::sha256(password));
    }
    return whole.substr(0, prefix_bytes);
  }

  Result<bool> contains(std::string_view password) const {
    const std::string wanted = prefix_of(password);
    uint64_t from = 0;
    uint64_t until = count;
    while (from < until) {
      const uint64_t middle = from + (until - from) / 2;
      const auto there = read_at(descriptor, data + middle * prefix_bytes, prefix_bytes);
      if (!there) {
        return fail(ErrorCode::kIo, "the list of breached passwords became shorter",
                    {path.string()}, "Put a new list beside it, rename it, and start anew.");
      }
      if (*there == wanted) return true;
      // Bytes compare as unsigned in char_traits<char>.
      if (*there < wanted) {
        from = middle + 1;
      } else {
        until = middle;
      }
    }
    return false;
  }

  int descriptor;
  std::filesystem::path path;
  bool is_sha1 = false;
  uint64_t data = 0;  // offset
  size_t prefix_bytes = 0;
  uint64_t count = 0;
};

BreachedPasswords::BreachedPasswords() = default;

Result<BreachedPasswords> BreachedPasswords::open(const std::filesystem::path& file) {
  const int descriptor = ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) {
    const ErrorCode code = errno == ENOENT ? ErrorCode::kNotFound : ErrorCode::kIo;
    return fail(code, "the list of breached passwords cannot be opened", {file.string()});
  }
  const auto opened = std::make_shared<File>(descriptor, file);
  if (auto ok = opened->read_header(); !ok) return std::unexpected(ok.error());
  BreachedPasswords out;
  out.file_ = opened;
  return out;
}

Result<bool> BreachedPasswords::contains(std::string_view password) const {
  if (is_common_password(password)) return true;
  return file_ == nullptr ? Result<bool>(false) : file_->contains(password);
}

uint64_t BreachedPasswords::size() const {
  return file_ == nullptr ? 0 : file_->count;
}

}  // namespace sekisho::identity
