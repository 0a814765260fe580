#include "tlog/receipt.h"

#include <fmt/format.h>

#include "tlog/checkpoint.h"
#include "tlog/limits.h"
#include "tlog/lines.h"
#include "tlog/note.h"

namespace sekisho::tlog {
namespace {

constexpr std::string_view kFirstLine = "c2sp.org/tlog-proof@v1";
constexpr std::string_view kIndex = "index ";
constexpr std::string_view kExtra = "extra ";

std::unexpected<Error> malformed(std::string_view what) {
  return fail(ErrorCode::kBadInput, fmt::format("this is no receipt: {}", what));
}

}  // namespace

std::string to_string(const Receipt& receipt) {
  std::string out = fmt::format("{}\n{}{}\n", kFirstLine, kIndex, receipt.index);
  for (const Hash& hash : receipt.path) out += hash_text(hash) + "\n";
  return out + "\n" + receipt.checkpoint;
}

Result<Receipt> parse_receipt(std::string_view text) {
  if (take_line(text) != kFirstLine) return malformed("its first line is another one");
  std::optional<std::string_view> line = take_line(text);
  if (line && line->starts_with(kExtra)) line = take_line(text);
  if (!line || !line->starts_with(kIndex)) return malformed("it has no index");
  const std::string_view digits = line->substr(kIndex.size());
  const std::optional<uint64_t> index =
      text::all_digits(digits) ? text::parse_u64(digits) : std::nullopt;
  if (!index) return malformed("its index is no number");
  Receipt receipt{*index, {}, {}};
  for (line = take_line(text); line && !line->empty(); line = take_line(text)) {
    const Result<Hash> hash = parse_hash(*line);
    if (!hash || receipt.path.size() == kMaxProofHashes) return malformed("its path is no proof");
    receipt.path.push_back(*hash);
  }
  if (!line) return malformed("it has no checkpoint");
  receipt.checkpoint = text;
  return receipt;
}

Result<void> verify_receipt(const Receipt& receipt, std::string_view entry) {
  const Result<Note> note = parse_note(receipt.checkpoint);
  if (!note) return std::unexpected(note.error());
  const Result<Checkpoint> checkpoint = parse_checkpoint(note->text);
  if (!checkpoint) return std::unexpected(checkpoint.error());
  return verify_inclusion(receipt.index, checkpoint->size, leaf_hash(entry), checkpoint->root,
                          receipt.path);
}

}  // namespace sekisho::tlog
