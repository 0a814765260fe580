#include "service/identity/members.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>

#include "identity/event.h"
#include "service/identity/limits.h"
#include "service/identity/stored_identities.h"

namespace sekisho::service {
namespace {

constexpr std::array<std::string_view, 5> kEmployers{"operator", "affiliate", "affiliate-it",
                                                     "contractor", "assessor"};
constexpr std::string_view kRoles = "; roles ";
constexpr std::string_view kComma = ", ";
constexpr std::string_view kColumns =
    "user_id, person, employer, roles, administers, approves, assignment_ends, deputies, revision";

std::vector<std::string> words_in(std::string_view list) {
  std::vector<std::string> out;
  while (!list.empty()) {
    const size_t end = std::min(list.find(' '), list.size());
    out.emplace_back(list.substr(0, end));
    list.remove_prefix(std::min(end + 1, list.size()));
  }
  return out;
}

std::string list_of(const std::vector<std::string>& words) {
  return fmt::format("{}", fmt::join(words, " "));
}

Member member_in(const store::ResultRow& row) {
  Member out{.user = {std::string(row.text(0))}};
  out.person = row.text(1);
  out.employer = row.text(2);
  out.roles = words_in(row.text(3));
  out.administers = words_in(row.text(4));
  out.approves = row.integer(5) != 0;
  if (!row.is_null(6)) out.assignment_ends = Instant{row.integer(6)};
  out.deputies = words_in(row.text(7));
  out.revision = static_cast<uint64_t>(row.integer(8));
  return out;
}

bool is_word(const std::string& word) {
  return !word.empty() && word.size() <= kMaxMemberWordBytes &&
         std::ranges::all_of(word, [](char c) { return c > ' ' && c != '\x7f'; });
}

Result<void> check(const Member& member, const identity::Administration::Decision& decision) {
  const auto wrong = [](std::string message) {
    return fail(ErrorCode::kUsage, std::move(message), {}, "See docs/roles.md.");
  };
  for (const std::string& role : member.roles) {
    if (!office::role_named(role)) return wrong(fmt::format("there is no role `{}`", role));
  }
  if (std::ranges::find(kEmployers, member.employer) == kEmployers.end()) {
    return wrong(fmt::format("there is no employer `{}`", member.employer));
  }
  if (member.person.size() > kMaxMemberWordBytes) return wrong("the person's code is too long");
  for (const auto* list : {&member.administers, &member.deputies}) {
    if (list->size() > kMaxMemberWords) return wrong("these are too many");
    for (const std::string& word : *list) {
      if (!is_word(word)) return wrong(fmt::format("`{}` cannot be a code", word));
    }
  }
  if (decision.by == member.user && member.revision != 0) {
    return fail(ErrorCode::kUsage, "nobody changes their own roles", {},
                "Let another administrator do it.");
  }
  return {};
}

LedgerEntry entry_of(const Member& member, const identity::Administration::Decision& decision,
                     Instant now) {
  const identity::ActEvent event{
      .time = now,
      .actor = decision.by,
      .act = member.revision == 0 ? identity::ActKind::kAdd : identity::ActKind::kChange,
      .subject = member.user,
      .target = "roles",
      .approved_by = decision.by,
      .number = decision.number,
      .reason = statement_of(member)};
  return {identity::draft_of(event, kOwnSystem)};
}

}  // namespace

std::string statement_of(const Member& member) {
  std::string out = "employer " + member.employer;
  if (!member.roles.empty()) out += fmt::format("{}{}", kRoles, fmt::join(member.roles, kComma));
  if (!member.administers.empty()) {
    out += fmt::format("; administers {}", fmt::join(member.administers, kComma));
  }
  if (member.approves) out += "; approves";
  if (!member.deputies.empty()) {
    out += fmt::format("; deputies {}", fmt::join(member.deputies, kComma));
  }
  return out;
}

std::vector<std::string> roles_in_statement(std::string_view statement) {
  std::vector<std::string> out;
  const size_t at = statement.find(kRoles);
  if (at == std::string_view::npos) return out;
  statement.remove_prefix(at + kRoles.size());
  statement = statement.substr(0, statement.find(';'));
  while (!statement.empty()) {
    const size_t end = std::min(statement.find(kComma), statement.size());
    out.emplace_back(statement.substr(0, end));
    statement.remove_prefix(std::min(end + kComma.size(), statement.size()));
  }
  return out;
}

Result<std::optional<Member>> Members::find(const identity::UserId& user) {
  std::optional<Member> out;
  auto done = ledger_.read([&](store::Database& database) {
    return database.query(
        [&](const store::ResultRow& row) -> Result<void> {
          out = member_in(row);
          return {};
        },
        fmt::format("SELECT {} FROM office_member WHERE user_id = $1", kColumns),
        std::string_view(user.value));
  });
  if (!done) return std::unexpected(done.error());
  return out;
}

Result<std::vector<Member>> Members::all() {
  std::vector<Member> out;
  auto done = ledger_.read([&](store::Database& database) {
    return database.query(
        [&](const store::ResultRow& row) -> Result<void> {
          out.push_back(member_in(row));
          return {};
        },
        fmt::format("SELECT {} FROM office_member ORDER BY user_id", kColumns));
  });
  if (!done) return std::unexpected(done.error());
  return out;
}

Result<void> Members::put(const Member& member, const identity::Administration::Decision& decision,
                          Instant now) {
  if (auto ok = check(member, decision); !ok) return ok;
  const std::string roles = list_of(member.roles);
  const std::string administers = list_of(member.administers);
  const std::string deputies = list_of(member.deputies);
  const auto work = [&](store::Database& database) -> Result<std::vector<LedgerEntry>> {
    const auto stored = database.number("SELECT revision FROM office_member WHERE user_id = $1",
                                        std::string_view(member.user.value));
    if (!stored) return std::unexpected(stored.error());
    if (static_cast<uint64_t>(stored->value_or(0)) != member.revision) {
      return fail(ErrorCode::kUsage, "somebody else changed the roles meanwhile", {},
                  "Look at them once more.");
    }
    // What they were let see before, they see no longer.
    const auto looks = database.run(
        "DELETE FROM office_unmasking WHERE session_id IN "
        "(SELECT id FROM identity_session WHERE user_id = $1)",
        std::string_view(member.user.value));
    if (!looks) return std::unexpected(looks.error());
    const auto gone = database.run("DELETE FROM office_member WHERE user_id = $1",
                                   std::string_view(member.user.value));
    if (!gone) return std::unexpected(gone.error());
    const auto put = database.run(
        fmt::format("INSERT INTO office_member ({}) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
                    kColumns),
        std::string_view(member.user.value), std::string_view(member.person),
        std::string_view(member.employer), std::string_view(roles), std::string_view(administers),
        member.approves ? 1 : 0, member.assignment_ends, std::string_view(deputies),
        member.revision + 1);
    if (!put) return std::unexpected(put.error());
    return std::vector{entry_of(member, decision, now)};
  };
  const auto written = ledger_.write(work, now);
  return written ? Result<void>() : std::unexpected(written.error());
}

office::Caller office_caller(const identity::UserId& user, const std::optional<Member>& member,
                             Instant now) {
  office::Caller out{.id = user.value, .now = now};
  if (!member) return out;
  for (const std::string& name : member->roles) {
    if (const auto role = office::role_named(name)) out.roles.insert(*role);
  }
  out.employer = member->employer;
  out.administers.insert(member->administers.begin(), member->administers.end());
  out.approves = member->approves;
  out.assignment_ends = member->assignment_ends;
  return out;
}

office::Superior superior_of(const identity::UserId& user, const std::optional<Member>& member) {
  const office::Caller known = office_caller(user, member, {});
  office::Superior out{.id = user.value, .roles = known.roles, .approves = known.approves};
  if (member) out.deputies.insert(member->deputies.begin(), member->deputies.end());
  return out;
}

}  // namespace sekisho::service
