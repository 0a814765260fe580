#include "service/casework/desk.h"

#include <algorithm>
#include <iterator>
#include <utility>
#include <vector>

#include "base/file.h"
#include "service/installation.h"

namespace sekisho::service {
namespace {

constexpr std::string_view kRetentionClass = "case";
constexpr uint64_t kMaxRulesBytes = 1 << 20;

// The draft with a member that names the body in which its step stands.
text::JsonValue with_body(const text::JsonValue& draft, const evidence::BodyReference& body) {
  using text::JsonValue;
  std::vector<text::JsonMember> members(draft.members().begin(), draft.members().end());
  members.push_back(
      {"body", JsonValue::object({{"hash", JsonValue::string(body.hash)},
                                  {"bytes", JsonValue::integer(static_cast<int64_t>(body.bytes))},
                                  {"key", JsonValue::string(body.key.text())}})});
  return JsonValue::object(std::move(members));
}

}  // namespace

Result<DeskRules> DeskRules::load(const std::filesystem::path& policies) {
  std::filesystem::path directory = policies;
  if (directory.empty()) {
    Result<std::filesystem::path> found = shipped("policies");
    if (!found) return std::unexpected(found.error());
    directory = std::move(*found);
  }
  const auto text_of = [&](const char* name) {
    return read_file(directory / name, kMaxRulesBytes);
  };
  const Result<std::string> deadlines = text_of("deadlines.toml");
  if (!deadlines) return std::unexpected(deadlines.error());
  auto rules = casework::DeadlineRules::parse(*deadlines, "deadlines.toml");
  if (!rules) return std::unexpected(rules.error());
  const Result<std::string> days = text_of("calendar.toml");
  if (!days) return std::unexpected(days.error());
  auto calendar = casework::Calendar::parse(*days, "calendar.toml");
  if (!calendar) return std::unexpected(calendar.error());
  const Result<std::string> times = text_of("emergencies.toml");
  if (!times) return std::unexpected(times.error());
  const auto emergencies = casework::EmergencyRules::parse(*times, "emergencies.toml");
  if (!emergencies) return std::unexpected(emergencies.error());
  return DeskRules{std::move(*rules), std::move(*calendar), *emergencies};
}

Result<std::vector<uint64_t>> Desk::act(const casework::Author& author, const Work& work) {
  return act_and_more(author, [&](casework::Journal& journal) -> Result<std::vector<LedgerEntry>> {
    if (auto done = work(journal); !done) return std::unexpected(done.error());
    return {};
  });
}

Result<std::vector<uint64_t>> Desk::act_and_more(const casework::Author& author,
                                                 const MoreWork& work) {
  return ledger_.write(
      [&](store::Database& database) -> Result<std::vector<LedgerEntry>> {
        casework::Journal journal(database, author);
        Result<std::vector<LedgerEntry>> more = work(journal);
        if (!more) return more;
        Result<std::vector<LedgerEntry>> out = entries_of(journal);
        if (!out) return out;
        std::ranges::move(*more, std::back_inserter(*out));
        return out;
      },
      author.now);
}

// The steps of one act are one body: a line each, which its entry names by its hash.
Result<std::vector<LedgerEntry>> Desk::entries_of(casework::Journal& journal) {
  const std::vector<casework::Entry> entries = journal.take_entries();
  std::vector<LedgerEntry> out;
  if (entries.empty()) return out;
  std::string lines;
  for (const casework::Entry& one : entries) {
    if (!one.content.empty()) lines += one.content + "\n";
  }
  const auto body = ledger_.keep_body(kRetentionClass, lines, journal.author().now);
  if (!body) return std::unexpected(body.error());
  for (const casework::Entry& one : entries)
    out.push_back({one.content.empty() ? one.draft : with_body(one.draft, *body)});
  return out;
}

Result<void> Desk::note(const Noting& work, Instant now) {
  const auto written = ledger_.write(
      [&](store::Database& database) -> Result<std::vector<LedgerEntry>> {
        if (auto done = work(database); !done) return std::unexpected(done.error());
        return {};
      },
      now);
  if (!written) return std::unexpected(written.error());
  return {};
}

Result<evidence::BodyReference> Desk::keep(std::string_view bytes, Instant now) {
  return ledger_.keep_body(kRetentionClass, bytes, now);
}

Result<std::string> Desk::kept(const evidence::BodyReference& body) {
  std::string out;
  auto read = ledger_.with_beside([&](evidence::Beside& beside) -> Result<void> {
    Result<evidence::BodyAnswer> answer = beside.bodies().get(body);
    if (!answer) return std::unexpected(answer.error());
    switch (answer->state) {
      case evidence::BodyState::kWhole:
        out = std::move(answer->bytes);
        return {};
      case evidence::BodyState::kErased:
        return fail(ErrorCode::kNotFound, "it was erased after its retention");
      case evidence::BodyState::kMissing:
      case evidence::BodyState::kDamaged:
        return fail(ErrorCode::kBadInput, answer->reason);
    }
    return {};
  });
  if (!read) return std::unexpected(read.error());
  return out;
}

}  // namespace sekisho::service
