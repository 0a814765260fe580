#include "casework/gather.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <tuple>

#include "casework/case_rows.h"
#include "casework/limits.h"
#include "crypto/sha256.h"
#include "store/bulk_insert.h"

namespace sekisho::casework {
namespace {

using Place = std::pair<std::string, int64_t>;  // file and line

Place place_of(const CaseFinding& finding) {
  return {finding.file, finding.line};
}

auto content_of(const CaseFinding& one) {
  return std::tie(one.at, one.system, one.account, one.holder, one.viewer, one.certainty, one.route,
                  one.disposition);
}

constexpr size_t kFindingColumns = 13;

// What one case gains and loses.
struct Difference {
  std::vector<const CaseFinding*> added;    // by file and line
  std::vector<const CaseFinding*> changed;  // the same finding, which says something else now
  std::vector<Place> taken;

  bool none() const { return added.empty() && changed.empty() && taken.empty(); }
};

// Both by file and line.
Difference difference(const std::vector<CaseFinding>& before,
                      const std::vector<const CaseFinding*>& now) {
  Difference out;
  auto old = before.begin();
  for (const CaseFinding* one : now) {
    while (old != before.end() && place_of(*old) < place_of(*one)) {
      out.taken.push_back(place_of(*old++));
    }
    if (old == before.end() || place_of(*one) < place_of(*old)) {
      out.added.push_back(one);
      continue;
    }
    if (content_of(*old) != content_of(*one)) out.changed.push_back(one);
    ++old;
  }
  for (; old != before.end(); ++old) out.taken.push_back(place_of(*old));
  return out;
}

class Gathering {
 public:
  Gathering(Journal& journal, const std::string& scope, const std::string& review)
      : journal_(journal), database_(journal.database()), scope_(scope), review_(review) {}

  Result<Gathered> run(const std::vector<Finding>& findings) {
    std::map<CaseKey, std::vector<const CaseFinding*>> groups;
    for (const Finding& one : findings) groups[key_of(one)].push_back(&one.says);
    if (auto read = read_cases(); !read) return std::unexpected(read.error());
    for (auto& [key, standing] : cases_) groups.try_emplace(key);
    for (auto& [key, group] : groups) {
      std::ranges::sort(group, {}, [](const CaseFinding* one) { return place_of(*one); });
      if (auto done = gather_case(key, group); !done) return std::unexpected(done.error());
    }
    return out_;
  }

 private:
  Result<void> read_cases() {
    for (int64_t from = 0;; from += kCasesAtOnce) {
      Result<CasePage> page = list_cases(database_, {.scope = scope_}, {}, from, kCasesAtOnce);
      if (!page) return std::unexpected(page.error());
      if (page->cases.empty()) return {};
      for (Case& one : page->cases) {
        CaseKey key = one.key;
        cases_.emplace(std::move(key), std::move(one));
      }
    }
  }

  Result<void> gather_case(const CaseKey& key, const std::vector<const CaseFinding*>& group) {
    const auto found = cases_.find(key);
    if (found == cases_.end()) return open_case(key, group);
    const Result<std::vector<CaseFinding>> before = findings_of(database_, found->second.id);
    if (!before) return std::unexpected(before.error());
    const Difference what = difference(*before, group);
    if (what.none()) {
      ++out_.unchanged;
      return {};
    }
    ++out_.changed;
    return change_case(found->second, group, what);
  }

  Result<void> open_case(const CaseKey& key, const std::vector<const CaseFinding*>& group) {
    const Result<int64_t> id = next_id(database_, "SELECT MAX(id) FROM work_case");
    if (!id) return std::unexpected(id.error());
    Case opened;
    opened.id = *id;
    opened.scope = scope_;
    opened.key = key;
    opened.review = review_;
    opened.opened_at = journal_.author().now;
    if (auto done = insert_case(database_, opened); !done) return done;
    ++out_.opened;
    return change_case(opened, group, difference({}, group));
  }

  Result<void> change_case(Case& one, const std::vector<const CaseFinding*>& group,
                           const Difference& what) {
    const CaseState before = one.state;
    const bool is_new = one.revision == 0;
    if (!is_new) {
      if (auto done = take(one.id, what); !done) return done;
    }
    if (auto done = add(one.id, what); !done) return done;
    set_figures(one, group);
    if (group.empty()) {
      one.state = CaseState::kWithdrawn;
    } else if (before == CaseState::kWithdrawn || !what.added.empty() || !what.changed.empty()) {
      one.state = CaseState::kOpen;
      one.outcome = Outcome::kNone;
      one.triaged_by.clear();
      one.checked_by.clear();
    }
    one.review = review_;
    out_.added += static_cast<int64_t>(what.added.size());
    out_.taken += static_cast<int64_t>(what.taken.size());
    out_.cases.push_back(one.id);
    const auto noted = journal_.add(
        {ThingKind::kCase, one.id}, is_new ? "opened" : "gathered", [&](text::JsonWriter& json) {
          json.member("scope", scope_).member("review", review_);
          json.member("added", what.added.size()).member("changed", what.changed.size());
          json.member("taken", what.taken.size()).member("findings", one.findings);
          json.member("findings_sha256", hash_of(group));
          if (before != one.state) json.member("state", name_of(one.state));
        });
    if (!noted) return std::unexpected(noted.error());
    return store_case(database_, one);
  }

  static void set_figures(Case& one, const std::vector<const CaseFinding*>& group) {
    one.findings = static_cast<int64_t>(group.size());
    one.first.reset();
    one.last.reset();
    for (const CaseFinding* finding : group) {
      one.first = std::min(one.first.value_or(finding->at), finding->at);
      one.last = std::max(one.last.value_or(finding->at), finding->at);
    }
  }

  // Of the places of all its findings, so that the record fixes which they were.
  static std::string hash_of(const std::vector<const CaseFinding*>& group) {
    crypto::Sha256 out;
    for (const CaseFinding* one : group) out.update(fmt::format("{}\n{}\n", one->file, one->line));
    return out.hex();
  }

  // A finding that is not one any more stays, and says since which review. Of one that is there
  // again, or says something else, the row goes.
  Result<void> take(int64_t id, const Difference& what) {
    for (const Place& place : what.taken) {
      const auto done = database_.run(
          "UPDATE case_finding SET gone_by = $1 WHERE case_id = $2 AND file = $3 AND line = $4",
          std::string_view(review_), id, std::string_view(place.first), place.second);
      if (!done) return std::unexpected(done.error());
    }
    for (const auto* list : {&what.added, &what.changed}) {
      for (const CaseFinding* one : *list) {
        const auto done =
            database_.run("DELETE FROM case_finding WHERE case_id = $1 AND file = $2 AND line = $3",
                          id, std::string_view(one->file), one->line);
        if (!done) return std::unexpected(done.error());
      }
    }
    return {};
  }

  Result<void> add(int64_t id, const Difference& what) {
    store::BulkInsert insert(database_,
                             "case_finding (case_id, file, line, at, system, account, holder, "
                             "viewer, certainty, route, disposition, added_by, gone_by)",
                             kFindingColumns);
    for (const auto* list : {&what.added, &what.changed}) {
      for (const CaseFinding* one : *list) {
        const store::Value row[kFindingColumns] = {store::value_of(id),
                                                   std::string_view(one->file),
                                                   store::value_of(one->line),
                                                   store::value_of(one->at),
                                                   std::string_view(one->system),
                                                   std::string_view(one->account),
                                                   std::string_view(one->holder),
                                                   std::string_view(one->viewer),
                                                   std::string_view(one->certainty),
                                                   std::string_view(one->route),
                                                   std::string_view(one->disposition),
                                                   std::string_view(review_),
                                                   std::string_view()};
        if (auto added = insert.add(row); !added) return added;
      }
    }
    return insert.flush();
  }

  static constexpr int64_t kCasesAtOnce = 1000;

  Journal& journal_;
  store::Database& database_;
  const std::string& scope_;
  const std::string& review_;
  std::map<CaseKey, Case> cases_;
  Gathered out_;
};

}  // namespace

CaseKey key_of(const Finding& finding) {
  const CaseFinding& says = finding.says;
  CaseKey out{says.route.empty() ? finding.reason : says.route, says.viewer, says.holder, {}};
  if (says.viewer.empty() && says.holder.empty()) out.account = says.system + "/" + says.account;
  return out;
}

Result<Gathered> gather(Journal& journal, const std::string& scope, const std::string& review,
                        const std::vector<Finding>& findings) {
  for (const auto& [what, name] : {std::pair{"scope", &scope}, std::pair{"review", &review}}) {
    if (auto ok = check_name(what, *name); !ok) return std::unexpected(ok.error());
  }
  if (findings.size() > kMaxFindingsGathered) {
    return fail(ErrorCode::kBadInput,
                fmt::format("the review has more than {} findings", kMaxFindingsGathered), {},
                "Review a shorter period.");
  }
  return Gathering(journal, scope, review).run(findings);
}

}  // namespace sekisho::casework
