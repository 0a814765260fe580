#include "logs/file_context.h"

#include <fmt/format.h>

#include <algorithm>

#include "text/csv.h"
#include "text/fold.h"
#include "text/number.h"

namespace sekisho::logs {
namespace {

constexpr size_t kSniffedBytes = size_t{1} << 16;
constexpr size_t kNamesInHelp = 20;

std::string trimmed(std::string_view text) {
  const size_t first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos) return {};
  return std::string(text.substr(first, text.find_last_not_of(" \t") - first + 1));
}

// The names in a header line; nothing when it is not in that encoding or not CSV.
std::optional<std::vector<std::string>> column_names(const LogFormat& format,
                                                     text::Encoding encoding,
                                                     std::string_view line) {
  std::string utf8;
  if (!text::append_utf8(encoding, line, utf8)) return std::nullopt;
  text::CsvReader reader(utf8, {.delimiter = format.delimiter, .quote = format.quote});
  text::CsvRecord record;
  if (!reader.next(record) || record.error) return std::nullopt;
  std::vector<std::string> names;
  for (const std::string_view name : record.fields)
    names.push_back(trimmed(text::fold_width(name)));
  return names;
}

// The column of each source, or the first source that has none.
struct Columns {
  std::vector<uint32_t> of_source;
  std::string missing;
  bool twice = false;  // `missing` is there twice
};

Columns find_columns(const LogFormat& format, const std::vector<std::string>& names) {
  Columns out;
  for (const std::string& source : format.sources) {
    if (source.starts_with('#')) {
      const auto number = text::parse_u64(std::string_view(source).substr(1));
      out.of_source.push_back(static_cast<uint32_t>(number.value_or(1) - 1));
      continue;
    }
    const std::string wanted = trimmed(text::fold_width(source));
    const auto found = std::ranges::find(names, wanted);
    out.of_source.push_back(static_cast<uint32_t>(found - names.begin()));
    const bool twice =
        found != names.end() && std::find(found + 1, names.end(), wanted) != names.end();
    if (!out.missing.empty() || (found != names.end() && !twice)) continue;
    out.missing = source;
    out.twice = twice;
  }
  return out;
}

FileProblem wrong_encoding(text::Encoding stated, text::Encoding found) {
  return {FileProblemKind::kWrongEncoding,
          fmt::format("the file is in {}, the profile says {}", text::name_of(found),
                      text::name_of(stated)),
          fmt::format("Set `encoding = \"{}\"` in the profile, or export the file again.",
                      text::name_of(found))};
}

// The header is not as expected. In another encoding it may be.
FileProblem header_problem(const LogFormat& format, std::string_view line,
                           const std::optional<std::vector<std::string>>& names,
                           const Columns& columns) {
  for (const text::Encoding other : {text::Encoding::kUtf8, text::Encoding::kCp932}) {
    if (other == format.block_encoding()) continue;
    const auto others = column_names(format, other, line);
    if (others && find_columns(format, *others).missing.empty()) {
      return wrong_encoding(format.encoding, other);
    }
  }
  if (!names) {
    return {FileProblemKind::kOtherLayout, "the header line cannot be read",
            "Compare the file's first lines with the profile: encoding, delimiter, skip_lines."};
  }
  std::vector<std::string> listed(
      names->begin(),
      names->begin() + static_cast<ptrdiff_t>(std::min(names->size(), kNamesInHelp)));
  return {FileProblemKind::kOtherLayout,
          fmt::format("the header names the column `{}` {}", columns.missing,
                      columns.twice ? "twice" : "not at all"),
          fmt::format("The header names: {}. Check `skip_lines`, `delimiter` and `[fields]`.",
                      fmt::join(listed, ", "))};
}

// Bytes that are UTF-8 throughout, with Japanese in them, are not CP932.
std::optional<text::Encoding> contradicted(const LogFormat& format, std::string_view beginning) {
  beginning = beginning.substr(0, kSniffedBytes);
  const auto nuls = static_cast<size_t>(std::ranges::count(beginning, '\0'));
  if (nuls * 4 > beginning.size()) return text::Encoding::kUtf16Le;
  if (format.block_encoding() != text::Encoding::kCp932) return std::nullopt;
  const auto lead = [](char c) { return (static_cast<unsigned char>(c) & 0xF0) == 0xE0; };
  constexpr ptrdiff_t kEnough = 8;
  if (std::ranges::count_if(beginning, lead) < kEnough) return std::nullopt;
  const text::Sniffed sniffed = text::sniff(beginning);
  if (sniffed.encoding != text::Encoding::kUtf8) return std::nullopt;
  return text::Encoding::kUtf8;
}

void read_header(const LogFormat& format, std::string_view beginning, FileContext& out) {
  for (uint64_t i = 0; i < format.skip_lines && !beginning.empty(); ++i) take_line(beginning);
  std::vector<std::string> names;
  for (const std::string& name : format.columns) names.push_back(trimmed(text::fold_width(name)));
  std::string_view line;
  std::optional<std::vector<std::string>> read;
  if (format.header) {
    line = take_line(beginning);
    out.header = line;
    read = column_names(format, format.block_encoding(), line);
    if (read) names = *read;
  }
  const Columns columns = find_columns(format, names);
  if (format.header && (!read || !columns.missing.empty())) {
    out.problem = header_problem(format, line, read, columns);
  }
  out.values = names.size();
  for (size_t f = 0; f < kFieldCount; ++f) {
    if (format.fields[f].used) out.value_of_field[f] = columns.of_source[format.fields[f].source];
  }
}

}  // namespace

std::string_view take_line(std::string_view& bytes) {
  const size_t end = bytes.find('\n');
  std::string_view line = bytes.substr(0, end);
  bytes.remove_prefix(end == std::string_view::npos ? bytes.size() : end + 1);
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

FileContext make_context(const LogProfile& profile, std::string_view beginning) {
  const LogFormat& format = *profile.format;
  FileContext out;
  out.value_of_field.fill(FileContext::kNoValue);
  out.header_lines = format.skip_lines + (format.header ? 1 : 0);
  if (beginning.empty()) return out;
  if (format.layout == Layout::kCsv) {
    read_header(format, beginning, out);
  } else {
    out.values = format.sources.size();
    for (size_t f = 0; f < kFieldCount; ++f) {
      const FieldSource& field = format.fields[f];
      if (field.used) out.value_of_field[f] = static_cast<uint32_t>(field.source);
    }
  }
  if (!out.problem || out.problem->kind != FileProblemKind::kWrongEncoding) {
    if (const auto found = contradicted(format, beginning)) {
      out.problem = wrong_encoding(format.encoding, *found);
    }
  }
  return out;
}

}  // namespace sekisho::logs
