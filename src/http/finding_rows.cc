#include "http/finding_rows.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "http/limits.h"
#include "service/asked.h"
#include "service/review/finding_ocsf.h"
#include "service/review/rows_xlsx.h"
#include "text/csv.h"
#include "text/json_writer.h"

namespace sekisho::http {
namespace {

constexpr std::array<std::string_view, 6> kFilters{"system", "route",    "disposition",
                                                   "viewer", "retailer", "reason"};
constexpr std::string_view kLine = "line";  // the only column of numbers
constexpr std::string_view kRaw = "raw";    // of a line that could not be read: anything
// What says of somebody who they are, or whose record was looked at.
constexpr std::array<std::string_view, 6> kPersonal{"account", "holder", "viewer",
                                                    "basis",   "object", "other_reading"};

// A spreadsheet takes a cell that begins so for a formula, and logs hold whatever somebody typed.
constexpr std::string_view kBeginsAFormula = "=+-@\t\r";

std::string as_text(std::string cell) {
  if (!cell.empty() && kBeginsAFormula.contains(cell.front())) cell.insert(0, 1, '\'');
  return cell;
}

template <class Field>
void append_csv(std::string& out, size_t columns, const Field& field) {
  text::CsvWriter csv(out);
  for (size_t i = 0; i < columns; ++i) csv.field(field(i));
  csv.end_row();
}

}  // namespace

std::string AskedRows::shown(size_t column, std::string_view plain) const {
  const std::string_view name = table->columns()[column];
  if (mask.masks() && name == kRaw) return {};
  const bool personal = std::ranges::find(kPersonal, name) != kPersonal.end();
  return personal ? mask.shown(plain) : std::string(plain);
}

std::string AskedRows::etag(std::string_view form) const {
  return fmt::format("\"{}{}{}\"", tag, form, mask.masks() ? "-masked" : "");
}

std::string AskedRows::list(const Call& call) const {
  std::string out = fmt::format("{} {} {}", review, tag, file);
  for (const std::string_view name : kFilters) out += "\n" + call.arguments.text(name);
  return fmt::format("{}\n{} {}\n{}", out, filter.period.from.micros, filter.period.until.micros,
                     call.arguments.text("sort"));
}

std::expected<AskedRows, Fault> asked_rows(const Call& call, const std::string& name,
                                           const std::string& file, const GivenFilter& given) {
  const Result<std::string> tag = call.services.reviews->tag(name);
  if (!tag) return std::unexpected(fault_of(tag.error()));
  const auto table = call.services.reviews->table(name, file);
  if (!table) return std::unexpected(fault_of(table.error()));
  const auto mask = Mask::of(call, office::ThingKind::kReview, name);
  if (!mask) return std::unexpected(mask.error());
  AskedRows out{name, *tag, file, *table, {}, {}, *mask};
  if (out.mask.masks() && !given("viewer").empty()) {
    return std::unexpected(Fault{.problem = Problem::kUnmaskingNeeded});
  }
  for (const std::string_view filter : kFilters) {
    const std::string value = given(filter);
    if (const auto column = out.table->column(filter); column && !value.empty()) {
      out.filter.equal.push_back({*column, value});
    }
  }
  for (auto [bound, parameter] :
       {std::pair{&out.filter.period.from, "from"}, std::pair{&out.filter.period.until, "until"}}) {
    const std::string text = given(parameter);
    if (text.empty()) continue;
    const Result<Instant> instant = service::asked_instant(text);
    if (!instant) {
      return std::unexpected(Fault{
          .problem = Problem::kInvalidRequest,
          .complaints = {{parameter, {instant.error().message, "日時として読み取れません"}}}});
    }
    *bound = *instant;
  }
  std::string sort = given("sort");
  if (sort.starts_with('-')) {
    out.order.descending = true;
    sort.erase(0, 1);
  }
  if (!sort.empty() && sort != "file") out.order.column = out.table->column(sort);
  return out;
}

void append_row(std::string& out, const AskedRows& asked, uint32_t row) {
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

std::optional<RowFormat> row_format_named(std::string_view name) {
  static constexpr std::array<std::string_view, 4> kNames{"csv", "json-lines", "ocsf", "xlsx"};
  const auto* const found = std::ranges::find(kNames, name);
  if (found == kNames.end()) return std::nullopt;
  return static_cast<RowFormat>(found - kNames.begin());
}

RowStream::RowStream(AskedRows asked, RowFormat format)
    : asked_(std::move(asked)), format_(format) {
  rows_ = asked_.table->page(asked_.filter, asked_.order, 0, asked_.table->rows()).rows;
}

std::expected<RowStream, Fault> RowStream::open(const Call& call, AskedRows asked,
                                                RowFormat format) {
  RowStream out(std::move(asked), format);
  if (format == RowFormat::kXlsx) {
    if (auto made = out.make_book(call); !made) return std::unexpected(made.error());
  }
  return out;
}

std::expected<void, Fault> RowStream::make_book(const Call& call) {
  const auto run = call.services.reviews->run_id(asked_.review);
  if (!run) return std::unexpected(fault_of(run.error()));
  const auto policies = call.services.rules->in_force(call.now);
  if (!policies) return std::unexpected(fault_of(policies.error()));
  const service::TableRows rows{
      .title = asked_.review,
      .run_id = *run,
      .columns = asked_.table->columns(),
      .rows = rows_.size(),
      .field = [this](uint64_t row, size_t column) { return asked_.field(rows_[row], column); }};
  auto book = service::rows_xlsx(rows, call.japanese, *policies, call.services.places->workbooks());
  if (!book) return std::unexpected(fault_of(book.error()));
  book_ = std::make_shared<const MappedFile>(std::move(*book));
  return {};
}

bool RowStream::next(std::string& out) {
  if (book_ != nullptr) {
    const std::string_view some = book_->bytes().substr(at_, kStreamBytes);
    out += some;
    at_ += some.size();
    return at_ < book_->bytes().size();
  }
  const std::vector<std::string_view>& columns = asked_.table->columns();
  if (at_ == 0 && format_ == RowFormat::kCsv)
    append_csv(out, columns.size(), [&](size_t i) { return columns[i]; });
  for (; at_ < rows_.size() && out.size() < kStreamBytes; ++at_) {
    const uint32_t row = rows_[at_];
    switch (format_) {
      case RowFormat::kCsv:
        append_csv(out, columns.size(), [&](size_t i) { return as_text(asked_.field(row, i)); });
        break;
      case RowFormat::kJsonLines:
        append_row(out, asked_, row);
        out += '\n';
        break;
      case RowFormat::kOcsf:
        service::append_finding_ocsf(out, asked_.review, columns,
                                     [&](size_t i) { return asked_.field(row, i); });
        break;
      case RowFormat::kXlsx:
        break;  // it has its book
    }
  }
  return at_ < rows_.size();
}

}  // namespace sekisho::http
