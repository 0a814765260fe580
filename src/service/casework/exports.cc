#include "service/casework/exports.h"

#include <fmt/format.h>

#include "casework/journal.h"
#include "crypto/sha256.h"
#include "service/casework/limits.h"
#include "text/json_writer.h"
#include "text/time_format.h"

namespace sekisho::service {
namespace {

using text::JsonValue;

constexpr std::string_view kSekisho = "sekisho";
constexpr std::string_view kRetentionClass = "case";
constexpr std::string_view kColumns =
    "id, what, review, format, recipient, approval, masked, items, bytes, sha256, body_hash, "
    "body_key, body_bytes, made_by, made_at, run, job";

JsonValue entry_of(const ExportFile& file, const std::string& actor) {
  const auto text = [](std::string said) { return JsonValue::string(std::move(said)); };
  const auto number = [](uint64_t value) {
    return JsonValue::integer(static_cast<int64_t>(value));
  };
  std::vector<text::JsonMember> out{
      {"kind", text("export")},      {"system", text(std::string(kSekisho))},
      {"actor", text(actor)},        {"what", text(file.what)},
      {"format", text(file.format)}, {"hash", text(file.sha256)},
      {"bytes", number(file.bytes)}, {"items", number(file.items)}};
  if (!file.run.empty()) out.push_back({"run", text(file.run)});
  if (!file.recipient.empty()) out.push_back({"recipient", text(file.recipient)});
  if (!file.approval.empty())
    out.push_back({"approval", JsonValue::object({{"number", text(file.approval)}})});
  if (file.body) {
    out.push_back({"body", JsonValue::object({{"hash", text(file.body->hash)},
                                              {"bytes", number(file.body->bytes)},
                                              {"key", text(file.body->key.text())}})});
  }
  return JsonValue::object(std::move(out));
}

// The pieces as one body; what they are goes to `file`.
Result<evidence::BodyReference> keep(Ledger& ledger, ExportFile& file, const FilePieces& next) {
  const std::string month = text::date_iso(file.made_at, text::kJst).substr(0, 7);
  const Result<evidence::KeyId> key = evidence::KeyId::of_class(kRetentionClass, month);
  if (!key) return std::unexpected(key.error());
  std::optional<evidence::BodyReference> out;
  auto kept = ledger.with_beside([&](evidence::Beside& beside) -> Result<void> {
    Result<evidence::BodyWriter> writer = beside.bodies().begin(*key);
    if (!writer) return std::unexpected(writer.error());
    crypto::Sha256 hash;
    file.bytes = 0;
    for (bool more = true; more;) {
      std::string piece;
      more = next(piece);
      hash.update(piece);
      file.bytes += piece.size();
      if (file.bytes > kMaxExportBytes)
        return fail(ErrorCode::kLimit,
                    fmt::format("the file has more than {} bytes", kMaxExportBytes), {},
                    "Take out less of it, by a filter.");
      if (auto done = writer->append(piece); !done) return done;
    }
    file.sha256 = hash.hex();
    Result<evidence::BodyReference> reference = writer->finish();
    if (!reference) return std::unexpected(reference.error());
    out = std::move(*reference);
    return {};
  });
  if (!kept) return std::unexpected(kept.error());
  return std::move(*out);
}

Result<void> insert(store::Database& database, const ExportFile& file) {
  const std::string key = file.body->key.text();
  const auto done = database.run(
      fmt::format("INSERT INTO export_file ({}) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, "
                  "$11, $12, $13, $14, $15, $16, $17)",
                  kColumns),
      file.id, std::string_view(file.what), std::string_view(file.review),
      std::string_view(file.format), std::string_view(file.recipient),
      std::string_view(file.approval), file.masked ? 1 : 0, file.items, file.bytes,
      std::string_view(file.sha256), std::string_view(file.body->hash), std::string_view(key),
      file.body->bytes, std::string_view(file.made_by), file.made_at, std::string_view(file.run),
      std::string_view(file.job));
  if (!done) return std::unexpected(done.error());
  return {};
}

Result<ExportFile> file_in(const store::ResultRow& row) {
  Result<evidence::KeyId> key = evidence::KeyId::parse(row.text(11));
  if (!key) return std::unexpected(key.error());
  return ExportFile{.id = row.integer(0),
                    .what = std::string(row.text(1)),
                    .review = std::string(row.text(2)),
                    .run = std::string(row.text(15)),
                    .job = std::string(row.text(16)),
                    .format = std::string(row.text(3)),
                    .recipient = std::string(row.text(4)),
                    .approval = std::string(row.text(5)),
                    .masked = row.integer(6) != 0,
                    .items = static_cast<uint64_t>(row.integer(7)),
                    .bytes = static_cast<uint64_t>(row.integer(8)),
                    .sha256 = std::string(row.text(9)),
                    .body = evidence::BodyReference{std::string(row.text(10)), std::move(*key),
                                                    static_cast<uint64_t>(row.integer(12))},
                    .made_by = std::string(row.text(13)),
                    .made_at = Instant{row.integer(14)}};
}

template <class... Values>
Result<std::vector<ExportFile>> files_where(Ledger& ledger, std::string_view condition,
                                            const Values&... values) {
  std::vector<ExportFile> out;
  auto read = ledger.read([&](store::Database& database) -> Result<void> {
    out.clear();
    return database.query(
        [&](const store::ResultRow& row) -> Result<void> {
          Result<ExportFile> one = file_in(row);
          if (!one) return std::unexpected(one.error());
          out.push_back(std::move(*one));
          return {};
        },
        fmt::format("SELECT {} FROM export_file {}", kColumns, condition), values...);
  });
  if (!read) return std::unexpected(read.error());
  return out;
}

}  // namespace

Result<ExportFile> freeze_export(Ledger& ledger, ExportFile about, const FilePieces& next) {
  if (!about.may_be_draft) {
    if (auto ok = casework::check_name("number of the approval", about.approval); !ok)
      return std::unexpected(ok.error());
    if (auto ok = casework::check_name("recipient", about.recipient); !ok)
      return std::unexpected(ok.error());
  }
  Result<evidence::BodyReference> body = keep(ledger, about, next);
  if (!body) return std::unexpected(body.error());
  about.body = std::move(*body);
  const auto written = ledger.write(
      [&](store::Database& database) -> Result<std::vector<LedgerEntry>> {
        const auto id = casework::next_id(database, "SELECT MAX(id) FROM export_file");
        if (!id) return std::unexpected(id.error());
        about.id = *id;
        if (auto done = insert(database, about); !done) return std::unexpected(done.error());
        return std::vector{LedgerEntry{entry_of(about, about.made_by)}};
      },
      about.made_at);
  if (!written) return std::unexpected(written.error());
  return about;
}

Result<void> record_export(Ledger& ledger, const ExportFile& about, const std::string& actor,
                           Instant now) {
  const auto written = ledger.write(
      [&](store::Database&) -> Result<std::vector<LedgerEntry>> {
        return std::vector{LedgerEntry{entry_of(about, actor)}};
      },
      now);
  if (!written) return std::unexpected(written.error());
  return {};
}

Result<std::vector<ExportFile>> list_exports(Ledger& ledger) {
  return files_where(ledger, "ORDER BY id DESC");
}

Result<ExportFile> find_export(Ledger& ledger, int64_t id) {
  auto found = files_where(ledger, "WHERE id = $1", id);
  if (!found) return std::unexpected(found.error());
  if (found->empty()) return fail(ErrorCode::kNotFound, fmt::format("there is no export {}", id));
  return std::move(found->front());
}

Result<bool> ExportReader::next(std::string& out) {
  const size_t before = out.size();
  const Result<bool> more = body_.next(out);
  if (!more) return more;
  hash_.update(std::string_view(out).substr(before));
  if (!*more && hash_.hex() != sha256_)
    return fail(ErrorCode::kBadInput, "the file is not what was frozen");
  return more;
}

Result<std::optional<ExportFile>> find_export_of_job(Ledger& ledger, const std::string& job) {
  auto found = files_where(ledger, "WHERE job = $1 AND job <> ''", std::string_view(job));
  if (!found) return std::unexpected(found.error());
  if (found->empty()) return std::nullopt;
  return std::move(found->front());
}

Result<ExportReader> open_export(Ledger& ledger, const ExportFile& file) {
  std::optional<evidence::OpenedBody> opened;
  auto read = ledger.with_beside([&](evidence::Beside& beside) -> Result<void> {
    Result<evidence::OpenedBody> body = beside.bodies().open(*file.body);
    if (!body) return std::unexpected(body.error());
    opened = std::move(*body);
    return {};
  });
  if (!read) return std::unexpected(read.error());
  if (opened->state == evidence::BodyState::kErased)
    return fail(ErrorCode::kNotFound, "it was erased after its retention");
  if (!opened->reader) return fail(ErrorCode::kBadInput, opened->reason);
  return ExportReader(std::move(*opened->reader), file.sha256);
}

std::string export_json(const ExportFile& file) {
  std::string out;
  text::JsonWriter json(out);
  json.begin_object().member("export", file.id).member("what", file.what);
  if (!file.review.empty()) json.member("review", file.review);
  if (!file.run.empty()) json.member("run", file.run);
  json.member("format", file.format).member("recipient", file.recipient);
  json.member("approval", file.approval).member("masked", file.masked);
  json.member("items", file.items).member("bytes", file.bytes).member("sha256", file.sha256);
  json.member("made_by", file.made_by);
  json.member("made_at", text::rfc3339(file.made_at, text::kUtc)).end_object();
  return out;
}

}  // namespace sekisho::service
