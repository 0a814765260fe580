#include "crypto/key_file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <optional>
#include <span>

#include "crypto/random.h"

namespace sekisho::crypto {
namespace {

// How many bytes there are, at most as many as `out` takes; -1 and `errno` where they cannot be
// read. Streams would keep a copy in their buffer.
ssize_t read_some(int descriptor, std::span<char> out) {
  size_t size = 0;
  while (size < out.size()) {
    const ssize_t more = ::read(descriptor, out.data() + size, out.size() - size);
    if (more < 0 && errno == EINTR) continue;
    if (more < 0) return more;
    if (more == 0) break;
    size += static_cast<size_t>(more);
  }
  return static_cast<ssize_t>(size);
}

}  // namespace

Result<SecretKey> read_key_file(const std::filesystem::path& path) {
  const auto cannot_be_read = [&](int why) {
    return fail(why == ENOENT ? ErrorCode::kNotFound : ErrorCode::kIo,
                fmt::format("the key cannot be read: {}", std::strerror(why)), {path.string()});
  };
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) return cannot_be_read(errno);
  std::array<char, kSecretKeyBytes + 1> bytes{};  // one more, to see that there is no more
  const ssize_t size = read_some(descriptor, bytes);
  const int why = errno;
  ::close(descriptor);
  std::optional<SecretKey> key;
  if (size > 0) key = SecretKey::from_bytes({bytes.data(), static_cast<size_t>(size)});
  wipe(bytes.data(), bytes.size());
  if (size < 0) return cannot_be_read(why);
  if (key) return std::move(*key);
  return fail(ErrorCode::kBadInput, fmt::format("a key has {} bytes", kSecretKeyBytes),
              {path.string()}, "Make one: head -c 32 /dev/urandom > KEY");
}

}  // namespace sekisho::crypto
