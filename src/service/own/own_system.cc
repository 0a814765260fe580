#include "service/own/own_system.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <vector>

#include "service/own/limits.h"
#include "store/change_log.h"
#include "store/fact.h"
#include "store/fact_query.h"
#include "text/csv.h"
#include "text/json_writer.h"
#include "text/time_format.h"

namespace sekisho::service {
namespace {

using Names = std::map<std::string, std::string, std::less<>>;

// Login names by pseudonyms.
Result<Names> login_names(People& people) {
  const auto users = people.storage.users();
  if (!users) return std::unexpected(users.error());
  Names out;
  for (const identity::User& user : *users) out[user.id.value] = user.login_name;
  return out;
}

// The addresses of the registers by their pseudonyms.
Result<Names> addresses(People& people) {
  Names out;
  const auto done = people.ledger.read([&](store::Database& database) -> Result<void> {
    const Result<int64_t> newest = store::newest_change(database);
    if (!newest) return std::unexpected(newest.error());
    const auto take = [&](const store::Fact& fact) -> Result<void> {
      store::StatedRow row;
      if (auto read = row.read(fact.says); !read) return read;
      const std::string address = store::subject_of(fact.says.table, row.row());
      out[people.storage.pseudonym_of_source(address)] = address;
      return {};
    };
    return store::visit_facts_of(database, reg::Table::kAddresses, *newest, take);
  });
  if (!done) return std::unexpected(done.error());
  return out;
}

std::string_view known_as(const Names& names, std::string_view pseudonym) {
  const auto found = names.find(pseudonym);
  return found == names.end() ? pseudonym : std::string_view(found->second);
}

// Which of the words of the profile it is.
std::string_view operation_of(const OwnEntry& entry) {
  if (entry.kind == "login")
    return entry.reason.empty() || entry.result == "failure" ? "login" : "proof";
  if (entry.kind == "export") return "export";
  return entry.kind == "decision" ? "view" : "update";
}

// What people do to their own accounts shows them nothing; and what the server does itself is
// nobody's.
bool is_told(const OwnEntry& entry, const Names& names) {
  if (entry.kind != "act") return true;
  return names.contains(entry.actor) && entry.actor != entry.subject;
}

void write_line(std::string& out, const OwnEntry& entry, std::string_view account,
                std::string_view address) {
  text::JsonWriter json(out);
  json.begin_object()
      .member("time", text::rfc3339(entry.time, text::kUtc))
      .member("entry", entry.index)
      .member("account", account);
  if (!address.empty()) json.member("address", address);
  if (!entry.session.empty()) json.member("session", entry.session);
  json.member("operation", operation_of(entry));
  const std::string object = entry.kind == "act" && !entry.target.empty()
                                 ? fmt::format("{}/{}", entry.object, entry.target)
                                 : std::string(entry.object);
  if (!object.empty()) json.member("object", object);
  json.member("result", entry.result == "failure" ? "refused" : "done");
  if (entry.kind != "act" && !entry.reason.empty()) json.member("reason", entry.reason);
  json.end_object();
  out += '\n';
}

// From where people act. What names no session came from one that began within its longest time:
// where all of these began at one address, that is it.
class Sources {
 public:
  explicit Sources(int64_t longest) : longest_(longest) {}

  // Of the entries in their order; empty: not known.
  std::string_view of(const OwnEntry& entry) {
    if (!entry.source.empty()) {
      if (entry.session.empty()) return entry.source;  // a refused log-in
      Begun& begun = sessions_[std::string(entry.session)];
      begun = {entry.time, std::string(entry.source)};
      begun_by_[std::string(entry.actor)].push_back(begun);
      return begun.source;
    }
    if (!entry.session.empty()) {
      const auto found = sessions_.find(entry.session);
      return found == sessions_.end() ? std::string_view() : std::string_view(found->second.source);
    }
    return only_one(entry);
  }

 private:
  struct Begun {
    Instant time;
    std::string source;
  };

  std::string_view only_one(const OwnEntry& entry) {
    const auto found = begun_by_.find(entry.actor);
    if (found == begun_by_.end()) return {};
    std::vector<Begun>& all = found->second;
    std::erase_if(all, [&](const Begun& one) { return shifted(one.time, longest_) <= entry.time; });
    const bool same = !all.empty() && std::ranges::all_of(all, [&](const Begun& one) {
      return one.source == all.front().source;
    });
    return same ? std::string_view(all.front().source) : std::string_view();
  }

  const int64_t longest_;
  std::map<std::string, Begun, std::less<>> sessions_;
  std::map<std::string, std::vector<Begun>, std::less<>> begun_by_;
};

std::string date_of(Instant instant) {
  std::string out = text::date_iso(instant, text::kJst);
  std::erase(out, '-');
  return out;
}

// A row of a register that holds from one act to another.
struct Holding {
  std::string account;
  std::string role, basis;  // of an entitlement
  Period period{kForever, kForever};
};

// From when to when, as the acts on accounts tell.
class Accounts {
 public:
  void tell(const OwnEntry& entry) {
    if (entry.kind != "act" || entry.object != "account" || entry.subject.empty()) return;
    if (entry.target == "account") {
      set(entry, {}, entry.act != "remove");
    } else if (entry.target == "roles") {
      const std::vector<std::string> roles = roles_in_statement(entry.reason);
      for (const auto& [key, at] : open_) {
        if (key.first == entry.subject && !key.second.empty() &&
            std::ranges::find(roles, key.second) == roles.end()) {
          ended_.push_back(key);
        }
      }
      for (const auto& key : ended_) set(entry, key.second, false);
      ended_.clear();
      for (const std::string& role : roles) set(entry, role, true);
    }
  }
  const std::vector<Holding>& all() const { return all_; }

 private:
  using Key = std::pair<std::string, std::string>;  // whose, and which role; empty: the account

  void set(const OwnEntry& entry, const std::string& role, bool holds) {
    const Key key{entry.subject, role};
    const auto open = open_.find(key);
    if (holds == (open != open_.end())) return;  // it was so before
    if (holds) {
      open_[key] = all_.size();
      all_.push_back({key.first, role, std::string(entry.number), {entry.time, kForever}});
    } else {
      all_[open->second].period.until = entry.time;
      open_.erase(open);
    }
  }

  std::vector<Holding> all_;
  std::map<Key, size_t> open_;
  std::vector<Key> ended_;
};

}  // namespace

std::string OwnLog::name() const {
  return fmt::format("{0}/{0}_{1}-{2}.jsonl", kOwnSystem, date_of(period.from),
                     date_of(period.until));
}

std::string OwnLog::query() const {
  return fmt::format("record {}, {} entries, root {}", record.origin, record.size, record.root);
}

Result<OwnLog> own_log(People& people, Period period, Instant now) {
  if (period.from == kBeginning || period.empty() || period.until > now) {
    return fail(ErrorCode::kUsage, "the period of a log must be over", {},
                "Name a day from which and a day before which, both past.");
  }
  const Result<Names> names = login_names(people);
  if (!names) return std::unexpected(names.error());
  const Result<Names> places = addresses(people);
  if (!places) return std::unexpected(places.error());
  OwnLog out;
  out.period = period;
  const int64_t longest = people.settings.session_whole;
  Sources sources(longest);
  auto record = visit_own_record(people.ledger, [&](const OwnEntry& entry) {
    if (entry.time < shifted(period.from, -longest) || entry.time >= period.until) return;
    const std::string_view source = sources.of(entry);
    if (entry.time < period.from || out.lines.size() > kMaxOwnLogBytes) return;
    if (!is_told(entry, *names)) return;
    write_line(out.lines, entry, known_as(*names, entry.actor), known_as(*places, source));
    ++out.counted;
  });
  if (!record) return std::unexpected(record.error());
  if (out.lines.size() > kMaxOwnLogBytes) {
    return fail(ErrorCode::kLimit, "the log of that period is too long", {},
                "Hand it in for shorter periods.");
  }
  out.record = std::move(*record);
  return out;
}

Result<OwnLists> own_lists(People& people) {
  const Result<Names> names = login_names(people);
  if (!names) return std::unexpected(names.error());
  const auto members = people.members.all();
  if (!members) return std::unexpected(members.error());
  Names holders;
  for (const Member& member : *members) holders[member.user.value] = member.person;
  Accounts accounts;
  const auto record =
      visit_own_record(people.ledger, [&](const OwnEntry& entry) { accounts.tell(entry); });
  if (!record) return std::unexpected(record.error());

  OwnLists out;
  text::CsvWriter(out.systems).row({"system", "name"});
  text::CsvWriter(out.systems).row({kOwnSystem, "関所(Sekisho)"});
  text::CsvWriter account_rows(out.accounts), role_rows(out.entitlements);
  account_rows.row({"system", "account", "kind", "holder", "issued", "revoked"});
  role_rows.row({"system", "account", "role", "basis", "from", "until"});
  for (const Holding& one : accounts.all()) {
    const auto name = names->find(one.account);
    if (name == names->end()) continue;  // an account that was erased has no name any more
    const std::string from = text::rfc3339(one.period.from, text::kUtc);
    const std::string until = text::rfc3339(one.period.until, text::kUtc);
    if (one.role.empty()) {
      account_rows.row({kOwnSystem, name->second, "personal", holders[one.account], from, until});
    } else {
      role_rows.row({kOwnSystem, name->second, one.role, one.basis, from, until});
    }
  }
  return out;
}

}  // namespace sekisho::service
