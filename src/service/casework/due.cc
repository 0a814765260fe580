#include "service/casework/due.h"

#include <algorithm>
#include <array>
#include <map>
#include <string_view>
#include <tuple>

#include "casework/case_rows.h"
#include "casework/emergency.h"
#include "casework/inquiry.h"
#include "casework/watched_look.h"
#include "service/casework/casework_json.h"
#include "text/json_writer.h"

namespace sekisho::service {
namespace {

using casework::Case;
using casework::CaseState;

constexpr int64_t kCasesAtOnce = 1000;
constexpr uint64_t kLooksAtOnce = 1000;
constexpr std::array<std::string_view, 5> kKinds{"case", "deadline", "inquiry", "emergency",
                                                 "outage-looks"};

int64_t review_day(const DeskRules& rules, std::string_view review, Instant from) {
  const casework::DeadlineRule& rule = *rules.deadlines.review(review);
  return casework::due_day(rule, rules.calendar, casework::day_of(from), rule.days);
}

class Gatherer {
 public:
  Gatherer(store::Database& database, const DeskRules& rules, Instant now, int64_t ahead)
      : database_(database),
        rules_(rules),
        now_(now),
        today_(casework::day_of(now)),
        until_(today_ + ahead) {}

  Result<std::vector<Due>> run() {
    if (auto done = cases(); !done) return std::unexpected(done.error());
    if (auto done = inquiries(); !done) return std::unexpected(done.error());
    if (auto done = emergencies(); !done) return std::unexpected(done.error());
    if (auto done = outage_looks(); !done) return std::unexpected(done.error());
    std::ranges::sort(out_, {}, [](const Due& one) {
      return std::tuple(one.day, one.case_id, one.kind, one.inquiry, one.emergency);
    });
    return std::move(out_);
  }

 private:
  Result<void> cases() {
    for (int64_t from = 0;; from += kCasesAtOnce) {
      const auto page = casework::list_cases(database_, {}, {}, from, kCasesAtOnce);
      if (!page) return std::unexpected(page.error());
      if (page->cases.empty()) return {};
      for (const Case& one : page->cases) {
        if (auto done = add_case(one); !done) return done;
      }
    }
  }

  Result<void> add_case(const Case& one) {
    const bool open = one.state == CaseState::kOpen || one.state == CaseState::kTriaged;
    const auto day = casework::day_named(one.due);
    if (open && day) add({.kind = Due::Kind::kCase, .day = *day, .case_id = one.id});
    if (!one.aware_at) return {};
    const auto reports = casework::reports_of(database_, one.id);
    if (!reports) return std::unexpected(reports.error());
    for (const casework::Deadline& deadline :
         casework::deadlines_of(rules_.deadlines, rules_.calendar, one, *reports, today_)) {
      if (!deadline.reported_on.empty()) continue;
      add({.kind = Due::Kind::kDeadline,
           .day = deadline.due,
           .case_id = one.id,
           .deadline = deadline});
    }
    return {};
  }

  Result<void> inquiries() {
    const auto all = casework::list_inquiries(database_, 0, "open");
    if (!all) return std::unexpected(all.error());
    for (const casework::Inquiry& one : *all) {
      const bool remind = casework::wants_reminder(one, rules_.deadlines.reminders, today_);
      add({.kind = Due::Kind::kInquiry,
           .day = casework::day_named(one.due).value_or(today_),
           .case_id = one.case_id,
           .inquiry = one.id,
           .remind = remind});
    }
    return {};
  }

  Result<void> emergencies() {
    const auto all = casework::list_emergencies(database_, now_);
    if (!all) return std::unexpected(all.error());
    for (const casework::Emergency& one : *all) {
      if (one.state != casework::EmergencyState::kOver) continue;
      add({.kind = Due::Kind::kEmergency,
           .day = review_day(rules_, casework::kBreakGlassReview, *one.ends),
           .emergency = one.id});
    }
    return {};
  }

  Result<void> outage_looks() {
    std::map<int64_t, uint64_t> by_day;
    for (uint64_t from = 0;; from += kLooksAtOnce) {
      const auto page = casework::outage_looks(database_, false, from, kLooksAtOnce);
      if (!page) return std::unexpected(page.error());
      for (const casework::WatchedLook& look : page->looks)
        ++by_day[review_day(rules_, casework::kOutageLookReview, look.at)];
      if (page->looks.size() < kLooksAtOnce) break;
    }
    for (const auto& [day, looks] : by_day)
      add({.kind = Due::Kind::kOutageLooks, .day = day, .looks = looks});
    return {};
  }

  void add(Due due) {
    if (due.day > until_ && !due.remind) return;
    due.overdue = due.day < today_;
    out_.push_back(std::move(due));
  }

  store::Database& database_;
  const DeskRules& rules_;
  Instant now_;
  int64_t today_, until_;
  std::vector<Due> out_;
};

}  // namespace

Result<std::vector<Due>> what_is_due(store::Database& database, const DeskRules& rules, Instant now,
                                     int64_t ahead) {
  return Gatherer(database, rules, now, ahead).run();
}

std::string due_json(const Due& due) {
  std::string out;
  text::JsonWriter json(out);
  json.begin_object().member("kind", kKinds[static_cast<size_t>(due.kind)]);
  json.member("due", casework::day_text(due.day)).member("overdue", due.overdue);
  if (due.case_id != 0) json.member("case", std::to_string(due.case_id));
  if (due.emergency != 0) json.member("emergency", std::to_string(due.emergency));
  if (due.looks != 0) json.member("looks", due.looks);
  if (due.kind == Due::Kind::kDeadline) json.key("deadline").raw(deadline_json(due.deadline));
  if (due.kind == Due::Kind::kInquiry) {
    json.member("inquiry", std::to_string(due.inquiry)).member("remind", due.remind);
  }
  json.end_object();
  return out;
}

}  // namespace sekisho::service
