#include "casework/deadline_rules.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "casework/limits.h"
#include "text/number.h"
#include "text/toml.h"

namespace sekisho::casework {
namespace {

using text::TomlTable;
using When = DeadlineRule::When;

constexpr std::array<std::string_view, 3> kWhen{"always", "wrongful-purpose",
                                                "no-wrongful-purpose"};

// One of a few words, by its place among them.
template <size_t kCount>
Result<size_t> word_at(const TomlTable& table, std::string_view key,
                       const std::array<std::string_view, kCount>& words) {
  const Result<std::string> text = table.string(key);
  if (!text) return std::unexpected(text.error());
  const auto* const found = std::ranges::find(words, *text);
  if (found != words.end()) return static_cast<size_t>(found - words.begin());
  std::string help = "Write one of";
  for (const std::string_view word : words) help += fmt::format(" `{}`", word);
  return std::unexpected(table.error(key, fmt::format("`{}` is not known", *text), help + "."));
}

Result<int> days_at(const TomlTable& table, std::string_view key, int least) {
  const Result<int64_t> days = table.integer_or(key, 0);
  if (!days) return std::unexpected(days.error());
  if (least <= *days && *days <= kMaxDeadlineDays) return static_cast<int>(*days);
  return std::unexpected(
      table.error(key, fmt::format("{} is not between {} and {}", *days, least, kMaxDeadlineDays)));
}

Result<void> read_days(const TomlTable& table, DeadlineRule& rule) {
  const auto first =
      word_at(table, "first_day", std::array<std::string_view, 2>{"awareness", "next-day"});
  if (!first) return std::unexpected(first.error());
  rule.awareness_is_day_one = *first == 0;
  const auto count =
      word_at(table, "count", std::array<std::string_view, 2>{"all-days", "open-days"});
  if (!count) return std::unexpected(count.error());
  rule.open_days = *count == 1;
  const auto closed =
      word_at(table, "last_day_closed", std::array<std::string_view, 2>{"stays", "next-open-day"});
  if (!closed) return std::unexpected(closed.error());
  rule.moves_to_open_day = *closed == 1;
  const Result<int> aim = days_at(table, "aim_days", 0);
  if (!aim) return std::unexpected(aim.error());
  rule.aim_days = *aim;
  const Result<int> days = days_at(table, "days", 1);
  if (!days) return std::unexpected(days.error());
  rule.days = *days;
  if (rule.aim_days > rule.days) {
    return std::unexpected(table.error("aim_days", "it is later than `days`"));
  }
  return {};
}

// What rules of both kinds say.
Result<DeadlineRule> common_in(const TomlTable& table) {
  DeadlineRule out;
  for (const auto& [key, text] : {std::pair{"id", &out.id}, std::pair{"basis", &out.basis}}) {
    Result<std::string> read = table.string(key);
    if (!read) return std::unexpected(read.error());
    if (read->empty()) return std::unexpected(table.error(key, "it is empty"));
    *text = std::move(*read);
  }
  const Result<TomlTable> title = table.table("title");
  if (!title) return std::unexpected(title.error());
  for (const auto& [key, text] : {std::pair{"ja", &out.title_ja}, std::pair{"en", &out.title_en}}) {
    Result<std::string> read = title->string(key);
    if (!read) return std::unexpected(read.error());
    *text = std::move(*read);
  }
  const Result<bool> confirmed = table.boolean("confirmed");
  if (!confirmed) return std::unexpected(confirmed.error());
  out.confirmed = *confirmed;
  if (auto days = read_days(table, out); !days) return std::unexpected(days.error());
  return out;
}

Result<DeadlineRule> rule_in(const TomlTable& table) {
  if (auto ok = table.only({"id", "title", "basis", "confirmed", "when", "first_day", "count",
                            "aim_days", "days", "last_day_closed"});
      !ok) {
    return std::unexpected(ok.error());
  }
  const auto when = word_at(table, "when", kWhen);
  if (!when) return std::unexpected(when.error());
  Result<DeadlineRule> out = common_in(table);
  if (out) out->when = static_cast<When>(*when);
  return out;
}

Result<DeadlineRule> review_in(const TomlTable& table) {
  if (auto ok = table.only(
          {"id", "title", "basis", "confirmed", "first_day", "count", "days", "last_day_closed"});
      !ok) {
    return std::unexpected(ok.error());
  }
  return common_in(table);
}

// The rules of one kind, each name once.
Result<std::vector<DeadlineRule>> rules_in(const TomlTable& table, std::string_view key,
                                           Result<DeadlineRule> (*read)(const TomlTable&)) {
  const auto tables = table.tables(key);
  if (!tables) return std::unexpected(tables.error());
  if (tables->size() > kMaxDeadlineRules) {
    return fail(ErrorCode::kLimit, fmt::format("more than {} rules", kMaxDeadlineRules),
                table.place());
  }
  std::vector<DeadlineRule> out;
  for (const TomlTable& one : *tables) {
    Result<DeadlineRule> rule = read(one);
    if (!rule) return std::unexpected(rule.error());
    if (std::ranges::find(out, rule->id, &DeadlineRule::id) != out.end()) {
      return std::unexpected(one.error("id", fmt::format("`{}` stands there twice", rule->id)));
    }
    out.push_back(std::move(*rule));
  }
  return out;
}

Result<ReminderRule> reminders_in(const TomlTable& table) {
  if (auto ok = table.only({"days_before", "every_days_after"}); !ok) {
    return std::unexpected(ok.error());
  }
  ReminderRule out;
  const auto before = table.optional_strings("days_before");
  if (!before) return std::unexpected(before.error());
  for (const std::string& text : *before) {
    const auto days = text::parse_u64(text);
    if (!days || *days > static_cast<uint64_t>(kMaxDeadlineDays)) {
      return std::unexpected(
          table.error("days_before", fmt::format("`{}` is no number of days", text)));
    }
    out.days_before.push_back(static_cast<int>(*days));
  }
  std::ranges::sort(out.days_before, std::greater<>());
  const Result<int> every = days_at(table, "every_days_after", 0);
  if (!every) return std::unexpected(every.error());
  out.every_days_after = *every;
  return out;
}

bool applies(const DeadlineRule& rule, const Case& one) {
  return rule.when == When::kAlways || (rule.when == When::kWrongful) == one.wrongful;
}

}  // namespace

Result<DeadlineRules> DeadlineRules::parse(std::string_view toml, const std::string& file) {
  const Result<TomlTable> table = TomlTable::parse(toml, file);
  if (!table) return std::unexpected(table.error());
  if (auto ok = table->only({"rule", "review", "reminders"}); !ok)
    return std::unexpected(ok.error());
  DeadlineRules out;
  auto rules = rules_in(*table, "rule", rule_in);
  if (!rules) return std::unexpected(rules.error());
  out.rules = std::move(*rules);
  auto reviews = rules_in(*table, "review", review_in);
  if (!reviews) return std::unexpected(reviews.error());
  out.reviews = std::move(*reviews);
  for (const std::string_view id : {kBreakGlassReview, kOutageLookReview}) {
    if (out.review(id) != nullptr) continue;
    return fail(ErrorCode::kBadInput, fmt::format("there is no review `{}`", id), table->place(),
                "Say until when it is due: a `[[review]]` with `days`.");
  }
  const auto reminders = table->optional_table("reminders");
  if (!reminders) return std::unexpected(reminders.error());
  if (*reminders) {
    Result<ReminderRule> read = reminders_in(**reminders);
    if (!read) return std::unexpected(read.error());
    out.reminders = std::move(*read);
  }
  return out;
}

const DeadlineRule* DeadlineRules::find(std::string_view id) const {
  const auto found = std::ranges::find(rules, id, &DeadlineRule::id);
  return found == rules.end() ? nullptr : &*found;
}

const DeadlineRule* DeadlineRules::review(std::string_view id) const {
  const auto found = std::ranges::find(reviews, id, &DeadlineRule::id);
  return found == reviews.end() ? nullptr : &*found;
}

int64_t due_day(const DeadlineRule& rule, const Calendar& calendar, int64_t aware, int days) {
  // The day before the first one that counts.
  const int64_t before = aware - (rule.awareness_is_day_one ? 1 : 0);
  const int64_t day = rule.open_days ? calendar.after_open_days(before, days) : before + days;
  return rule.moves_to_open_day ? calendar.open_from(day) : day;
}

std::vector<Deadline> deadlines_of(const DeadlineRules& rules, const Calendar& calendar,
                                   const Case& one, const std::vector<Report>& reports,
                                   int64_t today) {
  using State = Deadline::State;
  std::vector<Deadline> out;
  if (!one.aware_at) return out;
  const int64_t aware = day_of(*one.aware_at);
  for (const DeadlineRule& rule : rules.rules) {
    const auto report = std::ranges::find(reports, rule.id, &Report::rule);
    const bool reported = report != reports.end();
    if (!applies(rule, one) && !reported) continue;
    Deadline& deadline = out.emplace_back();
    deadline.rule = &rule;
    if (rule.aim_days != 0) deadline.aim = due_day(rule, calendar, aware, rule.aim_days);
    deadline.due = due_day(rule, calendar, aware, rule.days);
    deadline.calendar_known = calendar.knows(aware) && calendar.knows(deadline.due);
    const int64_t day = reported ? day_named(report->day).value_or(today) : today;
    const bool late = day > deadline.due;
    deadline.state = reported ? (late ? State::kDoneLate : State::kDone)
                              : (late ? State::kOverdue : State::kRunning);
    if (!reported) continue;
    deadline.reported_on = report->day;
    deadline.reference = report->reference;
  }
  std::ranges::sort(out, {}, [](const Deadline& deadline) {
    return std::pair(deadline.due, deadline.rule);  // rules in the order of their file
  });
  return out;
}

}  // namespace sekisho::casework
