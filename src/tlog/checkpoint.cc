#include "tlog/checkpoint.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "text/base64.h"
#include "tlog/limits.h"
#include "tlog/lines.h"

namespace sekisho::tlog {
namespace {

std::unexpected<Error> malformed(std::string_view what) {
  return fail(ErrorCode::kBadInput, fmt::format("this is no checkpoint: {}", what));
}

}  // namespace

std::string hash_text(const Hash& hash) {
  return text::base64_encode(crypto::view(hash));
}

Result<Hash> parse_hash(std::string_view text) {
  const std::optional<std::string> bytes = text::base64_decode(text);
  Hash hash{};
  if (!bytes || bytes->size() != hash.size()) {
    return fail(ErrorCode::kBadInput, fmt::format("`{}` is no hash", text.substr(0, 100)));
  }
  std::ranges::copy(*bytes, hash.begin());
  return hash;
}

std::string checkpoint_text(const Checkpoint& checkpoint) {
  return fmt::format("{}\n{}\n{}\n", checkpoint.origin, checkpoint.size,
                     hash_text(checkpoint.root));
}

Result<Checkpoint> parse_checkpoint(std::string_view text) {
  std::array<std::string_view, 3> lines;
  for (std::string_view& line : lines) {
    const std::optional<std::string_view> next = take_line(text);
    if (!next) return malformed("it has fewer than three lines");
    line = *next;
  }
  const auto [origin, digits, root] = lines;
  if (origin.empty() || origin.size() > kMaxOriginBytes) return malformed("it names no origin");
  const std::optional<uint64_t> size = parse_decimal(digits);
  if (!size || *size > kMaxTreeSize) return malformed("its second line is no size of a tree");
  const Result<Hash> hash = parse_hash(root);
  if (!hash) return malformed("its third line is no hash");
  return Checkpoint{std::string(origin), *size, *hash};
}

}  // namespace sekisho::tlog
