#include "service/store/store_session.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <utility>
#include <vector>

#include "crypto/sha256.h"
#include "evidence/key_id.h"
#include "evidence/limits.h"
#include "register/tables.h"
#include "store/change_log.h"
#include "store/limits.h"
#include "store/outbox.h"
#include "text/time_format.h"
#include "tlog/tree_hash.h"

namespace sekisho::service {
namespace {

constexpr std::string_view kBodyClass = "register";  // of policies/retention.toml
constexpr size_t kShownHash = 16;
// In the canonical form of every change's entry.
constexpr std::string_view kChangeEntry = "\"facts_revision\":\"change.";

text::JsonValue string(std::string_view text) {
  return text::JsonValue::string(std::string(text));
}
text::JsonValue number(uint64_t value) {
  return text::JsonValue::integer(static_cast<int64_t>(value));
}

std::string leaf_of(std::string_view entry) {
  return crypto::to_hex(crypto::view(tlog::leaf_hash(entry)));
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
  std::vector<text::JsonMember> members{
      {"kind", string("act")},
      {"act", string(change.kind == store::ChangeKind::kWithdrawal ? "remove" : "change")},
      {"on", string("fact")},
      {"target", string(target_of(change))},
      {"actor", string(vault.pseudonym(consent.by))},
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
    if (!consent.approved_by.empty())
      approval.push_back({"by", string(vault.pseudonym(consent.approved_by))});
    members.push_back({"approval", text::JsonValue::object(std::move(approval))});
  }
  std::vector<text::JsonValue> files = files_of(change);
  if (!files.empty()) members.push_back({"files", text::JsonValue::array(std::move(files))});
  return text::JsonValue::object(std::move(members));
}

std::unexpected<Error> usage(std::string message, std::string help) {
  return fail(ErrorCode::kUsage, std::move(message), {}, std::move(help));
}

}  // namespace

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

Result<std::unique_ptr<StoreSession>> StoreSession::open(const StorePlace& place, Behind behind) {
  Result<store::StoreDirectory> directory = store::find_store_directory(place.directory);
  if (!directory) return std::unexpected(directory.error());
  Result<std::unique_ptr<store::Database>> database = store::open_store(*directory);
  if (!database) return std::unexpected(database.error());
  auto out = std::make_unique<StoreSession>(std::move(*directory), std::move(*database));
  if (auto opened = out->open_evidence(place); !opened) return std::unexpected(opened.error());
  if (auto published = out->publish(); !published) return std::unexpected(published.error());
  if (out->unknown_ != 0 && behind == Behind::kRefuse) {
    return fail(
        ErrorCode::kBadInput,
        fmt::format("the record knows of {} changes that the store does not have", out->unknown_),
        {place.directory}, "Run `sekisho store rebuild`: the store is older than it.");
  }
  const Result<int64_t> newest = store::newest_change(out->database());
  if (!newest) return std::unexpected(newest.error());
  out->newest_change_ = *newest;
  return out;
}

Result<void> StoreSession::open_evidence(const StorePlace& place) {
  const evidence::StorePlace record = evidence::store_at(directory_.record());
  Result<std::unique_ptr<evidence::Store>> log = evidence::Store::open(record);
  if (!log) return std::unexpected(log.error());
  log_ = std::move(*log);
  Result<evidence::StoreReader> reader = evidence::StoreReader::open(record.directory);
  if (!reader) return std::unexpected(reader.error());
  Result<std::unique_ptr<evidence::Beside>> beside =
      evidence::Beside::open(record, place.master, evidence::Vault::Access::kWrite, *reader);
  if (!beside) return std::unexpected(beside.error());
  beside_ = std::move(*beside);
  return {};
}

Result<void> StoreSession::publish() {
  auto waiting = store::waiting_entries(*database_);
  if (!waiting) return std::unexpected(waiting.error());
  // What the log has already, after a crash or an error between its sync and our mark. Nobody else
  // writes to it meanwhile.
  if (auto shown = log_->log().publish(); !shown) return std::unexpected(shown.error());
  Result<evidence::StoreReader> reader = evidence::StoreReader::open(directory_.record());
  if (!reader) return std::unexpected(reader.error());
  std::map<std::string, uint64_t> found;
  const Result<uint64_t> searched = store::searched_size(*database_);
  if (!searched) return std::unexpected(searched.error());
  auto visited =
      reader->visit(*searched, reader->size(), [&](uint64_t index, std::string_view entry) {
        if (entry.find(kChangeEntry) != std::string_view::npos)
          found.emplace(leaf_of(entry), index);
        return true;
      });
  if (!visited) return visited;
  for (const store::OutboxRow& row : *waiting) {
    const auto there = found.find(row.leaf);
    const Result<uint64_t> index =
        there != found.end() ? Result<uint64_t>(there->second) : log_->log().append(row.entry);
    if (!index) return std::unexpected(index.error());
    if (auto marked = store::mark_published(*database_, row.change, *index); !marked) return marked;
    if (there != found.end()) found.erase(there);
  }
  unknown_ = found.size();
  const auto published = log_->log().publish();
  return published ? Result<void>() : std::unexpected(published.error());
}

Result<evidence::BodyReference> StoreSession::keep_body(const store::ChangeBody& body,
                                                        const PutContent& put_content,
                                                        Instant now) {
  const std::string month = text::date_iso(now, text::kJst).substr(0, 7);
  const Result<evidence::KeyId> key = evidence::KeyId::of_class(kBodyClass, month);
  if (!key) return std::unexpected(key.error());
  Result<evidence::BodyWriter> writer = beside_->bodies().begin(*key);
  if (!writer) return std::unexpected(writer.error());
  const store::Put put = [&](std::string_view bytes) { return writer->append(bytes); };
  if (auto written = store::write_body(body, put); !written)
    return std::unexpected(written.error());
  for (size_t i = 0; i < body.contents.size(); ++i) {
    if (auto written = put_content(i, put); !written) return std::unexpected(written.error());
  }
  return writer->finish();
}

Result<uint64_t> StoreSession::commit(store::ChangeBody& body, const PutContent& put_content,
                                      Instant now) {
  store::Change& change = body.change;
  auto done = database_->transaction([&]() -> Result<void> {
    const Result<int64_t> newest = store::newest_change(*database_);
    if (!newest) return std::unexpected(newest.error());
    if (*newest != newest_change_) {
      return usage("the store was changed meanwhile", "Look at what would change once more.");
    }
    if (auto recorded = store::record_change(*database_, change, now); !recorded) return recorded;
    const auto reference = keep_body(body, put_content, change.recorded_at);
    if (!reference) return std::unexpected(reference.error());
    Result<std::string> entry = evidence::make_entry(draft_of(change, *reference, beside_->vault()),
                                                     change.recorded_at, nonces_.next());
    if (!entry) return std::unexpected(entry.error());
    return store::put_in_outbox(*database_, {change.id, *entry, leaf_of(*entry), std::nullopt});
  });
  if (!done) return std::unexpected(done.error());
  newest_change_ = change.id;
  if (auto published = publish(); !published) return std::unexpected(published.error());
  const auto row = store::entry_of_change(*database_, change.id);
  if (!row) return std::unexpected(row.error());
  if (!*row || !(*row)->index) return fail(ErrorCode::kInternal, "a change was not published");
  return *(*row)->index;
}

}  // namespace sekisho::service
