#include "service/store/store_session.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <utility>
#include <vector>

#include "evidence/key_id.h"
#include "evidence/limits.h"
#include "register/tables.h"
#include "store/change_log.h"
#include "store/limits.h"
#include "text/time_format.h"

namespace sekisho::service {
namespace {

constexpr std::string_view kBodyClass = "register";  // of policies/retention.toml
constexpr size_t kShownHash = 16;

text::JsonValue string(std::string_view text) {
  return text::JsonValue::string(std::string(text));
}
text::JsonValue number(uint64_t value) {
  return text::JsonValue::integer(static_cast<int64_t>(value));
}

// The registers that a change touches, for people.
std::string target_of(const store::Change& change) {
  std::vector<bool> touched(reg::kTableCount, false);
  for (const store::Step& step : change.steps) {
    if (step.says) touched[static_cast<size_t>(step.says->table)] = true;
  }
  for (size_t table = 0; table < reg::kTableCount; ++table) {
    touched[table] = touched[table] || change.counts[table].changes();
  }
  for (const store::ImportedFile& file : change.files) {
    touched[static_cast<size_t>(file.read.table)] = true;
  }
  std::string out;
  for (size_t table = 0; table < reg::kTableCount; ++table) {
    if (!touched[table]) continue;
    if (!out.empty()) out += ", ";
    out += reg::name_of(static_cast<reg::Table>(table));
  }
  return out;
}

text::JsonValue counts_of(const store::Change& change) {
  store::Counts sum;
  for (const store::Counts& one : change.counts) sum += one;
  return text::JsonValue::object({{"added", number(sum.added)},
                                  {"ended", number(sum.ended)},
                                  {"withdrawn", number(sum.withdrawn)},
                                  {"corrected", number(sum.corrected)},
                                  {"unchanged", number(sum.unchanged)},
                                  {"contradicted", number(sum.contradicted)},
                                  {"rejects", number(sum.rejected)}});
}

// Each file once, whatever number of profiles read it.
std::vector<text::JsonValue> files_of(const store::Change& change) {
  std::map<std::pair<std::string, std::string>, uint64_t> files;
  for (const store::ImportedFile& file : change.files) {
    files[{file.read.name, file.read.sha256}] = file.read.bytes;
  }
  std::vector<text::JsonValue> out;
  for (const auto& [file, bytes] : files) {
    out.push_back(text::JsonValue::object(
        {{"name", string(file.first)}, {"hash", string(file.second)}, {"bytes", number(bytes)}}));
  }
  if (out.size() > evidence::kMaxListItems) out.clear();  // the body has them all
  return out;
}

text::JsonValue draft_of(const store::Change& change, const evidence::BodyReference& body,
                         const evidence::Vault& vault) {
  const store::Consent& consent = change.consent;
  const auto named = [&](const std::string& person) {
    return string(consent.pseudonyms ? person : vault.pseudonym(person));
  };
  std::vector<text::JsonMember> members{
      {"kind", string("act")},
      {"time", string(text::rfc3339(change.recorded_at, text::kUtc))},
      {"act", string(change.kind == store::ChangeKind::kWithdrawal ? "remove" : "change")},
      {"on", string("fact")},
      {"target", string(target_of(change))},
      {"actor", named(consent.by)},
      {"reason", string(consent.reason)},
      {"after", string(change.preview)},
      {"facts_revision", string(fmt::format("change.{}", change.id))},
      {"counts", counts_of(change)},
      {"body", text::JsonValue::object({{"hash", string(body.hash)},
                                        {"bytes", number(body.bytes)},
                                        {"key", string(body.key.text())}})}};
  if (has_second_person(consent)) {
    // Without a number of their own, it is what was shown that they approved.
    std::vector<text::JsonMember> approval{
        {"number",
         string(consent.approval.empty() ? "preview " + change.preview.substr(0, kShownHash)
                                         : consent.approval)}};
    if (!consent.approved_by.empty()) approval.push_back({"by", named(consent.approved_by)});
    members.push_back({"approval", text::JsonValue::object(std::move(approval))});
  }
  std::vector<text::JsonValue> files = files_of(change);
  if (!files.empty()) members.push_back({"files", text::JsonValue::array(std::move(files))});
  return text::JsonValue::object(std::move(members));
}

Result<evidence::BodyReference> keep_body(evidence::Beside& beside, const store::ChangeBody& body,
                                          const PutContent& put_content) {
  const std::string month = text::date_iso(body.change.recorded_at, text::kJst).substr(0, 7);
  const Result<evidence::KeyId> key = evidence::KeyId::of_class(kBodyClass, month);
  if (!key) return std::unexpected(key.error());
  Result<evidence::BodyWriter> writer = beside.bodies().begin(*key);
  if (!writer) return std::unexpected(writer.error());
  const store::Put put = [&](std::string_view bytes) { return writer->append(bytes); };
  if (auto written = store::write_body(body, put); !written)
    return std::unexpected(written.error());
  for (size_t i = 0; i < body.contents.size(); ++i) {
    if (auto written = put_content(i, put); !written) return std::unexpected(written.error());
  }
  return writer->finish();
}

std::unexpected<Error> usage(std::string message, std::string help) {
  return fail(ErrorCode::kUsage, std::move(message), {}, std::move(help));
}

}  // namespace

Result<LedgerEntry> entry_of_change(Ledger& ledger, const store::ChangeBody& body,
                                    const PutContent& put_content) {
  LedgerEntry out;
  auto kept = ledger.with_beside([&](evidence::Beside& beside) -> Result<void> {
    const auto reference = keep_body(beside, body, put_content);
    if (!reference) return std::unexpected(reference.error());
    out = {draft_of(body.change, *reference, beside.vault()), body.change.id};
    return {};
  });
  if (!kept) return std::unexpected(kept.error());
  return out;
}

Result<LedgerEntry> write_change(Ledger& ledger, store::Database& database, store::ChangeBody& body,
                                 const PutContent& put_content, Instant now) {
  if (auto recorded = store::record_change(database, body.change, now); !recorded)
    return std::unexpected(recorded.error());
  return entry_of_change(ledger, body, put_content);
}

bool has_second_person(const store::Consent& consent) {
  return !consent.approval.empty() ||
         (!consent.approved_by.empty() && consent.approved_by != consent.by);
}

Result<void> check_consent(const store::Consent& consent) {
  if (consent.by.empty()) return usage("nobody is named who asks for it", "Say it with --by.");
  if (consent.reason.empty()) return usage("a reason is missing", "Say it with --reason.");
  if (!consent.approved_by.empty() && consent.approved_by == consent.by) {
    return usage("whoever asks for a change cannot approve it",
                 "Name somebody else with --approved-by.");
  }
  for (const std::string* name : {&consent.by, &consent.approved_by, &consent.approval}) {
    if (name->size() > store::kMaxNameBytes) return usage("a name is too long", "Shorten it.");
  }
  if (consent.reason.size() > store::kMaxReasonBytes)
    return usage("the reason is too long", "Shorten it, and file the rest elsewhere.");
  return {};
}

Result<std::unique_ptr<StoreSession>> StoreSession::open(const StorePlace& place,
                                                         Ledger::Behind behind) {
  Result<std::unique_ptr<Ledger>> ledger = Ledger::open(place, behind);
  if (!ledger) return std::unexpected(ledger.error());
  Ledger& own = **ledger;
  return begin(std::move(*ledger), own);
}

Result<std::unique_ptr<StoreSession>> StoreSession::on(Ledger& ledger) {
  return begin(nullptr, ledger);
}

Result<std::unique_ptr<StoreSession>> StoreSession::begin(std::unique_ptr<Ledger> own,
                                                          Ledger& ledger) {
  Result<std::unique_ptr<store::Database>> database = ledger.connect();
  if (!database) return std::unexpected(database.error());
  const Result<int64_t> newest = store::newest_change(**database);
  if (!newest) return std::unexpected(newest.error());
  return std::make_unique<StoreSession>(std::move(own), ledger, std::move(*database), *newest);
}

Result<uint64_t> StoreSession::commit(store::ChangeBody& body, const PutContent& put_content,
                                      Instant now) {
  store::Change& change = body.change;
  const auto work = [&](store::Database& database) -> Result<std::vector<LedgerEntry>> {
    const Result<int64_t> newest = store::newest_change(database);
    if (!newest) return std::unexpected(newest.error());
    if (*newest != newest_change_) {
      return usage("the store was changed meanwhile", "Look at what would change once more.");
    }
    Result<LedgerEntry> entry = write_change(ledger_, database, body, put_content, now);
    if (!entry) return std::unexpected(entry.error());
    return std::vector<LedgerEntry>{std::move(*entry)};
  };
  const auto indexes = ledger_.write(work, now);
  if (!indexes) return std::unexpected(indexes.error());
  newest_change_ = change.id;
  if (auto shown = ledger_.publish(); !shown) return std::unexpected(shown.error());
  return indexes->front();
}

}  // namespace sekisho::service
