#include "service/disaster/disasters.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "base/file.h"
#include "disaster/disaster.h"
#include "service/identity/admission.h"
#include "service/installation.h"
#include "service/store/store_session.h"
#include "store/change_body.h"
#include "store/fact.h"

namespace sekisho::service {
namespace {

using disaster::DeskFacts;
using disaster::Lending;

constexpr uint64_t kMaxRulesBytes = 1 << 20;
constexpr std::string_view kClock = "expiry";  // who acts when a time has come

}  // namespace

Result<disaster::DisasterRules> load_disaster_rules(const std::filesystem::path& policies) {
  std::filesystem::path directory = policies;
  if (directory.empty()) {
    Result<std::filesystem::path> found = shipped("policies");
    if (!found) return std::unexpected(found.error());
    directory = std::move(*found);
  }
  const Result<std::string> text = read_file(directory / "disasters.toml", kMaxRulesBytes);
  if (!text) return std::unexpected(text.error());
  return disaster::DisasterRules::parse(*text, "disasters.toml");
}

Result<void> Disasters::act(const casework::Author& author, const Ground& ground,
                            const Work& work) {
  bool changed = false;
  const auto transaction = [&](store::Database& database) -> Result<std::vector<LedgerEntry>> {
    casework::Journal journal(database, author);
    DeskFacts facts(database);
    if (auto done = work(journal, facts); !done) return std::unexpected(done.error());
    const auto change = facts.record(author, ground.reason, ground.number);
    if (!change) return std::unexpected(change.error());
    auto entries = parts_.desk->entries_of(journal);
    if (!entries) return entries;
    changed = change->has_value();
    if (!changed) return entries;
    const store::ChangeBody body{.change = **change, .profiles = {}, .contents = {}};
    const auto no_content = [](size_t, const store::Put&) -> Result<void> { return {}; };
    Result<LedgerEntry> entry = entry_of_change(*parts_.ledger, body, no_content);
    if (!entry) return std::unexpected(entry.error());
    entries->push_back(std::move(*entry));
    return entries;
  };
  const auto written = parts_.ledger->write(transaction, author.now);
  if (!written) return std::unexpected(written.error());
  if (!changed) return {};
  if (auto shown = parts_.ledger->publish(); !shown) return shown;
  parts_.changed();
  return {};
}

// The registers say what kind of company it is; one that they do not know is nobody's affiliate as
// far as anybody knows.
Result<std::string> Disasters::employer_of(const std::string& entity) {
  std::string out = "contractor";
  const auto done = parts_.ledger->read([&](store::Database& database) -> Result<void> {
    const auto facts = disaster::known_facts(database, entity, reg::Table::kEntities);
    if (!facts) return std::unexpected(facts.error());
    for (const store::Fact& fact : *facts) {
      store::StatedRow row;
      if (auto read = row.read(fact.says); !read) return read;
      if (row.row().kind == static_cast<uint8_t>(reg::EntityKind::kAffiliate)) out = "affiliate";
    }
    return {};
  });
  if (!done) return std::unexpected(done.error());
  return out;
}

Result<identity::EnrolmentCode> Disasters::issue_code(const casework::Author& author,
                                                      const CodeWish& wish) {
  Lending lending;
  const auto read = parts_.ledger->read([&](store::Database& database) -> Result<void> {
    auto found = disaster::find_lending(database, wish.lending);
    if (!found) return std::unexpected(found.error());
    lending = std::move(*found);
    return {};
  });
  if (!read) return std::unexpected(read.error());
  const identity::UserId user = parts_.people->user_of(lending.what.person);
  const auto known = parts_.people->storage.user(user);
  if (!known) return std::unexpected(known.error());
  if (*known && (*known)->state != identity::UserState::kInvited) {
    return casework::not_now(fmt::format("`{}` has a log-in already", lending.what.person),
                             "They log in with what they have.");
  }
  const Result<std::string> employer = employer_of(lending.what.employer);
  if (!employer) return std::unexpected(employer.error());
  // Said first: a code that nobody notes could be made twice.
  const auto noted = act(author, {}, [&](casework::Journal& journal, DeskFacts&) -> Result<void> {
    return disaster::note_code(journal, wish.lending, user.value, wish.again);
  });
  if (!noted) return std::unexpected(noted.error());
  return invite(*parts_.people,
                {.login_name = lending.what.person,
                 .person = lending.what.person,
                 .employer = *employer,
                 .by = {author.by},
                 .number = wish.number,
                 .code_ends = lending.period.until},
                author.now);
}

Result<void> Disasters::end_log_in(const Lending& lending, Instant now) {
  if (lending.log_in.empty()) return {};
  // Another lending of theirs may go on.
  bool goes_on = false;
  std::string number;
  const auto read = parts_.ledger->read([&](store::Database& database) -> Result<void> {
    const auto opening = disaster::find_opening(database, lending.opening);
    if (!opening) return std::unexpected(opening.error());
    number = opening->approval.empty() ? opening->code : opening->approval;
    const auto all = disaster::list_lendings(database, {});
    if (!all) return std::unexpected(all.error());
    goes_on = std::ranges::any_of(*all, [&](const Lending& one) {
      return one.what.person == lending.what.person && one.period.contains(now);
    });
    return {};
  });
  if (!read || goes_on) return read;
  const std::string by = lending.ended_by.empty() ? lending.lent_by : lending.ended_by;
  const auto removed =
      parts_.people->administration.remove({.by = {by}, .number = number}, {lending.log_in}, now);
  return removed ? Result<void>() : std::unexpected(removed.error());
}

Result<size_t> Disasters::settle(Instant now) {
  std::vector<Lending> ended;
  const auto read = parts_.ledger->read([&](store::Database& database) -> Result<void> {
    auto found = disaster::ended_lendings(database, now);
    if (!found) return std::unexpected(found.error());
    ended = std::move(*found);
    return {};
  });
  if (!read) return std::unexpected(read.error());
  for (const Lending& one : ended) {
    if (auto done = end_log_in(one, now); !done) return std::unexpected(done.error());
    const std::string by = one.ended_by.empty() ? std::string(kClock) : one.ended_by;
    const auto proven =
        act({by, now}, {}, [&](casework::Journal& journal, DeskFacts&) -> Result<void> {
          // Somebody else may have been faster.
          const auto as_it_is = disaster::find_lending(journal.database(), one.id);
          if (!as_it_is) return std::unexpected(as_it_is.error());
          if (as_it_is->ceased || now < as_it_is->period.until) return {};
          return disaster::note_ceased(journal, one.id);
        });
    if (!proven) return std::unexpected(proven.error());
  }
  return ended.size();
}

}  // namespace sekisho::service
