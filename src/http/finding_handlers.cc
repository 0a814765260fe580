#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <tuple>
#include <utility>

#include "crypto/sha256.h"
#include "http/handlers.h"
#include "http/limits.h"
#include "http/masking.h"
#include "service/asked.h"
#include "service/review/judged_line.h"
#include "text/base64.h"
#include "text/csv.h"
#include "text/json_writer.h"

// The rows that a review wrote: a page of them, or all as one stream.
namespace sekisho::http {
namespace {

using service::ResultTable;

constexpr std::array<std::string_view, 5> kFilters{"system", "route", "disposition", "viewer",
                                                   "retailer"};
constexpr std::string_view kLine = "line";  // the only column of numbers
constexpr std::string_view kRaw = "raw";    // of a line that could not be read: anything
// What says of somebody who they are, or whose record was looked at.
constexpr std::array<std::string_view, 6> kPersonal{"account", "holder", "viewer",
                                                    "basis",   "object", "other_reading"};

// What rows of which table a call asks for.
struct Asked {
  std::string tag, file;
  std::shared_ptr<const ResultTable> table;
  ResultTable::Filter filter;
  ResultTable::Order order;
  Mask mask;

  std::string field(uint32_t row, size_t column) const {
    return shown(column, table->field(row, column));
  }
  // What is shown of a column's text.
  std::string shown(size_t column, std::string_view plain) const {
    const std::string_view name = table->columns()[column];
    if (mask.masks() && name == kRaw) return {};
    const bool personal = std::ranges::find(kPersonal, name) != kPersonal.end();
    return personal ? mask.shown(plain) : std::string(plain);
  }
  // Of what is shown: whoever sees plain text must not be answered with what was masked before.
  std::string etag(std::string_view form = {}) const {
    return fmt::format("\"{}{}{}\"", tag, form, mask.masks() ? "-masked" : "");
  }

  // Everything that decides what stands where.
  std::string list(const Call& call) const {
    std::string out = fmt::format("{} {} {}", call.arguments.text("review"), tag, file);
    for (const std::string_view name : kFilters) out += "\n" + call.arguments.text(name);
    return fmt::format("{}\n{} {}\n{}", out, filter.period.from.micros, filter.period.until.micros,
                       call.arguments.text("sort"));
  }
};

std::expected<Asked, Fault> asked_rows(const Call& call, std::string file) {
  const std::string name = call.arguments.text("review");
  const Result<std::string> tag = call.services.reviews->tag(name);
  if (!tag) return std::unexpected(fault_of(tag.error()));
  const auto table = call.services.reviews->table(name, file);
  if (!table) return std::unexpected(fault_of(table.error()));
  const auto mask = Mask::of(call, office::ThingKind::kReview, name);
  if (!mask) return std::unexpected(mask.error());
  Asked out{*tag, std::move(file), *table, {}, {}, *mask};
  if (out.mask.masks() && !call.arguments.text("viewer").empty()) {
    return std::unexpected(Fault{.problem = Problem::kUnmaskingNeeded});
  }
  for (const std::string_view filter : kFilters) {
    const std::string value = call.arguments.text(filter);
    if (const auto column = out.table->column(filter); column && !value.empty()) {
      out.filter.equal.push_back({*column, value});
    }
  }
  for (auto [bound, parameter] :
       {std::pair{&out.filter.period.from, "from"}, std::pair{&out.filter.period.until, "until"}}) {
    const std::string text = call.arguments.text(parameter);
    if (text.empty()) continue;
    const Result<Instant> instant = service::asked_instant(text);
    if (!instant) {
      return std::unexpected(Fault{
          .problem = Problem::kInvalidRequest,
          .complaints = {{parameter, {instant.error().message, "日時として読み取れません"}}}});
    }
    *bound = *instant;
  }
  std::string sort = call.arguments.text("sort");
  if (sort.starts_with('-')) {
    out.order.descending = true;
    sort.erase(0, 1);
  }
  if (sort != "file") out.order.column = out.table->column(sort);
  return out;
}

void append_row(std::string& out, const Asked& asked, uint32_t row) {
  const auto& columns = asked.table->columns();
  text::JsonWriter json(out);
  json.begin_object();
  for (size_t i = 0; i < columns.size(); ++i) {
    json.key(columns[i]);
    if (columns[i] == kLine) {
      json.raw(asked.table->field(row, i));
    } else {
      json.value(asked.field(row, i));
    }
  }
  json.end_object();
}

Answer rows_page(const Call& call, const Asked& asked) {
  const std::string list = asked.list(call);
  const auto from = cursor_position(call, list);
  if (!from) return std::unexpected(from.error());
  const uint64_t position = std::min<uint64_t>(*from, asked.table->rows());
  const ResultTable::Page page = asked.table->page(
      asked.filter, asked.order, static_cast<uint32_t>(position), *call.arguments.number("limit"));
  std::string out = "{\"items\":[";
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

// What a group of findings has in common: a column, or the beginning of one.
struct Key {
  size_t column = 0;
  size_t bytes = std::string_view::npos;

  std::string_view of(const ResultTable& table, uint32_t row) const {
    return table.field(row, column).substr(0, bytes);
  }
};

std::optional<Key> group_key(const ResultTable& table, std::string_view name) {
  Key out;
  if (name == "day") out.bytes = std::string_view("2024-01-31").size();
  if (name == "month") out.bytes = std::string_view("2024-01").size();
  const auto column = table.column(out.bytes == std::string_view::npos ? name : "time");
  if (!column) return std::nullopt;
  out.column = *column;
  return out;
}

struct Group {
  std::pair<std::string_view, std::string_view> keys;
  uint64_t findings = 0;
};

// The groups by their keys; where there are too many, those with the most findings.
std::vector<Group> group_rows(const Asked& asked, Key by, std::optional<Key> also) {
  std::map<std::pair<std::string_view, std::string_view>, uint64_t> counts;
  for (const uint32_t row : asked.table->page(asked.filter, {}, 0, asked.table->rows()).rows) {
    ++counts[{by.of(*asked.table, row), also ? also->of(*asked.table, row) : std::string_view()}];
  }
  std::vector<Group> out;
  out.reserve(counts.size());
  for (const auto& [keys, findings] : counts) out.push_back({keys, findings});
  if (out.size() > kMaxGroups) {
    const auto more = [](const Group& one, const Group& other) {
      return std::tie(other.findings, one.keys) < std::tie(one.findings, other.keys);
    };
    std::ranges::sort(out, more);
    out.resize(kMaxGroups);
    std::ranges::sort(out, {}, &Group::keys);
  }
  return out;
}

// All rows that fit, some at a time.
class RowStream final : public BodySource {
 public:
  RowStream(Asked asked, bool csv) : asked_(std::move(asked)), csv_(csv) {
    rows_ = asked_.table->page(asked_.filter, asked_.order, 0, asked_.table->rows()).rows;
  }

  uint64_t items() const { return rows_.size(); }
  void begin_again() { at_ = 0; }

  State next(std::string& out) override {
    if (at_ == 0 && csv_) write_csv(out, [&](size_t i) { return asked_.table->columns()[i]; });
    for (; at_ < rows_.size() && out.size() < kStreamBytes; ++at_) {
      const uint32_t row = rows_[at_];
      if (csv_) {
        write_csv(out, [&](size_t i) { return asked_.field(row, i); });
      } else {
        append_row(out, asked_, row);
        out += '\n';
      }
    }
    return at_ < rows_.size() ? State::kMore : State::kEnd;
  }

 private:
  template <class Field>
  void write_csv(std::string& out, const Field& field) const {
    text::CsvWriter csv(out);
    for (size_t i = 0; i < asked_.table->columns().size(); ++i) csv.field(field(i));
    csv.end_row();
  }

  const Asked asked_;
  const bool csv_;
  std::vector<uint32_t> rows_;
  size_t at_ = 0;
};

// That it goes out is an entry of the record, with its hash: before the first byte of it leaves.
std::expected<void, Fault> record_export(const Call& call, RowStream& rows, bool csv) {
  crypto::Sha256 hash;
  uint64_t bytes = 0;
  BodySource::State state = BodySource::State::kMore;
  while (state != BodySource::State::kEnd) {
    std::string some;
    state = rows.next(some);
    hash.update(some);
    bytes += some.size();
  }
  rows.begin_again();
  const auto text = [](std::string said) { return text::JsonValue::string(std::move(said)); };
  const auto number = [](uint64_t value) {
    return text::JsonValue::integer(static_cast<int64_t>(value));
  };
  const text::JsonValue draft = text::JsonValue::object(
      {{"kind", text("export")},
       {"system", text(std::string(service::kOwnSystem))},
       {"actor", text(call.caller)},
       {"what", text(fmt::format("review/{} {}", call.arguments.text("review"),
                                 call.arguments.text("table")))},
       {"format", text(csv ? "csv" : "json-lines")},
       {"hash", text(hash.hex())},
       {"bytes", number(bytes)},
       {"items", number(rows.items())}});
  const auto written = call.services.ledger->write(
      [&](store::Database&) -> Result<std::vector<service::LedgerEntry>> {
        return std::vector{service::LedgerEntry{draft}};
      },
      call.now);
  if (!written) return std::unexpected(fault_of(written.error()));
  return {};
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
  return rows_page(call, *asked);
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
  for (const Group& group : group_rows(*asked, *by, second)) {
    json.begin_object().member("by", asked->shown(by->column, group.keys.first));
    if (second) json.member("and", asked->shown(second->column, group.keys.second));
    json.member("findings", group.findings).end_object();
    told += group.findings;
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
  const service::JudgedPlace place{call.services.places->logs(), call.services.places->profiles(),
                                   call.arguments.text("file"), *call.arguments.number("line")};
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

Answer export_findings(const Call& call) {
  auto asked = asked_rows(call, table_file(call));
  if (!asked) return std::unexpected(asked.error());
  const bool csv = call.media == "text/csv";
  Response response{.content_type = csv ? "text/csv; charset=utf-8" : call.media};
  response.cache_control = "private, no-cache";
  // The two forms are two representations of one thing.
  response.etag = asked->etag(csv ? "-csv" : "-ndjson");
  response.headers.push_back({"Vary", "Accept"});
  response.headers.push_back(
      {"Content-Disposition",
       fmt::format("attachment; filename=\"{}-{}.{}\"", call.arguments.text("review"),
                   call.arguments.text("table"), csv ? "csv" : "ndjson")});
  // Who has it already is sent nothing, and takes nothing out.
  const std::string* const known = call.request.header("if-none-match");
  const bool has_it = known != nullptr && names_tag(*known, response.etag);
  auto rows = std::make_shared<RowStream>(std::move(*asked), csv);
  if (!has_it) {
    if (auto recorded = record_export(call, *rows, csv); !recorded) {
      return std::unexpected(recorded.error());
    }
  }
  response.source = std::move(rows);
  return response;
}

}  // namespace sekisho::http
