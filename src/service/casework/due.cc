#include "service/casework/due.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <tuple>

#include "casework/case_rows.h"
#include "casework/inquiry.h"
#include "service/casework/casework_json.h"
#include "text/json_writer.h"

namespace sekisho::service {
namespace {

using casework::Case;
using casework::CaseState;

constexpr int64_t kCasesAtOnce = 1000;
constexpr std::array<std::string_view, 3> kKinds{"case", "deadline", "inquiry"};

class Gatherer {
 public:
  Gatherer(store::Database& database, const DeskRules& rules, int64_t today, int64_t ahead)
      : database_(database), rules_(rules), today_(today), until_(today + ahead) {}

  Result<std::vector<Due>> run() {
    if (auto done = cases(); !done) return std::unexpected(done.error());
    if (auto done = inquiries(); !done) return std::unexpected(done.error());
    std::ranges::sort(out_, {}, [](const Due& one) {
      return std::tuple(one.day, one.case_id, one.kind, one.inquiry);
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

  void add(Due due) {
    if (due.day > until_ && !due.remind) return;
    due.overdue = due.day < today_;
    out_.push_back(std::move(due));
  }

  store::Database& database_;
  const DeskRules& rules_;
  int64_t today_, until_;
  std::vector<Due> out_;
};

}  // namespace

Result<std::vector<Due>> what_is_due(store::Database& database, const DeskRules& rules,
                                     int64_t today, int64_t ahead) {
  return Gatherer(database, rules, today, ahead).run();
}

std::string due_json(const Due& due) {
  std::string out;
  text::JsonWriter json(out);
  json.begin_object().member("kind", kKinds[static_cast<size_t>(due.kind)]);
  json.member("due", casework::day_text(due.day)).member("overdue", due.overdue);
  json.member("case", std::to_string(due.case_id));
  if (due.kind == Due::Kind::kDeadline) json.key("deadline").raw(deadline_json(due.deadline));
  if (due.kind == Due::Kind::kInquiry) {
    json.member("inquiry", std::to_string(due.inquiry)).member("remind", due.remind);
  }
  json.end_object();
  return out;
}

}  // namespace sekisho::service
