#include "register/rows.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "register/limits.h"
#include "register/supply_point.h"
#include "text/nearest.h"

namespace sekisho::reg {
namespace {

constexpr size_t kQuotedBytes = 100;
constexpr std::string_view kWideSpace = "\xE3\x80\x80";
// A last day beyond this stands for "no end": 9999-12-31 is how many systems write it.
constexpr Instant kNoEnd{int64_t{253'370'764'800} * kMicrosPerSecond};

std::string_view trimmed(std::string_view text) {
  const auto strip = [&](std::string_view space) {
    bool any = false;
    while (text.starts_with(space)) text.remove_prefix(space.size()), any = true;
    while (text.ends_with(space)) text.remove_suffix(space.size()), any = true;
    return any;
  };
  while (strip(" ") || strip("\t") || strip(kWideSpace)) {
  }
  return text;
}

// Input in a message: no more than a hundred bytes, cut between characters.
std::string ticked(std::string_view text) {
  if (text.size() <= kQuotedBytes) return fmt::format("`{}`", text);
  size_t end = kQuotedBytes;
  while (end > 0 && (static_cast<uint8_t>(text[end]) & 0xC0) == 0x80) --end;
  return fmt::format("`{}…`", text.substr(0, end));
}

bool has_control(std::string_view text) {
  return std::ranges::any_of(text,
                             [](char c) { return static_cast<uint8_t>(c) < 0x20 || c == '\x7f'; });
}

}  // namespace

RowParser::RowParser(const RegisterProfile& profile)
    : profile_(profile),
      specs_(fields_of(profile.table)),
      order_kind_(field_named(profile.table, "order_kind")) {}

Result<void> RowParser::bind(std::span<const std::string_view> header) {
  std::vector<std::string_view> names;
  for (const std::string_view name : header) names.push_back(trimmed(name));
  for (size_t i = 0; i < specs_.size(); ++i) {
    cells_[i].columns.clear();
    for (const Column& column : profile_.fields[i].columns) {
      uint32_t at = column.number - 1;
      if (column.number == 0) {
        const auto found = std::ranges::find(names, std::string_view(column.name));
        at = static_cast<uint32_t>(found - names.begin());
        if (found != names.end() &&
            std::find(found + 1, names.end(), std::string_view(column.name)) != names.end()) {
          return fail(ErrorCode::kBadInput,
                      fmt::format("the header has two columns {}", ticked(column.name)), {},
                      "Name the column by its number in the profile.");
        }
      }
      if (at >= names.size() && profile_.fields[i].optional) {
        cells_[i].columns.clear();
        break;
      }
      if (at >= names.size()) {
        const std::string missing =
            column.number == 0 ? ticked(column.name) : fmt::format("{}", column.number);
        std::string listed;
        for (const std::string_view name : names) {
          if (!listed.empty()) listed += ", ";
          listed += name;
        }
        std::string help = text::did_you_mean(column.name, names);
        return fail(ErrorCode::kBadInput,
                    fmt::format("the header has no column {} (for `{}`)", missing, specs_[i].name),
                    {},
                    help + (help.empty() ? "" : " ") + "The header has: " + ticked(listed) + ".");
      }
      cells_[i].columns.push_back(at);
    }
  }
  width_ = full_width_ = static_cast<uint32_t>(names.size());
  return {};
}

void RowParser::bind_numbers() {
  width_ = 0;
  for (size_t i = 0; i < specs_.size(); ++i) {
    cells_[i].columns.clear();
    for (const Column& column : profile_.fields[i].columns) {
      cells_[i].columns.push_back(column.number - 1);
      width_ = std::max(width_, column.number);
    }
  }
}

std::vector<std::string> RowParser::bind_pointers() {
  std::vector<std::string> out;
  for (size_t i = 0; i < specs_.size(); ++i) {
    cells_[i].columns.clear();
    for (const Column& column : profile_.fields[i].columns) {
      cells_[i].columns.push_back(static_cast<uint32_t>(out.size()));
      out.push_back(column.name);
    }
  }
  width_ = static_cast<uint32_t>(out.size());
  return out;
}

bool RowParser::wrong(size_t field, std::string message, std::string help) {
  error_ = {
      ErrorCode::kBadInput, fmt::format("{}: {}", label(field), message), {}, std::move(help)};
  return false;
}

// The field, and its column as the file calls it.
std::string RowParser::label(size_t field) const {
  const auto& columns = profile_.fields[field].columns;
  if (columns.empty()) return std::string(specs_[field].name);
  std::string column =
      columns[0].number != 0 ? fmt::format("column {}", columns[0].number) : columns[0].name;
  if (column == specs_[field].name) return column;
  return fmt::format("{} ({})", specs_[field].name, column);
}

const Row* RowParser::parse(std::span<const std::string_view> record) {
  if (record.empty()) {
    error_ = {ErrorCode::kBadInput, "the line is empty", {}, "Remove the line."};
    return nullptr;
  }
  const bool too_many = full_width_ != 0 && record.size() > full_width_ &&
                        std::ranges::any_of(record.subspan(full_width_),
                                            [](std::string_view f) { return !f.empty(); });
  if (record.size() < width_ || too_many) {
    error_ = {ErrorCode::kBadInput,
              fmt::format("the row has {} fields instead of {}", record.size(), width_),
              {},
              "A field that holds the delimiter must be quoted."};
    return nullptr;
  }
  row_.period = {};
  row_.applied = kForever;
  row_.kind = 0;
  row_.list.clear();
  for (size_t i = 0; i < specs_.size(); ++i) {
    std::string_view text;
    row_.text[i] = {};
    const FieldSource& source = profile_.fields[i];
    if (cells_[i].columns.empty() && !source.constant) continue;
    if (!take(i, record, text)) return nullptr;
    if (!read(i, text)) return nullptr;
  }
  if (order_kind_ && row_.text[*order_kind_] == kOrderCancelled)
    row_.period.until = row_.period.from;
  return &row_;
}

// The field's text, before folding.
bool RowParser::take(size_t field, std::span<const std::string_view> record,
                     std::string_view& out) {
  Cell& cell = cells_[field];
  const FieldSource& source = profile_.fields[field];
  if (cell.columns.empty()) {
    out = *source.constant;
  } else if (cell.columns.size() == 1) {
    out = trimmed(record[cell.columns[0]]);
  } else {
    cell.joined.clear();
    for (const uint32_t column : cell.columns) {
      const std::string_view part = trimmed(record[column]);
      if (!cell.joined.empty() && !part.empty()) cell.joined += ' ';
      cell.joined += part;
    }
    out = cell.joined;
  }
  if (out.size() > kMaxTextBytes) {
    return wrong(field, fmt::format("the value has {} bytes", out.size()),
                 fmt::format("At most {} are read.", kMaxTextBytes));
  }
  return true;
}

bool RowParser::read(size_t field, std::string_view text) {
  const FieldSource& source = profile_.fields[field];
  const FieldKind kind = specs_[field].kind;
  by_profile_ = source.constant.has_value();
  if (!source.words.empty() && kind != FieldKind::kKind) {
    auto word = source.words.find(text);
    if (word == source.words.end() && profile_.fold.any()) {
      word = source.words.find(profile_.fold.apply(text));
    }
    if (word != source.words.end()) text = word->second;
    by_profile_ = by_profile_ || word != source.words.end();
  }
  if (text.empty() && source.required) return wrong(field, "there is no value");
  switch (kind) {
    case FieldKind::kText:
      if (field == order_kind_) return read_order_kind(field, text);
      row_.text[field] = text;
      return true;
    case FieldKind::kCode:
      return read_code(field, text);
    case FieldKind::kKind:
      return read_kind(field, text);
    case FieldKind::kKey:
      return read_key(field, text);
    case FieldKind::kList:
      return read_list(field, text);
    case FieldKind::kFrom:
      if (text.empty() && profile_.open_start) return true;
      if (text.empty()) {
        return wrong(
            field, "there is no beginning",
            "If an empty one means \"always\", write `empty_from = \"always\"` in [dates].");
      }
      return read_instant(field, text, row_.period.from);
    case FieldKind::kUntil:
      return read_until(field, text);
    case FieldKind::kInstant:
      return text.empty() || read_instant(field, text, row_.applied);
  }
  return false;
}

bool RowParser::clean_code(size_t field, std::string_view text) {
  if (text.size() > kMaxCodeBytes || has_control(text)) {
    return wrong(field, fmt::format("{} is not a code", ticked(text)),
                 "A code is short and has no line breaks or control characters.");
  }
  if (damaged_by_spreadsheet(text)) {
    return wrong(field, fmt::format("{} is what a spreadsheet made of a long number", ticked(text)),
                 "The digits are lost. Export the column again as text.");
  }
  return true;
}

bool RowParser::read_code(size_t field, std::string_view text) {
  if (!clean_code(field, text)) return false;
  Cell& cell = cells_[field];
  const std::string& prefix = profile_.fields[field].prefix;
  if (text.empty() || (!profile_.fold.any() && prefix.empty())) {
    row_.text[field] = text;
    return true;
  }
  cell.folded = prefix;
  if (by_profile_) {
    cell.folded += text;
  } else {
    profile_.fold.append(text, cell.folded);
  }
  row_.text[field] = trimmed(cell.folded);
  return true;
}

bool RowParser::read_kind(size_t field, std::string_view text) {
  const auto kinds = kinds_of(profile_.table);
  const FieldSource& source = profile_.fields[field];
  cells_[field].folded = profile_.fold.apply(text);
  std::string_view meaning = cells_[field].folded;
  if (const auto word = source.words.find(meaning); word != source.words.end()) {
    meaning = word->second;
  }
  const auto found = std::ranges::find(kinds, meaning);
  if (found == kinds.end()) {
    return wrong(field, fmt::format("the profile does not say what {} means", ticked(text)),
                 fmt::format("Add it to [values.{}] as one of: {}.", specs_[field].name,
                             fmt::join(kinds, ", ")));
  }
  row_.kind = static_cast<uint8_t>(found - kinds.begin());
  return true;
}

bool RowParser::read_order_kind(size_t field, std::string_view text) {
  constexpr std::array kKinds{kOrderIssued, kOrderCorrected, kOrderCancelled};
  const auto found = std::ranges::find(kKinds, text.empty() ? kOrderIssued : text);
  if (found == kKinds.end()) {
    return wrong(field, fmt::format("the profile does not say what {} means", ticked(text)),
                 fmt::format("Add it to [values.{}] as one of: {}.", specs_[field].name,
                             fmt::join(kKinds, ", ")));
  }
  row_.text[field] = *found;
  return true;
}

bool RowParser::read_key(size_t field, std::string_view text) {
  if (profile_.other_keys) return read_code(field, text);
  const auto problem = canonical_supply_point(text, cells_[field].folded);
  if (problem != SupplyPointProblem::kNone) {
    const Error error = supply_point_error(problem, text);
    return wrong(field, error.message, error.help);
  }
  row_.text[field] = cells_[field].folded;
  return true;
}

bool RowParser::read_list(size_t field, std::string_view text) {
  list_items_.clear();
  while (!text.empty()) {
    const size_t at = std::min(text.find(profile_.list_separator), text.size());
    const std::string_view item = trimmed(text.substr(0, at));
    text.remove_prefix(std::min(at + profile_.list_separator.size(), text.size()));
    if (item.empty()) continue;
    if (!clean_code(field, item)) return false;
    if (list_items_.size() == kMaxListItems) {
      return wrong(field, "the list is too long",
                   fmt::format("At most {} items are read.", kMaxListItems));
    }
    const FieldSource& source = profile_.fields[field];
    std::string folded = profile_.fold.apply(item);
    if (const auto word = source.words.find(folded); word != source.words.end()) {
      folded = word->second;
    }
    list_items_.push_back(source.prefix + folded);
  }
  row_.list.assign(list_items_.begin(), list_items_.end());
  return true;
}

bool RowParser::read_until(size_t field, std::string_view text) {
  if (text.empty() || std::ranges::find(profile_.forever, text) != profile_.forever.end()) {
    return true;
  }
  Instant at;
  if (!read_instant(field, text, at)) return false;
  if (at >= kNoEnd) return true;
  if (profile_.inclusive_end) {
    const int64_t local = at.micros + int64_t{profile_.zone.offset_seconds} * kMicrosPerSecond;
    at = shifted(at, local % kMicrosPerDay == 0 ? kMicrosPerDay : kMicrosPerSecond);
  }
  row_.period.until = at;
  return true;
}

bool RowParser::read_instant(size_t field, std::string_view text, Instant& out) {
  Cell& cell = cells_[field];
  if (!cell.last_date.empty() && cell.last_date == text) {
    out = cell.last_instant;
    return true;
  }
  const auto at = profile_.dates->parse(text);
  if (!at) {
    return wrong(field, fmt::format("{} is not a date that the profile expects", ticked(text)),
                 "Correct the date, or name its format in [dates] of the profile.");
  }
  cell.last_date.assign(text);
  cell.last_instant = out = *at;
  return true;
}

}  // namespace sekisho::reg
