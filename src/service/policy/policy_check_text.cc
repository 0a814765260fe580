#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "report/display_width.h"
#include "service/policy/policy_check.h"
#include "service/policy/policy_check_words.h"
#include "text/encoding.h"
#include "text/json.h"

namespace sekisho::service {
namespace {

using policy::Finding;

constexpr size_t kMaxShownBytes = 400;  // of a line; the rest is left out

std::string_view line_of(std::string_view text, uint64_t line) {
  for (; line > 1; --line) {
    const size_t end = text.find('\n');
    if (end == std::string_view::npos) return {};
    text.remove_prefix(end + 1);
  }
  text = text.substr(0, text.find('\n'));
  return text.ends_with('\r') ? text.substr(0, text.size() - 1) : text;
}

// The bytes before the column, which counts characters from 1.
size_t bytes_before(std::string_view line, uint64_t column) {
  size_t at = 0;
  for (uint64_t i = 1; i < column && at < line.size(); ++i) (void)text::next_code_point(line, at);
  return at;
}

// Characters that cannot be seen or turn the direction are written out.
std::string visible(std::string_view line) {
  std::string out;
  for (size_t at = 0; at < line.size();) {
    const size_t begin = at;
    const auto c = text::next_code_point(line, at);
    const bool odd = !c || *c < 0x20 || *c == 0x7F || (*c >= 0x200B && *c <= 0x200F) ||
                     (*c >= 0x202A && *c <= 0x202E) || (*c >= 0x2060 && *c <= 0x206F) ||
                     *c == 0x061C || *c == 0x00AD || *c == 0xFEFF;
    if (!odd) {
      out += line.substr(begin, at - begin);
    } else if (c && *c == '\t') {
      out += ' ';
    } else {
      out += c ? fmt::format("<U+{:04X}>", static_cast<uint32_t>(*c)) : "<?>";
    }
  }
  return out;
}

// The line with a mark below the offending part.
std::string marked_line(const Place& place, std::string_view text) {
  const std::string_view line = line_of(text, place.line).substr(0, kMaxShownBytes);
  if (place.line == 0 || line.empty()) return {};
  const size_t begin = bytes_before(line, place.column);
  const size_t end = std::min(line.size(), begin + std::max<uint64_t>(place.length, 1));
  const size_t before = report::display_width(visible(line.substr(0, begin)));
  const size_t wide = report::display_width(visible(line.substr(begin, end - begin)));
  const std::string number = std::to_string(place.line);
  return fmt::format("  {} | {}\n  {} | {}{}\n", number, visible(line),
                     std::string(number.size(), ' '), std::string(before, ' '),
                     std::string(std::max<size_t>(wide, 1), '^'));
}

std::string counted(size_t count, std::string_view what) {
  return fmt::format("{} {}{}", count, what, count == 1 ? "" : "s");
}

std::string place_text(const Place& place) {
  std::string out = place.file.empty() ? "" : place.file + ":";
  if (place.line != 0)
    out += fmt::format("{}:{}:", place.line, std::max<uint64_t>(place.column, 1));
  return out.empty() ? out : out + " ";
}

std::string english_finding(const Finding& finding, std::string_view text) {
  const bool error = finding.severity == cedar::Severity::kError;
  std::string out = fmt::format("{}{}: {}", place_text(finding.error.place),
                                error ? "error" : "warning", finding.error.message);
  if (!finding.policy.empty()) out += fmt::format(" (policy `{}`)", finding.policy);
  out += fmt::format(" [{}]\n", finding.rule) + marked_line(finding.error.place, text);
  if (!finding.error.help.empty()) out += fmt::format("  help: {}\n", finding.error.help);
  return out;
}

std::string japanese_or_english(const std::string& said) {
  std::string japanese = policy_check_ja(said);
  return japanese.empty() ? said : japanese;
}

std::string japanese_finding(const Finding& finding, std::string_view text) {
  const bool wrong = finding.severity == cedar::Severity::kError;
  std::string out = fmt::format("{}{}: {}", place_text(finding.error.place),
                                wrong ? "エラー" : "警告", policy_check_title_ja(finding.rule));
  if (!finding.policy.empty()) out += fmt::format("（ポリシー `{}`）", finding.policy);
  out += fmt::format(" [{}]\n", finding.rule) + marked_line(finding.error.place, text);
  const Error& error = finding.error;
  out += fmt::format("  詳細: {}\n", japanese_or_english(error.message));
  if (!error.help.empty()) out += fmt::format("  対処: {}\n", japanese_or_english(error.help));
  return out;
}

std::string schema_text(const PolicyCheckReport::Schema& schema, bool japanese) {
  if (japanese)
    return schema.readable
               ? fmt::format("{} で {} 件のポリシーを検証した\n", schema.file, schema.policies)
               : fmt::format("{} に誤りがあるため、{} 件のポリシーを検証していない\n", schema.file,
                             schema.policies);
  const std::string policies =
      schema.policies == 1 ? "1 policy" : fmt::format("{} policies", schema.policies);
  return schema.readable
             ? fmt::format("{} validated against {}\n", policies, schema.file)
             : fmt::format("{} not validated: {} has an error\n", policies, schema.file);
}

std::string totals_text(const PolicyCheckReport& report, bool japanese) {
  if (report.findings.empty())
    return japanese ? fmt::format("{} ファイルを調べ、指摘はなかった\n", report.files)
                    : fmt::format("nothing found in {}\n", counted(report.files, "file"));
  if (japanese)
    return fmt::format("{} ファイルにエラー {} 件、警告 {} 件\n", report.files, report.errors(),
                       report.warnings());
  return fmt::format("{}, {} in {}\n", counted(report.errors(), "error"),
                     counted(report.warnings(), "warning"), counted(report.files, "file"));
}

// `"title_ja":…,`, and what is known of the message and the help.
std::string japanese_members(const Finding& finding) {
  std::string out;
  const auto member = [&](std::string_view name, std::string_view value) {
    if (value.empty()) return;
    out += fmt::format("\"{}\":", name);
    text::append_json_string(out, value);
    out += ',';
  };
  member("title_ja", policy_check_title_ja(finding.rule));
  member("message_ja", policy_check_ja(finding.error.message));
  member("help_ja", policy_check_ja(finding.error.help));
  return out;
}

}  // namespace

std::string policy_check_text(const PolicyCheckReport& report, bool japanese) {
  std::string out;
  for (const Finding& one : report.findings) {
    const auto found = report.texts.find(one.error.place.file);
    const std::string_view text =
        found == report.texts.end() ? std::string_view() : std::string_view(found->second);
    out += (japanese ? japanese_finding(one, text) : english_finding(one, text)) + "\n";
  }
  for (const PolicyCheckReport::Schema& schema : report.schemas)
    out += schema_text(schema, japanese);
  return out + totals_text(report, japanese);
}

std::string policy_check_json(const PolicyCheckReport& report) {
  std::string out;
  text::JsonWriter json(out, text::JsonWriter::Style::kIndented);
  json.begin_object();
  json.member("files", report.files).member("policies", report.policies);
  json.member("errors", report.errors()).member("warnings", report.warnings());
  json.key("schemas").begin_array();
  for (const PolicyCheckReport::Schema& schema : report.schemas) json.value(schema.file);
  json.end_array();
  json.key("findings").begin_array();
  for (const Finding& one : report.findings) {
    const auto text = report.texts.find(one.error.place.file);
    const std::string issue = cedar::to_json(
        one.error, text == report.texts.end() ? "" : text->second, one.severity, one.policy);
    std::string rule;
    text::append_json_string(rule, one.rule);
    json.raw(fmt::format("{{\"rule\":{},{}{}", rule, japanese_members(one),
                         std::string_view(issue).substr(1)));
  }
  json.end_array();
  json.end_object();
  return out + "\n";
}

}  // namespace sekisho::service
