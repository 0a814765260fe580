#include "identity/breached_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "identity/limits.h"

namespace sekisho::identity {
namespace {

using Hash = crypto::Sha1Digest;

constexpr size_t kHashDigits = 40;
constexpr size_t kMaxLineBytes = 64;  // a hash, a count, and how a line ends
constexpr size_t kBlockBytes = size_t{1} << 20;

int digit_of(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  return -1;
}

// The hash of a line without its `\n`.
std::optional<Hash> hash_in(std::string_view line) {
  if (line.ends_with('\r')) line.remove_suffix(1);
  if (line.size() < kHashDigits || line.size() >= kMaxLineBytes) return std::nullopt;
  Hash out{};
  for (size_t i = 0; i < out.size(); ++i) {
    const int high = digit_of(line[2 * i]);
    const int low = digit_of(line[2 * i + 1]);
    if (high < 0 || low < 0) return std::nullopt;
    out[i] = static_cast<unsigned char>(high * 16 + low);
  }
  const std::string_view count = line.substr(kHashDigits);
  const bool counted =
      count.size() > 1 && count[0] == ':' &&
      std::ranges::all_of(count.substr(1), [](char c) { return c >= '0' && c <= '9'; });
  return count.empty() || counted ? std::optional(out) : std::nullopt;
}

std::unexpected<Error> bad_line(const ListFile& file, std::string what, uint64_t line) {
  return fail(ErrorCode::kBadInput, std::move(what), {file.path().string(), line},
              "docs/formats/identity.md describes the file.");
}

constexpr std::string_view kNoLine = "this is no SHA-1 in hexadecimal digits";
constexpr std::string_view kNoOrder = "this hash does not stand behind the one before it";

struct Line {
  uint64_t begin = 0, end = 0;  // the end is the beginning of the next one
  Hash hash{};
};

// The first line that begins at `offset` or behind it, nothing where there is none. `offset` is 0
// or within the file.
Result<std::optional<Line>> line_from(const ListFile& file, uint64_t offset) {
  const uint64_t from = offset == 0 ? 0 : offset - 1;  // whose end may be there
  const Result<std::string> block = file.read(from, 2 * kMaxLineBytes + 1);
  if (!block) return std::unexpected(block.error());
  const bool whole = from + block->size() == file.size();
  size_t begin = 0;
  if (offset != 0) {
    const size_t before = block->find('\n');
    if (before == std::string::npos && whole) return std::nullopt;
    begin = before == std::string::npos ? block->size() : before + 1;
  }
  if (whole && begin == block->size()) return std::nullopt;
  const size_t end = std::min(block->find('\n', begin), block->size());
  const auto hash = hash_in(std::string_view(*block).substr(begin, end - begin));
  if (!hash) {
    return fail(ErrorCode::kBadInput, fmt::format("{}, at byte {}", kNoLine, from + begin),
                {file.path().string()}, "Put a whole list in its place, and start anew.");
  }
  return Line{from + begin, from + std::min(end + 1, block->size()), *hash};
}

}  // namespace

Result<void> check_breached_text(const ListFile& file) {
  const uint64_t checked = std::min<uint64_t>(file.size(), kCheckedBreachedBytes);
  std::string rest;
  std::optional<Hash> last;
  uint64_t number = 0;
  for (uint64_t offset = 0; offset < checked; offset += kBlockBytes) {
    const Result<std::string> block = file.read(offset, kBlockBytes);
    if (!block) return std::unexpected(block.error());
    rest += *block;
    if (offset + block->size() == file.size() && !rest.ends_with('\n')) rest += '\n';
    size_t begin = 0;
    for (size_t end = 0; (end = rest.find('\n', begin)) != std::string::npos; begin = end + 1) {
      ++number;
      const auto hash = hash_in(std::string_view(rest).substr(begin, end - begin));
      if (!hash) return bad_line(file, std::string(kNoLine), number);
      if (last && *hash <= *last) return bad_line(file, std::string(kNoOrder), number);
      last = hash;
    }
    rest.erase(0, begin);
    if (rest.size() > kMaxLineBytes) return bad_line(file, std::string(kNoLine), number + 1);
  }
  return {};
}

Result<bool> breached_text_has(const ListFile& file, const Hash& hash) {
  uint64_t from = 0;  // where a line begins
  uint64_t until = file.size();
  std::optional<Hash> low, high;  // the lines around
  while (from < until) {
    const uint64_t middle = from + (until - from) / 2;
    const Result<std::optional<Line>> line = line_from(file, middle);
    if (!line) return std::unexpected(line.error());
    if (!*line || (*line)->begin >= until) {
      until = middle;
      continue;
    }
    const Line& found = **line;
    if ((low && found.hash <= *low) || (high && found.hash >= *high)) {
      return fail(ErrorCode::kBadInput, fmt::format("{}, at byte {}", kNoOrder, found.begin),
                  {file.path().string()}, "Put a sorted list in its place, and start anew.");
    }
    if (found.hash == hash) return true;
    if (found.hash < hash) {
      low = found.hash;
      from = found.end;
    } else {
      high = found.hash;
      until = found.begin;
    }
  }
  return false;
}

}  // namespace sekisho::identity
