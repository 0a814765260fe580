#include "spool/spool_files.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "crypto/random.h"
#include "spool/limits.h"
#include "text/number.h"

namespace sekisho::spool {
namespace {

constexpr std::string_view kIdentityFile = "identity";
constexpr std::string_view kDrainedFile = "drained";
constexpr std::string_view kVersion = "sekisho-spool1 ";
constexpr size_t kIdBytes = 16;

bool is_id(std::string_view text) {
  return text.size() == 2 * kIdBytes &&
         text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

// What a file of one line says.
Result<std::string> read_line(tlog::Directory& spool, std::string_view name) {
  Result<std::string> text = tlog::read_whole(spool, name, kMaxSmallFileBytes);
  if (!text) return text;
  if (text->empty() || text->find('\n') != text->size() - 1)
    return fail(ErrorCode::kBadInput, "the file is not one line", {std::string(name)});
  text->pop_back();
  return text;
}

}  // namespace

Result<std::string> read_identity(tlog::Directory& spool) {
  const Result<std::string> line = read_line(spool, kIdentityFile);
  if (!line) return line;
  if (line->starts_with(kVersion) && is_id(std::string_view(*line).substr(kVersion.size())))
    return line->substr(kVersion.size());
  return fail(ErrorCode::kUnsupported, fmt::format("the spool is of another version: `{}`", *line),
              {std::string(kIdentityFile)});
}

Result<std::string> write_identity(tlog::Directory& spool) {
  std::string id = crypto::random_hex(kIdBytes);
  auto written = tlog::write_durably(spool, kIdentityFile, fmt::format("{}{}\n", kVersion, id));
  if (!written) return std::unexpected(written.error());
  return id;
}

Result<uint64_t> read_drained(tlog::Directory& spool) {
  const Result<std::string> line = read_line(spool, kDrainedFile);
  if (!line && line.error().code == ErrorCode::kNotFound) return 0;
  if (!line) return std::unexpected(line.error());
  if (const auto index = text::parse_u64(*line)) return *index;
  return fail(ErrorCode::kBadInput, fmt::format("`{}` is no number of entries", *line),
              {std::string(kDrainedFile)});
}

Result<void> write_drained(tlog::Directory& spool, uint64_t index) {
  return tlog::write_durably(spool, kDrainedFile, fmt::format("{}\n", index));
}

}  // namespace sekisho::spool
