#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <tuple>
#include <utility>

#include "http/finding_rows.h"
#include "http/limits.h"
#include "service/review/judged_line.h"
#include "service/review/run_json.h"
#include "text/base64.h"
#include "text/json_writer.h"

// The rows that a review wrote, a page of them at a time.
namespace sekisho::http {
namespace {

using service::ResultTable;

std::expected<AskedRows, Fault> asked_rows(const Call& call, const std::string& file) {
  return asked_rows(call, call.arguments.text("review"), file,
                    [&](std::string_view name) { return call.arguments.text(name); });
}

// `first` are members that stand before the rows.
Answer rows_page(const Call& call, const AskedRows& asked, std::string_view first = {}) {
  const std::string list = asked.list(call);
  const auto from = cursor_position(call, list);
  if (!from) return std::unexpected(from.error());
  const uint64_t position = std::min<uint64_t>(*from, asked.table->rows());
  const ResultTable::Page page = asked.table->page(
      asked.filter, asked.order, static_cast<uint32_t>(position), *call.arguments.number("limit"));
  std::string out = fmt::format("{{{}\"items\":[", first);
  for (const uint32_t row : page.rows) {
    if (out.back() != '[') out += ',';
    append_row(out, asked, row);
  }
  out += fmt::format("],\"total\":{}", page.total);
  if (page.next) out += fmt::format(",\"next\":\"{}\"", cursor_text(list, *page.next));
  Response response = json_response(out + "}\n");
  response.cache_control = "private, no-cache";
  response.etag = asked.etag();
  return response;
}

std::optional<ResultTable::Key> group_key(const ResultTable& table, std::string_view name) {
  ResultTable::Key out;
  if (name == "day") out.bytes = std::string_view("2024-01-31").size();
  if (name == "month") out.bytes = std::string_view("2024-01").size();
  const auto column = table.column(out.bytes == std::string_view::npos ? name : "time");
  if (!column) return std::nullopt;
  out.column = *column;
  return out;
}

// Where there are too many groups, those with the most findings.
std::vector<ResultTable::Group> group_rows(const AskedRows& asked, ResultTable::Key by,
                                           std::optional<ResultTable::Key> also) {
  using Group = ResultTable::Group;
  std::vector<Group> out = asked.table->groups(asked.filter, by, also);
  if (out.size() > kMaxGroups) {
    const auto more = [](const Group& one, const Group& other) {
      return std::tie(other.rows, one.keys) < std::tie(one.rows, other.keys);
    };
    std::ranges::nth_element(out, out.begin() + kMaxGroups, more);
    out.resize(kMaxGroups);
    std::ranges::sort(out, {}, &Group::keys);
  }
  return out;
}

std::string table_file(const Call& call) {
  return call.arguments.text("table") + ".csv";
}

}  // namespace

Answer list_findings(const Call& call) {
  const auto asked = asked_rows(call, table_file(call));
  if (!asked) return std::unexpected(asked.error());
  return rows_page(call, *asked);
}

Answer list_rejects(const Call& call) {
  const auto asked = asked_rows(call, "rejects.csv");
  if (!asked) return std::unexpected(asked.error());
  AskedRows all = *asked;
  all.filter = {};
  std::string reasons;
  text::JsonWriter json(reasons);
  json.begin_array();
  for (const ResultTable::Group& group :
       group_rows(all, *group_key(*all.table, "reason"), std::nullopt)) {
    json.begin_object().member("reason", group.keys.first);
    json.member("lines", group.rows).end_object();
  }
  json.end_array();
  return rows_page(call, *asked, fmt::format("\"reasons\":{},", reasons));
}

Answer count_findings(const Call& call) {
  const auto asked = asked_rows(call, table_file(call));
  if (!asked) return std::unexpected(asked.error());
  const std::string also = call.arguments.text("and");
  const auto by = group_key(*asked->table, call.arguments.text("by"));
  if (!by) return refuse(Problem::kInvalidRequest, "the table has no such column");
  const uint64_t total = asked->table->page(asked->filter, {}, 0, 1).total;
  uint64_t told = 0;
  std::string out;
  text::JsonWriter json(out);
  json.begin_object().member("total", total).key("groups").begin_array();
  const auto second = group_key(*asked->table, also);
  for (const ResultTable::Group& group : group_rows(*asked, *by, second)) {
    json.begin_object().member("by", asked->shown(by->column, group.keys.first));
    if (second) json.member("and", asked->shown(second->column, group.keys.second));
    json.member("findings", group.rows).end_object();
    told += group.rows;
  }
  json.end_array().member("left_out", total - told).end_object();
  Response response = json_response(out + "\n");
  response.cache_control = "private, no-cache";
  response.etag = asked->etag();
  return response;
}

// The line as it was, from the file that the review read: or none. It names people.
Answer get_line(const Call& call) {
  const auto mask = Mask::of(call, office::ThingKind::kReview, call.arguments.text("review"));
  if (!mask) return std::unexpected(mask.error());
  if (mask->masks()) return std::unexpected(Fault{.problem = Problem::kUnmaskingNeeded});
  const Result<std::string> coverage =
      call.services.reviews->file(call.arguments.text("review"), "coverage.json");
  if (!coverage) return std::unexpected(fault_of(coverage.error()));
  service::JudgedPlace place{call.services.places->logs(), call.services.places->profiles(),
                             call.arguments.text("file"), *call.arguments.number("line")};
  const Result<std::string> run_text =
      call.services.reviews->file(call.arguments.text("review"), "run.json");
  if (!run_text) return std::unexpected(fault_of(run_text.error()));
  const Result<service::Run> run = service::parse_run(*run_text, "run.json");
  if (!run) return std::unexpected(fault_of(run.error()));
  const auto log = std::ranges::find(run->inputs.logs, place.file, &service::InputFile::name);
  if (log != run->inputs.logs.end() && !log->segment.empty()) {
    place.archive = call.services.places->record();
    place.segment = log->segment;
  }
  const Result<service::JudgedLine> line = service::read_judged_line(*coverage, place);
  if (!line) return std::unexpected(fault_of(line.error()));
  std::string out;
  text::JsonWriter json(out);
  json.begin_object().member("file", place.file).member("line", place.line);
  json.member("sha256", line->sha256).member("raw", text::base64_encode(line->raw));
  if (!line->text.empty()) json.member("text", line->text);
  json.end_object();
  return json_response(out + "\n");
}

}  // namespace sekisho::http
