#include "casework/case_work.h"

#include <fmt/format.h>

#include <algorithm>

#include "casework/case_rows.h"
#include "text/civil.h"
#include "text/json.h"
#include "text/number.h"
#include "text/time_format.h"

namespace sekisho::casework {
namespace {

constexpr size_t kHashDigits = 64;

// Adds a step to a case that was changed, or about which something was said.
Result<void> note(Journal& journal, const Case& one, std::string_view what,
                  const Journal::Details& details) {
  if (auto stored = store_case(journal.database(), one); !stored) return stored;
  const auto noted = journal.add({ThingKind::kCase, one.id}, what, details);
  if (!noted) return std::unexpected(noted.error());
  return {};
}

Result<void> check_day(std::string_view text) {
  if (day_named(text)) return {};
  return fail(ErrorCode::kBadInput, fmt::format("`{}` is no day", text), {}, "Write YYYY-MM-DD.");
}

}  // namespace

Result<void> assign(Journal& journal, const SeenCase& which, const Assignment& assignment) {
  Result<Case> one = seen_case(journal.database(), which);
  if (!one) return std::unexpected(one.error());
  if (assignment.assignee) {
    if (!assignment.assignee->empty()) {
      if (auto ok = check_name("assignee", *assignment.assignee); !ok) return ok;
    }
    one->assignee = *assignment.assignee;
  }
  if (assignment.due) {
    if (!assignment.due->empty()) {
      if (auto ok = check_day(*assignment.due); !ok) return ok;
    }
    one->due = *assignment.due;
  }
  return note(journal, *one, "assigned", [&](text::JsonWriter& json) {
    json.member("assignee", one->assignee).member("due", one->due);
  });
}

Result<void> comment(Journal& journal, const SeenCase& which, const std::string& text) {
  if (auto ok = check_text("comment", text); !ok) return ok;
  const Result<Case> one = seen_case(journal.database(), which);
  if (!one) return std::unexpected(one.error());
  return note(journal, *one, "commented",
              [&](text::JsonWriter& json) { json.member("text", text); });
}

Result<void> attach(Journal& journal, const SeenCase& which, const Attachment& file) {
  for (const auto& [what, name] :
       {std::pair{"name", &file.name}, std::pair{"media", &file.media}}) {
    if (auto ok = check_name(what, *name); !ok) return ok;
  }
  if (file.sha256.size() != kHashDigits) return fail(ErrorCode::kBadInput, "the hash is missing");
  const Result<Case> one = seen_case(journal.database(), which);
  if (!one) return std::unexpected(one.error());
  return note(journal, *one, "attached", [&](text::JsonWriter& json) {
    json.member("name", file.name).member("media", file.media).member("bytes", file.bytes);
    json.member("sha256", file.sha256);
    if (file.body.empty()) return;
    json.member("body", file.body).member("body_key", file.body_key);
    json.member("body_bytes", file.body_bytes);
  });
}

Result<std::vector<Attachment>> attachments_of(store::Database& database, int64_t id) {
  const auto steps = steps_of(database, {ThingKind::kCase, id});
  if (!steps) return std::unexpected(steps.error());
  std::vector<Attachment> out;
  for (const Step& step : *steps) {
    if (step.what != "attached") continue;
    const Result<text::JsonValue> content = text::JsonValue::parse(step.content);
    if (!content) return std::unexpected(content.error());
    const auto text_of = [&](std::string_view key) {
      const text::JsonValue* value = content->find(key);
      return value == nullptr ? std::string() : std::string(value->as_string().value_or(""));
    };
    const auto number_of = [&](std::string_view key) {
      const text::JsonValue* value = content->find(key);
      return value == nullptr ? int64_t{0} : value->as_int().value_or(0);
    };
    out.push_back({text_of("name"), text_of("media"), number_of("bytes"), text_of("sha256"),
                   text_of("body"), text_of("body_key"), number_of("body_bytes")});
  }
  return out;
}

Result<void> set_awareness(Journal& journal, const SeenCase& which, const Awareness& awareness) {
  if (auto ok = check_text("reason", awareness.reason); !ok) return ok;
  if (awareness.at > journal.author().now) {
    return fail(ErrorCode::kBadInput, "the day of awareness is still to come");
  }
  Result<Case> one = seen_case(journal.database(), which);
  if (!one) return std::unexpected(one.error());
  const std::optional<Instant> before = one->aware_at;
  one->aware_at = awareness.at;
  one->wrongful = awareness.wrongful;
  return note(journal, *one, "awareness", [&](text::JsonWriter& json) {
    json.member("aware_at", text::rfc3339(awareness.at, text::kJst));
    json.member("wrongful_purpose", awareness.wrongful);
    if (before) json.member("instead_of", text::rfc3339(*before, text::kJst));
    json.member("reason", awareness.reason);
  });
}

Result<void> note_report(Journal& journal, const SeenCase& which, const Report& report) {
  for (const auto& [what, name] :
       {std::pair{"rule", &report.rule}, std::pair{"reference", &report.reference}}) {
    if (auto ok = check_name(what, *name); !ok) return ok;
  }
  if (auto ok = check_day(report.day); !ok) return ok;
  const Result<Case> one = seen_case(journal.database(), which);
  if (!one) return std::unexpected(one.error());
  const auto known = reports_of(journal.database(), one->id);
  if (!known) return std::unexpected(known.error());
  if (std::ranges::find(*known, report.rule, &Report::rule) != known->end()) {
    return not_now(fmt::format("the report of `{}` is noted already", report.rule),
                   "Say in a comment what is to be added.");
  }
  const auto done = journal.database().run(
      "INSERT INTO case_report (case_id, rule, reported_on, reference) VALUES ($1, $2, $3, $4)",
      one->id, std::string_view(report.rule), std::string_view(report.day),
      std::string_view(report.reference));
  if (!done) return std::unexpected(done.error());
  return note(journal, *one, "reported", [&](text::JsonWriter& json) {
    json.member("rule", report.rule).member("day", report.day);
    json.member("reference", report.reference);
  });
}

Result<std::vector<Report>> reports_of(store::Database& database, int64_t id) {
  std::vector<Report> out;
  auto done = database.query(
      [&](const store::ResultRow& row) -> Result<void> {
        out.push_back(
            {std::string(row.text(0)), std::string(row.text(1)), std::string(row.text(2))});
        return {};
      },
      "SELECT rule, reported_on, reference FROM case_report WHERE case_id = $1 ORDER BY rule", id);
  if (!done) return std::unexpected(done.error());
  return out;
}

std::optional<int64_t> day_named(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  const auto year = text::parse_u64(text.substr(0, 4));
  const auto month = text::parse_u64(text.substr(5, 2));
  const auto day = text::parse_u64(text.substr(8, 2));
  if (!year || !month || !day) return std::nullopt;
  const text::CivilTime civil{.year = static_cast<int>(*year),
                              .month = static_cast<int>(*month),
                              .day = static_cast<int>(*day)};
  if (!text::valid(civil)) return std::nullopt;
  return text::days_from_civil(civil.year, civil.month, civil.day);
}

std::string day_text(int64_t day) {
  const text::CivilTime civil = text::civil_from_days(day);
  return fmt::format("{:04}-{:02}-{:02}", civil.year, civil.month, civil.day);
}

int64_t day_of(Instant instant) {
  const text::CivilTime civil = text::to_civil(instant, text::kJst);
  return text::days_from_civil(civil.year, civil.month, civil.day);
}

}  // namespace sekisho::casework
