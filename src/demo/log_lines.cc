#include "demo/log_lines.h"

#include <fmt/format.h>

#include <array>
#include <iterator>
#include <optional>

#include "base/error.h"
#include "demo/cast.h"
#include "text/civil.h"
#include "text/encoding.h"
#include "text/time_format.h"
#include "text/zone.h"

namespace sekisho::demo::demo {
namespace {

constexpr std::array<std::string_view, 12> kEnglishMonths{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                          "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
constexpr int kFirstYearOfReiwa = 2019;

// `g10003-x` as `Ｇ１０００３－Ｘ`: what some clients of the contract system send.
std::string full_width(std::string_view ascii) {
  std::string out;
  for (const char c : ascii) {
    const char upper = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    text::append_code_point(U'！' + static_cast<char32_t>(upper - '!'), out);
  }
  return out;
}

void append_cp932(std::string_view utf8, std::string& out) {
  const std::optional<std::string> bytes = text::to_cp932(utf8);
  SEKISHO_INVARIANT(bytes.has_value());  // we only write characters that CP932 has
  out += *bytes;
}

std::string address_at(const World& world, const Event& event) {
  const uint32_t address = world.address_of(event.terminal, event.time);
  SEKISHO_INVARIANT(address != 0);  // traffic by address only from terminals that have one
  return dotted(address);
}

std::string clock_of(const text::CivilTime& civil) {
  return fmt::format("{:02}:{:02}:{:02}", civil.hour, civil.minute, civil.second);
}

}  // namespace

std::string log_file_name(Source source, int month) {
  const int year = month < 9 ? 2024 : 2025;
  const int number = month < 9 ? month + 4 : month - 8;
  switch (source) {
    case Source::kNol:
      return fmt::format("logs/nol/NOL_{}{:02}.csv", year, number);
    case Source::kCc:
      return fmt::format("logs/cc/callcenter-{}-{:02}.log", year, number);
    case Source::kNws:
      return fmt::format("logs/nws/settings-{}-{:02}.jsonl", year, number);
    case Source::kRe:
      return fmt::format("logs/re/access_log.{}{:02}", year, number);
  }
  return "";
}

std::string log_header(Source source) {
  std::string header;
  if (source == Source::kNol) {
    append_cp932(
        "アクセス日時,利用者ＩＤ,端末番号,画面ＩＤ,操作,お客さま番号,供給地点特定番号,結果\r\n",
        header);
  }
  return header;
}

LogLines::LogLines(const World& world, const Supply& supply) : world_(world), supply_(supply) {
  for (uint32_t i = 0; i < kFacilityCount; ++i) {
    facilities_.push_back(fmt::format("{}{:06}{}{:02}", static_cast<char>('A' + i % 8),
                                      i * 241 % 1'000'000, static_cast<char>('J' + i % 3),
                                      40 + i % 7));
  }
}

void LogLines::append(Source source, const Event& event, Random& random, std::string& out) {
  switch (source) {
    case Source::kNol:
      return append_nol(event, random, out);
    case Source::kCc:
      return append_cc(event, out);
    case Source::kNws:
      return append_nws(event, out);
    case Source::kRe:
      return append_re(event, out);
  }
}

void LogLines::append_nol(const Event& event, Random& random, std::string& out) {
  const text::CivilTime civil = text::to_civil(event.time, text::kJst);
  const bool keyless = event.target == kNoTarget;
  const bool wide = random.chance(1, 50);
  utf8_.clear();
  const auto to = std::back_inserter(utf8_);
  if (random.chance(1, 10)) {
    fmt::format_to(to, "R{}.{}.{} ", civil.year - kFirstYearOfReiwa + 1, civil.month, civil.day);
  } else {
    fmt::format_to(to, "{}/{:02}/{:02} ", civil.year, civil.month, civil.day);
  }
  const std::string& account = world_.account_names[event.account.value];
  fmt::format_to(to, "{},{},{},NOL-{},", clock_of(civil), wide ? full_width(account) : account,
                 world_.terminal_codes[event.terminal.value], keyless ? 1 : 200 + event.target % 7);
  if (keyless) {
    utf8_ += "\"ログイン\",,";
  } else {
    const std::string customer = std::to_string(supply_.customer_at(event.target, event.time));
    fmt::format_to(to, "\"照会, 詳細\",{},", wide ? full_width(customer) : customer);
    Supply::append_number(event.target, utf8_);
  }
  utf8_ += event.refused ? ",拒否\r\n" : ",正常\r\n";
  append_cp932(utf8_, out);
}

void LogLines::append_cc(const Event& event, std::string& out) const {
  out += "<134>1 ";
  text::append_rfc3339(out, event.time, text::kJst);
  fmt::format_to(std::back_inserter(out),
                 " cc-ap{:02} callcenter {} VIEW [cc@32473 uid=\"{}\" term=\"{}\" spid=\"",
                 1 + event.target % 4, 3100 + event.target % 83,
                 world_.account_names[event.account.value],
                 world_.terminal_codes[event.terminal.value]);
  Supply::append_number(event.target, out);
  fmt::format_to(std::back_inserter(out), "\" ope=\"照会\" res=\"{}\"] お客さま照会\n",
                 event.refused ? "DENY" : "OK");
}

void LogLines::append_nws(const Event& event, std::string& out) const {
  const text::CivilTime civil = text::to_civil(event.time, text::kUtc);
  const auto to = std::back_inserter(out);
  fmt::format_to(to,
                 R"({{"time": "{}-{:02}-{:02}T{}.{:03}Z", "actor": {{"id": "{}"}}, "src": "{}", )",
                 civil.year, civil.month, civil.day, clock_of(civil), civil.micros / 1000,
                 world_.account_names[event.account.value], address_at(world_, event));
  out += R"("op": "read", "point": ")";
  Supply::append_number(event.target, out);
  fmt::format_to(to, "\", \"status\": {}}}\n", event.refused ? 403 : 200);
}

void LogLines::append_re(const Event& event, std::string& out) const {
  const text::CivilTime civil = text::to_civil(event.time, text::kJst);
  fmt::format_to(std::back_inserter(out),
                 "{} - {} [{:02}/{}/{}:{} +0900] \"GET /nintei/detail?setsubi={} HTTP/1.1\" {} {} "
                 "\"-\" \"Mozilla/5.0\"\n",
                 address_at(world_, event), world_.account_names[event.account.value], civil.day,
                 kEnglishMonths[static_cast<size_t>(civil.month - 1)], civil.year, clock_of(civil),
                 facility(event.target), event.refused ? 403 : 200, 3800 + event.target % 700);
}

void LogLines::append_broken(Source source, const Event& event, Random& random, std::string& out) {
  const text::CivilTime civil = text::to_civil(event.time, text::kJst);
  const std::string stamp =
      fmt::format("{}/{:02}/{:02} {}", civil.year, civil.month, civil.day, clock_of(civil));
  if (source == Source::kNol) {
    const std::string& account = world_.account_names[event.account.value];
    switch (random.below(4)) {
      case 0:  // an empty line
        break;
      case 1:  // cut off behind the second field
        out += stamp + "," + account;
        break;
      case 2:  // a quote that never closes, cut off in the middle of a character
        append_cp932(stamp + "," + account + ",SJN-T00001,NOL-201,\"照会", out);
        out.pop_back();
        break;
      default:  // a date that no calendar has
        out += "2024/02/30 25:61:00," + account + ",SJN-T00001,NOL-201,x,3140000000,y,z";
        break;
    }
    out += "\r\n";
  } else if (source == Source::kCc) {
    out += "<134>1 - cc-ap01 callcenter - VIEW [cc@32473 uid=\"op00\n";
  } else if (source == Source::kNws) {
    out += R"({"time": "2024-06-1)"
           "\n";
  } else {
    fmt::format_to(std::back_inserter(out), "10.64.0.11 - SJN0001 [{:02}/\n", civil.day);
  }
}

}  // namespace sekisho::demo::demo
