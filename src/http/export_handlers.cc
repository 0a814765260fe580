#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <memory>

#include "base/cancellation.h"
#include "casework/figure.h"
#include "crypto/sha256.h"
#include "http/byte_range.h"
#include "http/casework_calls.h"
#include "http/finding_rows.h"
#include "service/casework/casework_json.h"
#include "service/casework/exports.h"
#include "service/papers/paper_job.h"
#include "text/json_members.h"

// What goes out of the house, as files.
namespace sekisho::http {
namespace {

using service::ExportFile;

struct FileForm {
  std::string_view format, media, ending;
};
constexpr FileForm kRows{"", "application/x-ndjson", "ndjson"};
constexpr std::array kForms{
    FileForm{"csv", "text/csv; charset=utf-8", "csv"}, FileForm{"pdf", "application/pdf", "pdf"},
    FileForm{"xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx"}};

// How a file of a format is sent; JSON Lines and OCSF are rows of JSON.
const FileForm& form_of(std::string_view format) {
  const auto* const found = std::ranges::find(kForms, format, &FileForm::format);
  return found == kForms.end() ? kRows : *found;
}

void offer_as_file(Response& response, const std::string& name) {
  response.headers.push_back(
      {"Content-Disposition", fmt::format("attachment; filename=\"{}\"", name)});
}

// Rows as the rest of an answer.
class RowSource final : public BodySource {
 public:
  explicit RowSource(RowStream rows) : rows_(std::move(rows)) {}
  State next(std::string& out) override { return rows_.next(out) ? State::kMore : State::kEnd; }

 private:
  RowStream rows_;
};

// A part of a frozen file as the rest of an answer, from where it is kept. What stands before and
// behind it is read as well: only so is it known that the file is what was frozen.
class FrozenSource final : public BodySource {
 public:
  FrozenSource(service::ExportReader bytes, const ByteRange& range)
      : bytes_(std::move(bytes)), range_(range) {}
  State next(std::string& out) override {
    while (true) {
      if (cancelled()) return State::kBroken;
      const Result<bool> more = bytes_.next(out);
      if (!more) return State::kBroken;
      keep_range(out);
      if (!*more) return State::kEnd;
      if (!out.empty()) return State::kMore;
    }
  }

 private:
  // Of what was read just now.
  void keep_range(std::string& some) {
    const uint64_t begin = at_, end = at_ + some.size();
    at_ = end;
    const uint64_t from = std::clamp(range_.from, begin, end);
    const uint64_t until = std::clamp(range_.until, from, end);
    some.erase(until - begin);
    some.erase(0, from - begin);
  }

  service::ExportReader bytes_;
  const ByteRange range_;
  uint64_t at_ = 0;
};

Answer frozen(const Call& call, ExportFile about, const service::FilePieces& next) {
  about.recipient = call.text("recipient");
  about.approval = call.text("approval");
  about.format = call.text("format");
  about.made_by = call.caller;
  about.made_at = call.now;
  const auto file = service::freeze_export(*call.services.ledger, std::move(about), next);
  if (!file) return std::unexpected(fault_of(file.error()));
  Response out = json_response(service::export_json(*file) + "\n", 201);
  out.headers.push_back({"Location", fmt::format("/api/v1/exports/{}", file->id)});
  return out;
}

// The newest version of a published figure, as it was published.
Answer freeze_figure(const Call& call, const std::string& name) {
  if (call.text("format") != "json-lines")
    return refuse(Problem::kInvalidRequest, "a figure goes out as `json-lines`");
  std::string line;
  const auto done = read(call, [&](store::Database& database) -> Result<void> {
    const auto versions = casework::versions_of(database, name);
    if (!versions) return std::unexpected(versions.error());
    line = service::figure_json(versions->back()) + "\n";
    return {};
  });
  if (!done) return std::unexpected(done.error());
  return frozen(call, {.what = "figure/" + name, .items = 1}, [&](std::string& out) {
    out = line;
    return false;
  });
}

// That all of a stream goes out, with its hash: before the first byte leaves.
std::expected<void, Fault> note_going_out(const Call& call, ExportFile about, RowStream rows) {
  about.items = rows.items();
  crypto::Sha256 hash;
  for (bool more = true; more;) {
    if (auto wanted = unless_cancelled(); !wanted) return std::unexpected(fault_of(wanted.error()));
    std::string some;
    more = rows.next(some);
    hash.update(some);
    about.bytes += some.size();
  }
  about.sha256 = hash.hex();
  if (auto noted = service::record_export(*call.services.ledger, about, call.caller, call.now);
      !noted) {
    return std::unexpected(fault_of(noted.error()));
  }
  return {};
}

}  // namespace

Answer list_exports(const Call& call) {
  const auto files = service::list_exports(*call.services.ledger);
  if (!files) return std::unexpected(fault_of(files.error()));
  std::vector<std::string> items;
  for (const ExportFile& one : *files) items.push_back(service::export_json(one));
  // The newest stands first: a page is of those that were there when its list began.
  return page_of(call, fmt::format("exports {}", items.size()), items);
}

// The `export` of the document.
Answer freeze_export(const Call& call) {
  if (const std::string figure = call.text("figure"); !figure.empty())
    return freeze_figure(call, figure);
  const std::string review = call.text("review");
  if (review.empty()) return refuse(Problem::kInvalidRequest, "name a `review` or a `figure`");
  const std::string table = call.text("table").empty() ? "findings" : call.text("table");
  auto asked = asked_rows(call, review, table + ".csv",
                          [&](std::string_view name) { return call.text(name); });
  if (!asked) return std::unexpected(asked.error());
  const auto run = call.services.reviews->run_id(review);
  if (!run) return std::unexpected(fault_of(run.error()));
  const bool masked = asked->mask.masks();
  auto rows = RowStream::open(call, std::move(*asked), *row_format_named(call.text("format")));
  if (!rows) return std::unexpected(rows.error());
  return frozen(call,
                {.what = fmt::format("review/{} {}", review, table),
                 .review = review,
                 .run = *run,
                 .masked = masked,
                 .items = rows->items()},
                [&](std::string& out) { return rows->next(out); });
}

// What was frozen in plain is given in plain to whoever may see it so.
Answer get_export(const Call& call) {
  const auto id = number_of(call, "export");
  if (!id) return std::unexpected(id.error());
  const auto file = service::find_export(*call.services.ledger, *id);
  if (!file) return std::unexpected(fault_of(file.error()));
  if (!file->masked) {
    const auto mask = Mask::of(call, office::ThingKind::kReview, file->review);
    if (!mask) return std::unexpected(mask.error());
    if (mask->masks()) return std::unexpected(Fault{.problem = Problem::kUnmaskingNeeded});
  }
  auto bytes = service::open_export(*call.services.ledger, *file);
  if (!bytes) return std::unexpected(fault_of(bytes.error()));
  const FileForm& form = form_of(file->format);
  Response out{.content_type = std::string(form.media),
               .cache_control = "private, no-cache",
               .etag = fmt::format("\"{}\"", file->sha256)};
  out.headers.push_back({"Accept-Ranges", "bytes"});
  offer_as_file(out, fmt::format("export-{}.{}", file->id, form.ending));
  const std::string* const known = call.request.header("if-none-match");
  if (known != nullptr && names_tag(*known, out.etag)) return out;  // who has it takes nothing out
  const auto range = wanted_range(call.request, out.etag, file->bytes);
  if (!range) {
    return std::unexpected(
        Fault{.problem = Problem::kNoSuchRange,
              .headers = {{"Content-Range", fmt::format("bytes */{}", file->bytes)}}});
  }
  if (auto noted = service::record_export(*call.services.ledger, *file, call.caller, call.now);
      !noted) {
    return std::unexpected(fault_of(noted.error()));
  }
  if (range->until - range->from < file->bytes) tell_range(out, *range, file->bytes);
  out.source = std::make_shared<FrozenSource>(std::move(*bytes), *range);
  return out;
}

// For one's own work: it is recorded as everything that is taken out, and not kept.
Answer export_findings(const Call& call) {
  const std::string review = call.arguments.text("review"), table = call.arguments.text("table");
  auto asked = asked_rows(call, review, table + ".csv",
                          [&](std::string_view name) { return call.arguments.text(name); });
  if (!asked) return std::unexpected(asked.error());
  const auto* const known_form = std::ranges::find_if(
      kForms, [&](const FileForm& one) { return one.media.starts_with(call.media); });
  const FileForm& form = known_form == kForms.end() ? kRows : *known_form;
  const std::string format(form.format.empty() ? "json-lines" : form.format);
  const bool in_words = format == "xlsx";
  Response response{.content_type = std::string(form.media)};
  response.cache_control = "private, no-cache";
  // The forms are representations of one thing, and a workbook speaks one language.
  response.etag = asked->etag(
      fmt::format("-{}{}", form.ending, in_words ? (call.japanese ? "-ja" : "-en") : ""));
  response.headers.push_back({"Vary", "Accept, Accept-Language"});
  offer_as_file(response, fmt::format("{}-{}.{}", review, table, form.ending));
  // Who has it already is sent nothing, and takes nothing out.
  const std::string* const known = call.request.header("if-none-match");
  if (known != nullptr && names_tag(*known, response.etag)) return response;
  const auto run = call.services.reviews->run_id(review);
  if (!run) return std::unexpected(fault_of(run.error()));
  auto rows = RowStream::open(call, std::move(*asked), *row_format_named(format));
  if (!rows) return std::unexpected(rows.error());
  if (auto noted = note_going_out(call,
                                  {.what = fmt::format("review/{} {}", review, table),
                                   .review = review,
                                   .run = *run,
                                   .format = format},
                                  *rows);
      !noted) {
    return std::unexpected(noted.error());
  }
  response.source = std::make_shared<RowSource>(std::move(*rows));
  return response;
}

// A paper, as a job. Whoever wants to see whom it names looks in plain first.
Answer make_report(const Call& call) {
  service::PaperAsked asked{.paper = call.text("paper"),
                            .review = call.text("review"),
                            .format = call.text("format"),
                            .japanese = call.text("language") != "en",
                            .retailer = call.text("retailer"),
                            .month = call.text("month"),
                            .approval = call.text("approval"),
                            .recipient = call.text("recipient")};
  if (const text::JsonValue* campaign = call.body.find("campaign"))
    asked.campaign = campaign->as_int().value_or(0);
  if (const text::JsonValue* signatures = call.body.find("signatures")) {
    for (const text::JsonValue& one : signatures->items())
      asked.signatures.push_back({text::text_member(one, "role"), text::text_member(one, "name")});
  }
  if (auto ok = service::check_paper(*call.services.places, asked); !ok)
    return std::unexpected(fault_of(ok.error()));
  if (asked.campaign != 0) {
    if (auto allowed = call.may(office::Action::kExport, {.kind = office::ThingKind::kCampaign,
                                                          .id = std::to_string(asked.campaign)});
        !allowed) {
      return std::unexpected(allowed.error());
    }
  }
  if (service::names_people(asked)) {
    const auto mask = Mask::of(call, office::ThingKind::kReview, asked.review);
    if (!mask) return std::unexpected(mask.error());
    if (mask->masks()) return std::unexpected(Fault{.problem = Problem::kUnmaskingNeeded});
  }
  const auto job = call.services.jobs->submit(
      {std::string(service::kPaperJob), service::paper_request_json(asked), call.caller});
  if (!job) return std::unexpected(fault_of(job.error()));
  Response out = json_response(job_json(*job) + "\n", 202);
  out.headers.push_back({"Location", "/api/v1/jobs/" + job->id});
  return out;
}

}  // namespace sekisho::http
