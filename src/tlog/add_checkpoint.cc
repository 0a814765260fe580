#include "tlog/add_checkpoint.h"

#include <fmt/format.h>

#include "tlog/checkpoint.h"
#include "tlog/limits.h"
#include "tlog/lines.h"

namespace sekisho::tlog {
namespace {

constexpr std::string_view kOld = "old ";

std::unexpected<Error> malformed(std::string_view what) {
  return fail(ErrorCode::kBadInput, fmt::format("this asks for no cosignature: {}", what));
}

}  // namespace

std::string to_string(const AddCheckpoint& request) {
  std::string out = fmt::format("{}{}\n", kOld, request.old_size);
  for (const Hash& hash : request.proof) out += hash_text(hash) + "\n";
  return out + "\n" + to_string(request.checkpoint);
}

Result<AddCheckpoint> parse_add_checkpoint(std::string_view body) {
  if (body.size() > kMaxAddCheckpointBytes) return malformed("it is too long");
  std::optional<std::string_view> line = take_line(body);
  if (!line || !line->starts_with(kOld)) return malformed("its first line names no old size");
  const std::optional<uint64_t> old_size = parse_decimal(line->substr(kOld.size()));
  if (!old_size) return malformed("its old size is no number");
  AddCheckpoint request{*old_size, {}, {}};
  for (line = take_line(body); line && !line->empty(); line = take_line(body)) {
    const Result<Hash> hash = parse_hash(*line);
    if (!hash) return malformed("a line of its proof is no hash");
    if (request.proof.size() == kMaxProofHashes) return malformed("its proof is too long");
    request.proof.push_back(*hash);
  }
  if (!line) return malformed("no empty line ends its proof");
  Result<Note> checkpoint = parse_note(body);
  if (!checkpoint) return std::unexpected(checkpoint.error());
  request.checkpoint = std::move(*checkpoint);
  return request;
}

std::string_view content_type_of(const WitnessAnswer& answer) {
  return answer.status == WitnessAnswer::kConflict ? "text/x.tlog.size"
                                                   : "text/plain; charset=utf-8";
}

Result<std::vector<NoteSignature>> parse_cosignatures(std::string_view text,
                                                      std::string_view body) {
  Result<Note> note = parse_note(fmt::format("{}\n{}", text, body));
  if (!note) return std::unexpected(note.error());
  // An empty line in the body would have moved the end of the text.
  if (note->text != text) return malformed("an empty line stands between its signatures");
  return std::move(note->signatures);
}

Result<uint64_t> parse_conflict(std::string_view body) {
  const std::optional<std::string_view> line = take_line(body);
  const std::optional<uint64_t> size = line && body.empty() ? parse_decimal(*line) : std::nullopt;
  if (size) return *size;
  return fail(ErrorCode::kBadInput, "the answer of the witness names no size");
}

}  // namespace sekisho::tlog
