#include "service/policy/policy_diff.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "base/file.h"
#include "cedar/parser.h"
#include "service/policy/policy_diff_judge.h"
#include "service/policy/policy_files.h"
#include "service/review_inputs.h"

namespace sekisho::service {
namespace {

constexpr size_t kExamples = 3;

using NamedSets = std::map<std::string, cedar::PolicySet>;

// The sets below a path by the name of their folder; one that was named itself has no name.
Result<NamedSets> sets_of(const std::string& path) {
  Result<std::vector<PolicySetFiles>> folders = read_policy_sets({path}, std::nullopt);
  if (!folders) return std::unexpected(folders.error());
  NamedSets out;
  for (const PolicySetFiles& folder : *folders) {
    const std::filesystem::path below = folder.folder.lexically_relative(path);
    const std::string name = below.empty() || below == "." || *below.begin() == ".."
                                 ? std::string()
                                 : below.generic_string();
    for (const policy::Source& source : folder.sources) {
      const auto some =
          cedar::parse_policies(source.text, {.ids_from_annotation = true, .file = source.name});
      if (!some) return std::unexpected(some.error());
      if (auto merged = out[name].merge(*some); !merged) {
        Error error = merged.error();
        if (error.place.file.empty()) error.place.file = source.name;
        return std::unexpected(std::move(error));
      }
    }
  }
  return out;
}

// Rules of a barrier, with what identifies them.
struct LoadedRules {
  barrier::Rules rules;
  cedar::Schema schema;
  std::string hash;
};

Result<LoadedRules> load(const std::string& folder) {
  Result<barrier::Rules> rules = barrier::load_rules(folder);
  if (!rules) return std::unexpected(rules.error());
  LoadedRules out;
  out.rules = std::move(*rules);
  out.hash = policy_set_hash(out.rules);
  Result<cedar::Schema> schema = schema_of(out.rules);
  if (!schema) return std::unexpected(schema.error());
  out.schema = std::move(*schema);
  return out;
}

void add_example(std::vector<DiffExample>& examples, const FootprintTable::Row& row) {
  examples.push_back({row.file, row.line});
  std::ranges::sort(examples);
  if (examples.size() > kExamples) examples.pop_back();
}

class Comparing {
 public:
  Comparing(const LoadedRules& before, const LoadedRules& now, const FootprintTable& table)
      : before_(before.rules, before.schema, table), now_(now.rules, now.schema, table) {
    out_.before_is_of_run = before.hash == table.policy_set_hash;
    for (const FootprintTable::Row& row : table.rows) add(row);
    for (auto& [key, change] : changes_) out_.changes.push_back(std::move(change));
    std::ranges::sort(out_.changes, [](const DecisionChange& a, const DecisionChange& b) {
      return std::tie(b.accesses, a.before, a.now) < std::tie(a.accesses, b.before, b.now);
    });
    if (out_.undecided > 0) {
      out_.not_held = now_.not_held();
      out_.not_held.insert(before_.not_held().begin(), before_.not_held().end());
    }
  }

  RunDiff take() { return std::move(out_); }

 private:
  void add(const FootprintTable::Row& row) {
    out_.accesses += row.accesses;
    ++out_.footprints;
    const std::optional<DiffOutcome> before = before_.judge(row);
    const std::optional<DiffOutcome> now = now_.judge(row);
    if (!before || !now) {
      out_.undecided += row.accesses;
      ++out_.undecided_footprints;
      out_.undecided_by_system[row.system] += row.accesses;
      add_example(out_.undecided_examples, row);
    } else if (before->verdict == now->verdict) {
      out_.unchanged += row.accesses;
      // Where the table does not hold everything, reasons are not told.
      const bool told = before_.not_held().empty() && now_.not_held().empty();
      const bool same = before->reason == now->reason && before->route == now->route;
      if (told && !same) out_.other_reason += row.accesses;
    } else {
      add_change(row, *before, *now);
    }
  }

  void add_change(const FootprintTable::Row& row, const DiffOutcome& before,
                  const DiffOutcome& now) {
    DecisionChange& change = changes_[{before, now}];
    if (change.accesses == 0) {
      change.before = before;
      change.now = now;
      change.first = row.first;
      change.last = row.last;
    }
    change.accesses += row.accesses;
    change.refused += row.refused;
    ++change.footprints;
    // RFC 3339 in UTC: the order of the texts is that of the times, to the second.
    change.first = std::min(change.first, row.first);
    change.last = std::max(change.last, row.last);
    change.by_system[row.system] += row.accesses;
    add_example(change.examples, row);
  }

  TableJudge before_, now_;
  std::map<std::pair<DiffOutcome, DiffOutcome>, DecisionChange> changes_;
  RunDiff out_;
};

Result<RunDiff> diff_run(const PolicyDiffRequest& request) {
  const Result<LoadedRules> before = load(request.before);
  if (!before) return std::unexpected(before.error());
  const Result<LoadedRules> now = load(request.now);
  if (!now) return std::unexpected(now.error());
  const std::filesystem::path file = request.run / kFootprintFile;
  const Result<std::string> text = read_file(file, kMaxFootprintBytes);
  if (!text) {
    Error error = text.error();
    error.help = "Name the output directory of `sekisho review`, which writes footprints.ndjson.";
    return std::unexpected(std::move(error));
  }
  const Result<FootprintTable> table = parse_footprints(*text, file.string());
  if (!table) return std::unexpected(table.error());
  return Comparing(*before, *now, *table).take();
}

}  // namespace

bool PolicyDiff::nothing() const {
  return run ? run->changes.empty() && run->undecided == 0 : sets.empty();
}

Result<PolicyDiff> diff_policy_files(const PolicyDiffRequest& request) {
  const Result<NamedSets> before = sets_of(request.before);
  if (!before) return std::unexpected(before.error());
  const Result<NamedSets> now = sets_of(request.now);
  if (!now) return std::unexpected(now.error());
  std::set<std::string> names;
  for (const NamedSets* sets : {&*before, &*now}) {
    for (const auto& [name, set] : *sets) names.insert(name);
  }
  const cedar::PolicySet none;
  PolicyDiff out;
  for (const std::string& name : names) {
    const auto old_set = before->find(name);
    const auto new_set = now->find(name);
    std::vector<policy::PolicyChange> changes =
        policy::diff_policies(old_set == before->end() ? none : old_set->second,
                              new_set == now->end() ? none : new_set->second);
    if (!changes.empty()) out.sets.push_back({name, std::move(changes)});
  }
  if (request.run.empty()) return out;
  Result<RunDiff> run = diff_run(request);
  if (!run) return std::unexpected(run.error());
  out.run = std::move(*run);
  return out;
}

}  // namespace sekisho::service
