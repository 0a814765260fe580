#include "casework/inquiry.h"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>

#include "casework/case_rows.h"
#include "casework/limits.h"
#include "text/fold.h"
#include "text/time_format.h"

namespace sekisho::casework {
namespace {

// Supply points have 22 digits and customer numbers up to 14; a day and an hour have 10.
constexpr size_t kDigitsOfARecord = 12;
constexpr size_t kHashDigits = 64;

// INVARIANT: in the order of inquiry_in.
constexpr std::string_view kColumns =
    "id, case_id, addressee_kind, addressee, subject, question, due, state, named_user, "
    "link_sha256, asked_by, asked_at, reminders, answer, answered_by, answered_at, "
    "(SELECT MAX(revision) FROM work_step WHERE thing = inquiry.thing)";

Inquiry inquiry_in(const store::ResultRow& row) {
  Inquiry out;
  out.id = row.integer(0);
  out.case_id = row.integer(1);
  out.kind = addressee_named(row.text(2)).value_or(Addressee::kManager);
  out.addressee = row.text(3);
  out.subject = row.text(4);
  out.question = row.text(5);
  out.due = row.text(6);
  const auto* const state = std::ranges::find(kInquiryStates, row.text(7));
  if (state != kInquiryStates.end()) {
    out.state = static_cast<InquiryState>(state - kInquiryStates.begin());
  }
  out.named_user = row.text(8);
  out.has_link = !row.is_null(9) && out.state == InquiryState::kOpen;
  out.asked_by = row.text(10);
  out.asked_at = Instant{row.integer(11)};
  out.reminders = row.integer(12);
  out.answer = row.text(13);
  out.answered_by = row.text(14);
  if (!row.is_null(15)) out.answered_at = Instant{row.integer(15)};
  out.revision = row.integer(16);
  return out;
}

template <class... Values>
Result<std::vector<Inquiry>> inquiries_where(store::Database& database, std::string_view condition,
                                             const Values&... values) {
  std::vector<Inquiry> out;
  auto done = database.query(
      [&](const store::ResultRow& row) -> Result<void> {
        out.push_back(inquiry_in(row));
        return {};
      },
      fmt::format("SELECT {} FROM inquiry WHERE {} ORDER BY id", kColumns, condition), values...);
  if (!done) return std::unexpected(done.error());
  return out;
}

Result<void> read_looks(store::Database& database, Inquiry& inquiry) {
  return database.query(
      [&](const store::ResultRow& row) -> Result<void> {
        inquiry.looks.push_back({Instant{row.integer(0)}, std::string(row.text(1))});
        return {};
      },
      "SELECT at, system FROM inquiry_look WHERE inquiry_id = $1 ORDER BY place", inquiry.id);
}

Result<void> check_question(const Question& question) {
  for (const auto& [what, name] :
       {std::pair{"addressee", &question.addressee}, std::pair{"subject", &question.subject}}) {
    if (auto ok = check_name(what, *name); !ok) return ok;
  }
  if (auto ok = check_text("question", question.question); !ok) return ok;
  if (!day_named(question.due)) {
    return fail(ErrorCode::kBadInput, fmt::format("`{}` is no day", question.due), {},
                "Write YYYY-MM-DD.");
  }
  if (question.named_user.empty() == question.link_sha256.empty()) {
    return fail(ErrorCode::kBadInput, "either a user or a link answers");
  }
  if (!question.link_sha256.empty() && question.link_sha256.size() != kHashDigits) {
    return fail(ErrorCode::kBadInput, "the hash of the link is missing");
  }
  if (const auto named = named_in(question.question, question.forbidden)) {
    return fail(ErrorCode::kBadInput,
                fmt::format("the question names a record or a supplier: `{}`", *named), {},
                "Ask about times and systems only.");
  }
  return {};
}

Result<void> insert(Journal& journal, const SeenCase& about, const Question& question, int64_t id,
                    const std::vector<Look>& looks) {
  store::Database& database = journal.database();
  const std::optional<std::string_view> link =
      question.link_sha256.empty() ? std::nullopt
                                   : std::optional<std::string_view>(question.link_sha256);
  const auto done = database.run(
      "INSERT INTO inquiry (id, thing, case_id, addressee_kind, addressee, subject, question, due, "
      "state, link_sha256, named_user, asked_by, asked_at, reminders, answer, answered_by, "
      "answered_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 'open', $9, $10, $11, $12, 0, '', '', "
      "NULL)",
      id, std::string_view(name_of(Thing{ThingKind::kInquiry, id})), about.id,
      name_of(question.kind), std::string_view(question.addressee),
      std::string_view(question.subject), std::string_view(question.question),
      std::string_view(question.due), link, std::string_view(question.named_user),
      std::string_view(journal.author().by), journal.author().now);
  if (!done) return std::unexpected(done.error());
  for (size_t i = 0; i < looks.size(); ++i) {
    const auto added = database.run(
        "INSERT INTO inquiry_look (inquiry_id, place, at, system) VALUES ($1, $2, $3, $4)", id, i,
        looks[i].at, std::string_view(looks[i].system));
    if (!added) return std::unexpected(added.error());
  }
  return {};
}

struct End {
  InquiryState state;
  std::string answer, answered_by;
};
// An open inquiry changes its state, once.
Result<void> end(Journal& journal, const Inquiry& inquiry, const End& how, std::string_view what,
                 const Journal::Details& details) {
  const std::optional<Instant> answered =
      how.answered_by.empty() ? std::nullopt : std::optional(journal.author().now);
  const auto done = journal.database().run(
      "UPDATE inquiry SET state = $1, answer = $2, answered_by = $3, answered_at = $4, "
      "link_sha256 = NULL WHERE id = $5 AND state = 'open'",
      name_of(how.state), std::string_view(how.answer), std::string_view(how.answered_by), answered,
      inquiry.id);
  if (!done) return std::unexpected(done.error());
  if (*done == 0) {
    return not_now(fmt::format("inquiry {} is not open", inquiry.id), "Ask anew.");
  }
  const auto noted = journal.add({ThingKind::kInquiry, inquiry.id}, what, details);
  if (!noted) return std::unexpected(noted.error());
  return {};
}

}  // namespace

std::optional<Addressee> addressee_named(std::string_view name) {
  const auto* const found = std::ranges::find(kAddressees, name);
  if (found == kAddressees.end()) return std::nullopt;
  return static_cast<Addressee>(found - kAddressees.begin());
}

std::vector<Look> looks_of(std::span<const CaseFinding> findings, std::string_view person) {
  std::vector<Look> out;
  if (person.empty()) return out;
  for (const CaseFinding& one : findings) {
    if (one.viewer == person || one.holder == person) out.push_back({one.at, one.system});
  }
  std::ranges::sort(out, {}, [](const Look& look) { return std::tie(look.at, look.system); });
  const auto repeated = std::ranges::unique(out);
  out.erase(repeated.begin(), repeated.end());
  return out;
}

std::optional<std::string> named_in(std::string_view question,
                                    std::span<const std::string> forbidden) {
  const std::string folded = text::match_key(question);
  for (const std::string& one : forbidden) {
    const std::string name = text::match_key(one);
    if (!name.empty() && folded.find(name) != std::string::npos) return one;
  }
  // Digits may be grouped.
  std::string digits;
  for (const char one : folded) {
    if ('0' <= one && one <= '9') {
      digits += one;
      if (digits.size() >= kDigitsOfARecord) return digits;
    } else if (one != '-') {
      digits.clear();
    }
  }
  return std::nullopt;
}

Result<int64_t> ask(Journal& journal, const SeenCase& about, const Question& question) {
  if (auto ok = check_question(question); !ok) return std::unexpected(ok.error());
  const Result<Case> one = seen_case(journal.database(), about);
  if (!one) return std::unexpected(one.error());
  const auto findings = findings_of(journal.database(), about.id);
  if (!findings) return std::unexpected(findings.error());
  std::vector<Look> looks = looks_of(*findings, question.subject);
  std::erase_if(looks, [&](const Look& look) { return !question.during.contains(look.at); });
  if (looks.empty()) {
    return not_now(fmt::format("case {} has no access of `{}`", about.id, question.subject));
  }
  if (looks.size() > kMaxLooksAsked) {
    return fail(
        ErrorCode::kBadInput,
        fmt::format("`{}` has {} accesses in case {}", question.subject, looks.size(), about.id),
        {}, fmt::format("Ask about a shorter time: at most {}.", kMaxLooksAsked));
  }
  const Result<int64_t> id = next_id(journal.database(), "SELECT MAX(id) FROM inquiry");
  if (!id) return std::unexpected(id.error());
  if (auto done = insert(journal, about, question, *id, looks); !done) {
    return std::unexpected(done.error());
  }
  const auto noted = journal.add({ThingKind::kInquiry, *id}, "asked", [&](text::JsonWriter& json) {
    json.member("case", about.id).member("to", name_of(question.kind));
    json.member("addressee", question.addressee).member("subject", question.subject);
    json.member("question", question.question).member("due", question.due);
    json.member("looks", looks.size());
    if (!question.named_user.empty()) json.member("user", question.named_user);
  });
  if (!noted) return std::unexpected(noted.error());
  const auto told = journal.add({ThingKind::kCase, about.id}, "inquired",
                                [&](text::JsonWriter& json) { json.member("inquiry", *id); });
  if (!told) return std::unexpected(told.error());
  return *id;
}

Result<void> answer(Journal& journal, const Inquiry& inquiry, const std::string& text,
                    const std::string& name) {
  const std::string& by = inquiry.named_user.empty() ? name : journal.author().by;
  if (auto ok = check_text("answer", text); !ok) return ok;
  if (auto ok = check_name("name of who answers", by); !ok) return ok;
  if (!inquiry.named_user.empty() && inquiry.named_user != journal.author().by) {
    return not_now(fmt::format("inquiry {} was put to somebody else", inquiry.id));
  }
  return end(journal, inquiry, {InquiryState::kAnswered, text, by}, "answered",
             [&](text::JsonWriter& json) {
               json.member("text", text).member("name", by);
               json.member("late", day_text(day_of(journal.author().now)) > inquiry.due);
             });
}

Result<void> withdraw(Journal& journal, const Inquiry& inquiry, const std::string& reason) {
  if (auto ok = check_text("reason", reason); !ok) return ok;
  return end(journal, inquiry, {InquiryState::kWithdrawn, "", ""}, "withdrawn",
             [&](text::JsonWriter& json) { json.member("reason", reason); });
}

Result<void> note_reminder(Journal& journal, const Inquiry& inquiry) {
  const auto done = journal.database().run(
      "UPDATE inquiry SET reminders = reminders + 1 WHERE id = $1 AND state = 'open'", inquiry.id);
  if (!done) return std::unexpected(done.error());
  if (*done == 0) return not_now(fmt::format("inquiry {} is not open", inquiry.id));
  const auto noted = journal.add({ThingKind::kInquiry, inquiry.id}, "reminded");
  if (!noted) return std::unexpected(noted.error());
  return {};
}

Result<Inquiry> find_inquiry(store::Database& database, int64_t id) {
  auto found = inquiries_where(database, "id = $1", id);
  if (!found) return std::unexpected(found.error());
  if (found->empty()) return fail(ErrorCode::kNotFound, fmt::format("there is no inquiry {}", id));
  if (auto read = read_looks(database, found->front()); !read) return std::unexpected(read.error());
  return std::move(found->front());
}

Result<Inquiry> linked_inquiry(store::Database& database, std::string_view link_sha256) {
  auto found = inquiries_where(database, "link_sha256 = $1 AND state = 'open'", link_sha256);
  if (!found) return std::unexpected(found.error());
  if (found->empty()) return fail(ErrorCode::kNotFound, "there is no such inquiry");
  if (auto read = read_looks(database, found->front()); !read) return std::unexpected(read.error());
  return std::move(found->front());
}

Result<std::vector<Inquiry>> list_inquiries(store::Database& database, int64_t case_id,
                                            std::string_view state) {
  return inquiries_where(database, "(case_id = $1 OR $1 = 0) AND (state = $2 OR $2 = '')", case_id,
                         state);
}

bool wants_reminder(const Inquiry& inquiry, const ReminderRule& rule, int64_t today) {
  const auto due = day_named(inquiry.due);
  if (inquiry.state != InquiryState::kOpen || !due) return false;
  int64_t wanted =
      std::ranges::count_if(rule.days_before, [&](int days) { return *due - days <= today; });
  if (rule.every_days_after > 0 && today > *due) {
    wanted += (today - *due) / rule.every_days_after;
  }
  return inquiry.reminders < wanted;
}

}  // namespace sekisho::casework
