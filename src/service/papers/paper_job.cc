#include "service/papers/paper_job.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <filesystem>

#include "base/file.h"
#include "service/casework/exports.h"
#include "service/casework/limits.h"
#include "service/papers/papers.h"
#include "text/json_members.h"
#include "text/json_writer.h"

namespace sekisho::service {
namespace {

namespace fs = std::filesystem;
using text::JsonValue;

constexpr std::string_view kIncident = "incident", kSupplier = "supplier", kHalfYear = "half-year",
                           kMonth = "month", kViewpoints = "viewpoints";
constexpr std::array kPapers{kIncident, kSupplier, kHalfYear, kMonth, kViewpoints};
constexpr std::array<std::string_view, 2> kFormats{"pdf", "xlsx"};
constexpr std::string_view kScratch = "papers";

std::unexpected<Error> usage(std::string message, std::string help) {
  return fail(ErrorCode::kUsage, std::move(message), {}, std::move(help));
}

Result<PaperAsked> parse_request(const Job& job) {
  const Result<JsonValue> request = JsonValue::parse(job.request, job.id);
  if (!request) return std::unexpected(request.error());
  const auto text = [&](std::string_view key) { return text::text_member(*request, key); };
  PaperAsked out{.paper = text("paper"),
                 .review = text("review"),
                 .format = text("format"),
                 .japanese = text("language") == "ja",
                 .retailer = text("retailer"),
                 .month = text("month"),
                 .approval = text("approval"),
                 .recipient = text("recipient")};
  if (const JsonValue* campaign = request->find("campaign"))
    out.campaign = campaign->as_int().value_or(0);
  if (const JsonValue* signatures = request->find("signatures")) {
    for (const JsonValue& one : signatures->items())
      out.signatures.push_back({text::text_member(one, "role"), text::text_member(one, "name")});
  }
  return out;
}

Result<report::Paper> paper_of(const PaperAsked& asked, const PaperSource& source,
                               store::Database& database) {
  const PaperOptions options{
      asked.japanese ? report::Language::kJapanese : report::Language::kEnglish, asked.approval,
      asked.signatures};
  if (asked.paper == kIncident) return incident_paper(source, options);
  if (asked.paper == kSupplier) return supplier_paper(source, options, asked.retailer);
  if (asked.paper == kHalfYear) return half_year_paper(source, options, database, asked.campaign);
  if (asked.paper == kMonth) return month_paper(source, options, &database, asked.month);
  return viewpoints_paper(source, options, &database);
}

// `report/supplier E127 of review/r1 in ja`
std::string title_of(const PaperAsked& asked) {
  std::string out = "report/" + asked.paper;
  if (!asked.retailer.empty()) out += ' ' + asked.retailer;
  if (!asked.month.empty()) out += ' ' + asked.month;
  if (asked.campaign != 0) out += fmt::format(" {}", asked.campaign);
  return fmt::format("{} of review/{} in {}", out, asked.review, asked.japanese ? "ja" : "en");
}

// The bytes of a paper, by way of a file that is gone afterwards: others write workbooks.
Result<std::string> bytes_of(const DataPlaces& places, const report::Paper& paper,
                             const std::string& name) {
  if (auto made = places.own(kScratch); !made) return std::unexpected(made.error());
  const fs::path directory = places.root() / kScratch;
  std::error_code code;
  // One job runs at a time: whatever is there, a crash left.
  for (const auto& left : fs::directory_iterator(directory, code)) fs::remove(left.path(), code);
  const fs::path file = directory / name;
  auto written = write_paper(paper, file);
  Result<std::string> out;
  if (written) {
    out = read_file(file, kMaxExportBytes);
  } else {
    out = std::unexpected(written.error());
  }
  fs::remove(file, code);
  return out;
}

}  // namespace

bool names_people(const PaperAsked& asked) {
  return asked.paper == kIncident || asked.paper == kSupplier;
}

Result<void> check_paper(const DataPlaces& places, const PaperAsked& asked) {
  if (std::ranges::find(kPapers, asked.paper) == kPapers.end() ||
      std::ranges::find(kFormats, asked.format) == kFormats.end())
    return usage(fmt::format("there is no paper `{}` as `{}`", asked.paper, asked.format),
                 "See the document of the API.");
  if (asked.retailer.empty() == (asked.paper == kSupplier))
    return usage("the paper for a supplier names its `retailer`, and no other does",
                 "Name one that the findings of the review name.");
  if (asked.month.empty() == (asked.paper == kMonth))
    return usage("the paper of a month names the `month`, and no other does",
                 "Write a year and a month, such as 2024-10.");
  if ((asked.campaign == 0) == (asked.paper == kHalfYear))
    return usage("the paper of a half-year names its `campaign`, and no other does",
                 "Name one that froze this review.");
  if (!asked.approval.empty() && asked.recipient.empty())
    return usage("what was approved goes to somebody", "Name the `recipient`, an organisation.");
  std::error_code code;
  if (is_plain_name(asked.review) && fs::exists(places.reviews() / asked.review / "run.json", code))
    return {};
  return fail(ErrorCode::kNotFound, fmt::format("there is no review `{}`", asked.review), {},
              "GET /api/v1/reviews lists those that are finished.");
}

std::string paper_request_json(const PaperAsked& asked) {
  std::string out;
  text::JsonWriter json(out);
  json.begin_object().member("paper", asked.paper).member("review", asked.review);
  json.member("format", asked.format).member("language", asked.japanese ? "ja" : "en");
  for (const auto& [name, said] :
       {std::pair{"retailer", &asked.retailer}, std::pair{"month", &asked.month},
        std::pair{"approval", &asked.approval}, std::pair{"recipient", &asked.recipient}}) {
    if (!said->empty()) json.member(name, *said);
  }
  if (asked.campaign != 0) json.member("campaign", asked.campaign);
  json.key("signatures").begin_array();
  for (const report::PaperSignature& one : asked.signatures)
    json.begin_object().member("role", one.role).member("name", one.name).end_object();
  json.end_array().end_object();
  return out;
}

Result<std::string> run_paper_job(const DataPlaces& places, Ledger& ledger, const Job& job,
                                  JobWatch& watch, Instant now) {
  const Result<PaperAsked> asked = parse_request(job);
  if (!asked) return std::unexpected(asked.error());
  if (auto ok = check_paper(places, *asked); !ok) return std::unexpected(ok.error());
  const auto before = find_export_of_job(ledger, job.id);
  if (!before) return std::unexpected(before.error());
  if (*before) return std::to_string((*before)->id);  // an attempt before this one was frozen

  const auto source = load_paper_source(places.reviews() / asked->review, {},
                                        [&](const Progress& now) { watch.progress(now); });
  if (!source) return std::unexpected(source.error());
  std::optional<report::Paper> paper;
  auto read = ledger.read([&](store::Database& database) -> Result<void> {
    Result<report::Paper> made = paper_of(*asked, **source, database);
    if (!made) return std::unexpected(made.error());
    paper = std::move(*made);
    return {};
  });
  if (!read) return std::unexpected(read.error());
  watch.progress({.step = "paper"});
  const auto bytes = bytes_of(places, *paper, fmt::format("{}.{}", job.id, asked->format));
  if (!bytes) return std::unexpected(bytes.error());
  if (watch.unwanted()) return fail(ErrorCode::kUsage, "the paper was cancelled");

  const auto frozen = freeze_export(ledger,
                                    {.what = title_of(*asked),
                                     .review = asked->review,
                                     .run = (*source)->run.id(),
                                     .job = job.id,
                                     .format = asked->format,
                                     .recipient = asked->recipient,
                                     .approval = paper->approval,
                                     .may_be_draft = true,
                                     .masked = !names_people(*asked),
                                     .items = 1,
                                     .made_by = job.caller,
                                     .made_at = now},
                                    [&](std::string& out) {
                                      out = *bytes;
                                      return false;
                                    });
  if (!frozen) return std::unexpected(frozen.error());
  return std::to_string(frozen->id);
}

}  // namespace sekisho::service
