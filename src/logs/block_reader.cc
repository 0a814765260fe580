#include <fmt/format.h>

#include <algorithm>
#include <cstring>

#include "logs/byte_source.h"
#include "logs/bytes.h"
#include "logs/csv_record.h"
#include "logs/file_context.h"
#include "logs/limits.h"
#include "logs/reader.h"
#include "logs/utf16.h"

namespace sekisho::logs {
namespace {

constexpr size_t kPieceBytes = size_t{1} << 20;  // of UTF-16 that is turned at once
constexpr size_t kLongestMark = 4;               // a byte order mark, with room

bool is_utf16(text::Encoding encoding) {
  return encoding == text::Encoding::kUtf16Le || encoding == text::Encoding::kUtf16Be;
}

std::optional<text::Encoding> marked(std::string_view bytes, size_t& mark_bytes) {
  const text::Sniffed sniffed = text::sniff(bytes.substr(0, kLongestMark));
  mark_bytes = sniffed.bom_bytes;
  return sniffed.bom_bytes == 0 ? std::nullopt : sniffed.encoding;
}

}  // namespace

std::string_view name_of(FileProblemKind kind) {
  switch (kind) {
    case FileProblemKind::kTruncated:
      return "truncated";
    case FileProblemKind::kDamaged:
      return "damaged";
    case FileProblemKind::kWrongEncoding:
      return "wrong-encoding";
    case FileProblemKind::kOtherLayout:
      return "other-layout";
  }
  return "other-layout";
}

struct BlockReader::State {
  State(std::unique_ptr<ByteSource> s, const LogProfile& p) : source(std::move(s)), profile(p) {}

  Result<size_t> read(std::span<char> out);
  Result<size_t> read_utf16(std::span<char> out);
  Result<void> read_mark();
  size_t whole_lines(std::string_view bytes, bool at_end) const;
  size_t whole_records(std::string_view bytes, bool at_end) const;
  Result<size_t> fill(char* buffer, size_t kept, size_t capacity, bool& at_end);
  Result<void> skip_line();

  std::unique_ptr<ByteSource> source;
  const LogProfile profile;
  std::optional<Utf16Reader> utf16;
  std::string pending;  // bytes that were read, of the block's encoding
  size_t pending_used = 0;
  bool started = false;
  bool source_ended = false;
  bool ended = false;
  std::string carry;  // the beginning of the next block
  uint64_t next_line = 1;
  uint64_t next_index = 0;
  std::string sha256;
  std::shared_ptr<const FileContext> context;
  std::optional<FileProblem> mark_problem;
  std::vector<FileProblem> problems;
};

// Looks for a byte order mark; what is not one goes to `pending`.
Result<void> BlockReader::State::read_mark() {
  started = true;
  std::string first(kLongestMark, '\0');
  const Result<size_t> got = source->read(first);
  if (!got) return std::unexpected(got.error());
  source_ended = *got < first.size();
  first.resize(*got);
  size_t mark_bytes = 0;
  const std::optional<text::Encoding> mark = marked(first, mark_bytes);
  const text::Encoding stated = profile.format->encoding;
  const bool both_utf16 = mark && is_utf16(*mark) && is_utf16(stated);
  if (mark && *mark != stated && !both_utf16) {
    mark_problem = FileProblem{
        FileProblemKind::kWrongEncoding,
        fmt::format("the file begins with the byte order mark of {}, the profile says {}",
                    text::name_of(*mark), text::name_of(stated)),
        fmt::format("Set `encoding = \"{}\"` in the profile, or export the file again.",
                    text::name_of(*mark))};
    mark_bytes = 0;
  }
  if (is_utf16(stated)) utf16.emplace((both_utf16 ? *mark : stated) == text::Encoding::kUtf16Be);
  const std::string_view rest = std::string_view(first).substr(mark_bytes);
  if (utf16)
    utf16->append(rest, pending);
  else
    pending = rest;
  return {};
}

Result<size_t> BlockReader::State::read_utf16(std::span<char> out) {
  size_t written = 0;
  std::string piece(kPieceBytes, '\0');
  while (written < out.size()) {
    if (pending_used == pending.size()) {
      pending.clear();
      pending_used = 0;
      if (source_ended) {
        if (utf16->finish(pending)) {
          problems.push_back({FileProblemKind::kTruncated,
                              "the file ends in the middle of a character",
                              "Copy the file again."});
        }
        if (pending.empty()) return written;
      } else {
        const Result<size_t> got = source->read(piece);
        if (!got) return std::unexpected(got.error());
        source_ended = *got < piece.size();
        utf16->append(std::string_view(piece).substr(0, *got), pending);
        continue;
      }
    }
    const size_t n = std::min(out.size() - written, pending.size() - pending_used);
    std::memcpy(out.data() + written, pending.data() + pending_used, n);
    written += n;
    pending_used += n;
  }
  return written;
}

// Like ByteSource::read, without the byte order mark and as UTF-8 where the file is UTF-16.
Result<size_t> BlockReader::State::read(std::span<char> out) {
  if (!started) {
    if (const Result<void> ok = read_mark(); !ok) return std::unexpected(ok.error());
  }
  if (utf16) return read_utf16(out);
  const size_t before = std::min(out.size(), pending.size() - pending_used);
  std::memcpy(out.data(), pending.data() + pending_used, before);
  pending_used += before;
  if (source_ended) return before;
  const Result<size_t> got = source->read(out.subspan(before));
  if (!got) return std::unexpected(got.error());
  return before + *got;
}

// How many bytes are whole lines.
size_t BlockReader::State::whole_lines(std::string_view bytes, bool at_end) const {
  if (at_end) return bytes.size();
  const size_t lf = bytes.rfind('\n');
  return lf == std::string_view::npos ? 0 : lf + 1;
}

size_t BlockReader::State::whole_records(std::string_view bytes, bool at_end) const {
  if (at_end) return bytes.size();
  const LogFormat& format = *profile.format;
  const bool any = format.long_lines || format.short_lines == ShortLines::kFill;
  std::string_view rest = bytes;
  // Lines above the records are lines, whatever quotes they hold.
  for (uint64_t line = next_line; context && line <= context->header_lines && !rest.empty();
       ++line) {
    take_line(rest);
  }
  CsvCut cut;
  while (!rest.empty()) {
    cut_csv_record(rest, format, any || !context ? 0 : context->values, false, cut);
    if (!cut.complete) break;
    rest.remove_prefix(cut.next);
  }
  return bytes.size() - rest.size();
}

// Fills the buffer behind the `kept` bytes that it holds.
Result<size_t> BlockReader::State::fill(char* buffer, size_t kept, size_t capacity, bool& at_end) {
  const Result<size_t> got = read({buffer + kept, capacity - kept});
  if (!got) return std::unexpected(got.error());
  at_end = *got < capacity - kept;
  return kept + *got;
}

// Drops the rest of a line that is too long.
Result<void> BlockReader::State::skip_line() {
  std::string piece(kPieceBytes, '\0');
  for (;;) {
    const Result<size_t> got = read(piece);
    if (!got) return std::unexpected(got.error());
    const size_t lf = std::string_view(piece).substr(0, *got).find('\n');
    if (lf != std::string_view::npos) {
      carry.assign(piece, lf + 1, *got - lf - 1);
      return {};
    }
    if (*got < piece.size()) {
      ended = true;
      return {};
    }
  }
}

BlockReader::BlockReader(std::unique_ptr<State> state) : state_(std::move(state)) {}
BlockReader::BlockReader(BlockReader&&) noexcept = default;
BlockReader& BlockReader::operator=(BlockReader&&) noexcept = default;
BlockReader::~BlockReader() = default;

Result<BlockReader> BlockReader::open(const LogFile& file, const LogProfile& profile) {
  Result<std::unique_ptr<ByteSource>> source =
      file.kept ? file.kept() : ByteSource::open(file.path);
  if (!source) return std::unexpected(source.error());
  return BlockReader(std::make_unique<State>(std::move(*source), profile));
}

Result<Block> BlockReader::next() {
  State& s = *state_;
  Block block;
  block.index = s.next_index++;
  block.first_line = s.next_line;
  block.context = s.context;
  block.last = s.ended;
  if (!s.ended) {
    const size_t capacity = std::max(kBlockBytes, s.carry.size() + kPieceBytes);
    // A few bytes more than are used, so that nothing reads behind the buffer.
    constexpr size_t kSlack = 64;
    std::shared_ptr<char[]> buffer = std::make_shared_for_overwrite<char[]>(capacity + kSlack);
    std::memcpy(buffer.get(), s.carry.data(), s.carry.size());
    bool at_end = false;
    const Result<size_t> filled = s.fill(buffer.get(), s.carry.size(), capacity, at_end);
    if (!filled) return std::unexpected(filled.error());
    s.carry.clear();
    const std::string_view bytes(buffer.get(), *filled);
    if (!s.context) {
      FileContext context = make_context(s.profile, bytes);
      if (s.mark_problem) context.problem = s.mark_problem;
      if (context.problem) s.problems.push_back(*context.problem);
      s.context = block.context = std::make_shared<const FileContext>(std::move(context));
    }
    size_t whole =
        s.profile.format->multiline ? s.whole_records(bytes, at_end) : s.whole_lines(bytes, at_end);
    s.ended = at_end;
    if (whole == 0 && !at_end) {
      // One line fills the buffer: its beginning stands for it.
      whole = kMaxLineBytes + 1;
      if (const Result<void> ok = s.skip_line(); !ok) return std::unexpected(ok.error());
    } else {
      s.carry.assign(bytes.substr(whole));
    }
    block.bytes = bytes.substr(0, whole);
    block.owner = std::move(buffer);
    block.last = s.ended;
    s.next_line += count_lines(block.bytes);
    if (!block.bytes.empty() && !block.bytes.ends_with('\n')) ++s.next_line;
  }
  if (block.last && s.sha256.empty()) {
    s.sha256 = s.source->sha256();
    // What is wrong with the bytes explains whatever else is.
    if (s.source->problem()) s.problems.insert(s.problems.begin(), *s.source->problem());
  }
  return block;
}

uint64_t BlockReader::bytes_read() const {
  return state_->source->bytes_read();
}
uint64_t BlockReader::lines() const {
  return state_->next_line - 1;
}
std::string BlockReader::sha256() const {
  return state_->sha256;
}
const std::vector<FileProblem>& BlockReader::problems() const {
  return state_->problems;
}

}  // namespace sekisho::logs
