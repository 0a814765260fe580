#include "service/own/own_record.h"

#include <array>
#include <vector>

#include "crypto/sha256.h"
#include "evidence/entry.h"
#include "evidence/store_reader.h"
#include "service/identity/stored_identities.h"
#include "text/json_lines.h"

namespace sekisho::service {
namespace {

// What is asked of an entry. The order is that of kPointers.
enum Field : uint8_t {
  kTime,
  kKind,
  kSystem,
  kActor,
  kSubject,
  kSession,
  kSource,
  kResult,
  kAction,
  kReason0,
  kReason1,
  kWhat,
  kOn,
  kTarget,
  kAct,
  kReason,
  kNumber,
  kFields,
};
constexpr std::array<std::string_view, kFields> kPointers{
    "/time",   "/kind",   "/system", "/actor",     "/subject",        "/session",
    "/source", "/result", "/action", "/reasons/0", "/reasons/1",      "/what",
    "/on",     "/target", "/act",    "/reason",    "/approval/number"};

using Fields = std::array<text::JsonField, kFields>;

OwnEntry entry_of(uint64_t index, Instant time, const Fields& fields) {
  OwnEntry out{.index = index,
               .time = time,
               .kind = fields[kKind].text,
               .actor = fields[kActor].text,
               .subject = fields[kSubject].text,
               .session = fields[kSession].text,
               .source = fields[kSource].text,
               .result = fields[kResult].text,
               .object = fields[kWhat].text,
               .target = fields[kTarget].text,
               .act = fields[kAct].text,
               .reason = fields[kReason].text,
               .number = fields[kNumber].text};
  if (out.kind == "decision") {
    out.object = fields[kReason0].text;
    out.reason = fields[kReason1].text;
  }
  if (out.kind == "act") out.object = fields[kOn].text;
  return out;
}

bool is_told(const Fields& fields) {
  if (fields[kActor].text.empty()) return false;
  const std::string_view kind = fields[kKind].text;
  // Cases, rules and registers are worked on in Sekisho, whichever system they are about.
  if (kind == "act") return true;
  if (fields[kSystem].text != kOwnSystem) return false;
  // Any other decision is the answer to a question about somebody, who looked at nothing by it.
  if (kind == "decision") return fields[kAction].text == "unmask";
  return kind == "login" || kind == "export";
}

}  // namespace

Result<OwnRecord> visit_own_record(Ledger& ledger, const VisitOwnEntry& visit) {
  if (auto shown = ledger.publish(); !shown) return std::unexpected(shown.error());
  Result<evidence::StoreReader> reader = evidence::StoreReader::open(ledger.directory().record());
  if (!reader) return std::unexpected(reader.error());
  const std::vector<std::string> pointers(kPointers.begin(), kPointers.end());
  Result<text::JsonLineReader> json = text::JsonLineReader::compile(pointers);
  if (!json) return std::unexpected(json.error());
  Fields fields;
  const auto done = reader->visit(0, reader->size(), [&](uint64_t index, std::string_view entry) {
    if (!json->read(entry, fields) || !is_told(fields)) return true;
    const auto time = evidence::entry_time(fields[kTime].text);
    if (time) visit(entry_of(index, *time, fields));
    return true;
  });
  if (!done) return std::unexpected(done.error());
  const tlog::Checkpoint& checkpoint = reader->checkpoint();
  return OwnRecord{checkpoint.origin, checkpoint.size,
                   crypto::to_hex(crypto::view(checkpoint.root))};
}

}  // namespace sekisho::service
