#include "service/rulebook/rule_book.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <ranges>
#include <type_traits>

#include "barrier/rules.h"
#include "service/installation.h"
#include "service/review_inputs.h"

namespace sekisho::service {
namespace {

namespace fs = std::filesystem;

// A directory that goes with it.
class Scratch {
 public:
  explicit Scratch(const fs::path& below) {
    std::string made = (below / ".scratch-XXXXXX").string();
    if (::mkdtemp(made.data()) != nullptr) path_ = made;
  }
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;
  ~Scratch() {
    std::error_code ignored;
    if (!path_.empty()) fs::remove_all(path_, ignored);
  }
  Result<fs::path> path() const {
    if (!path_.empty()) return path_;
    return fail(ErrorCode::kIo, "cannot make a directory for policies");
  }

 private:
  fs::path path_;
};

// What `find` finds in the store.
template <class Find>
auto looked_up(Desk& desk, const Find& find) -> std::invoke_result_t<Find, store::Database&> {
  std::invoke_result_t<Find, store::Database&> out;
  auto done = desk.read([&](store::Database& database) -> Result<void> {
    out = find(database);
    return out ? Result<void>() : std::unexpected(out.error());
  });
  if (!done) return std::unexpected(done.error());
  return out;
}

// Whether a directory is the set that its name says, whole and unchanged.
bool is_set(const fs::path& directory, const std::string& version) {
  const Result<barrier::Rules> rules = barrier::load_rules(directory);
  return rules && policy_set_hash(*rules) == version;
}

}  // namespace

Result<std::unique_ptr<RuleBook>> RuleBook::open(Parts parts) {
  if (parts.installed.empty()) {
    Result<fs::path> found = shipped("policies");
    if (!found) return std::unexpected(found.error());
    parts.installed = std::move(*found);
  }
  std::error_code code;
  fs::create_directories(parts.directory, code);
  if (code) {
    return fail(ErrorCode::kIo,
                fmt::format("cannot make `{}`: {}", parts.directory.string(), code.message()));
  }
  for (const auto& left : fs::directory_iterator(parts.directory, code)) {
    std::error_code ignored;
    if (left.path().filename().string().starts_with('.')) fs::remove_all(left.path(), ignored);
  }
  return std::make_unique<RuleBook>(std::move(parts));
}

Result<fs::path> RuleBook::in_force(Instant now) {
  const auto all = sets();
  if (!all) return std::unexpected(all.error());
  for (const PolicyDraft& one : std::views::reverse(*all)) {
    if (one.state == DraftState::kApplied && *one.from <= now) return place_of(one.version);
  }
  const Result<InstalledSet> set = installed();
  if (!set) return std::unexpected(set.error());
  return materialised(set->version, set->files);
}

Result<fs::path> RuleBook::place_of(const std::string& version) {
  {
    const std::lock_guard lock(mutex_);
    if (written_.contains(version)) return parts_.directory / version;
  }
  const Result<PolicyBundle> files = files_of_version(version);
  if (!files) return std::unexpected(files.error());
  return materialised(version, *files);
}

Result<fs::path> RuleBook::materialised(const std::string& version, const PolicyBundle& files) {
  const std::lock_guard lock(mutex_);
  fs::path place = parts_.directory / version;
  if (!written_.contains(version) && !is_set(place, version)) {
    const Scratch scratch(parts_.directory);
    const Result<fs::path> made = scratch.path();
    if (!made) return made;
    PolicyBundle judged;
    std::ranges::copy_if(files, std::back_inserter(judged),
                         [](const BundleFile& file) { return is_judged_by(file.name); });
    if (auto written = write_bundle(judged, *made); !written)
      return std::unexpected(written.error());
    if (!is_set(*made, version))
      return fail(ErrorCode::kBadInput,
                  fmt::format("the kept policies `{}` are not what they were", version), {},
                  "Restore the store from a backup.");
    std::error_code code;
    fs::remove_all(place, code);
    fs::rename(*made, place, code);
    if (code) {
      return fail(ErrorCode::kIo,
                  fmt::format("cannot make `{}`: {}", place.string(), code.message()));
    }
  }
  written_.insert(version);
  return place;
}

Result<InstalledSet> RuleBook::installed() const {
  const Result<barrier::Rules> rules = barrier::load_rules(parts_.installed);
  if (!rules) return std::unexpected(rules.error());
  Result<PolicyBundle> files = read_bundle(parts_.installed);
  if (!files) return std::unexpected(files.error());
  return InstalledSet{policy_set_hash(*rules), std::move(*files)};
}

Result<PolicyBundle> RuleBook::files_of_version(const std::string& version) {
  // Of several that differ in their tests, the one that was applied, else the newest.
  const auto id = looked_up(*parts_.desk, [&](store::Database& database) {
    return database.number(
        "SELECT id FROM policy_draft WHERE version = $1 ORDER BY "
        "CASE WHEN state IN ('applied', 'installed') THEN 0 ELSE 1 END, id DESC LIMIT 1",
        std::string_view(version));
  });
  if (!id) return std::unexpected(id.error());
  if (*id && !version.empty()) return files(**id);
  Result<InstalledSet> installed_one = installed();
  if (installed_one && installed_one->version == version) return std::move(installed_one->files);
  return fail(ErrorCode::kNotFound, fmt::format("there are no policies `{}`", version));
}

Result<std::vector<PolicyDraft>> RuleBook::sets() {
  return looked_up(*parts_.desk, applied_sets);
}

Result<std::vector<PolicyDraft>> RuleBook::drafts() {
  return looked_up(*parts_.desk, list_drafts);
}

Result<PolicyDraft> RuleBook::draft(int64_t id) {
  return looked_up(*parts_.desk,
                   [id](store::Database& database) { return find_draft(database, id); });
}

Result<PolicyBundle> RuleBook::files(int64_t id) {
  return looked_up(*parts_.desk,
                   [id](store::Database& database) { return files_of(database, id); });
}

Result<BundleCheck> RuleBook::check(const PolicyBundle& files) const {
  const Scratch scratch(parts_.directory);
  const Result<fs::path> made = scratch.path();
  if (!made) return std::unexpected(made.error());
  return check_bundle(files, *made);
}

// Whoever wants to try a draft out names the directory of its version.
Result<DraftText> RuleBook::drafted(PolicyBundle files, const Wish& wish) {
  Result<PolicyBundle> bundle = changed(std::move(files), wish.change);
  if (!bundle) return std::unexpected(bundle.error());
  const Result<BundleCheck> checked = check(*bundle);
  if (!checked) return std::unexpected(checked.error());
  if (!checked->version.empty()) {
    if (auto made = materialised(checked->version, *bundle); !made)
      return std::unexpected(made.error());
  }
  return DraftText{wish.title, {}, checked->version, checked->sound(), std::move(*bundle)};
}

Result<int64_t> RuleBook::draft(const casework::Author& author, const Wish& wish) {
  const auto all = sets();
  if (!all) return std::unexpected(all.error());
  Result<InstalledSet> base = installed();
  const bool applied = !all->empty() && all->back().state == DraftState::kApplied;
  if (!base) return std::unexpected(base.error());
  const std::string last = applied ? all->back().version : base->version;
  if (applied && !wish.from_installed) {
    Result<PolicyBundle> known = files(all->back().id);
    if (!known) return std::unexpected(known.error());
    base->files = std::move(*known);
  }
  Result<DraftText> text = drafted(std::move(base->files), wish);
  if (!text) return std::unexpected(text.error());
  text->base = last;
  int64_t id = 0;
  auto done = act(author, [&](casework::Journal& journal) -> Result<void> {
    const Result<int64_t> made = service::draft(journal, *text);
    if (!made) return std::unexpected(made.error());
    id = *made;
    return {};
  });
  if (!done) return std::unexpected(done.error());
  return id;
}

Result<void> RuleBook::revise(const casework::Author& author, const SeenDraft& seen,
                              const Wish& wish) {
  Result<PolicyBundle> known = files(seen.id);
  if (!known) return std::unexpected(known.error());
  const Result<DraftText> text = drafted(std::move(*known), wish);
  if (!text) return std::unexpected(text.error());
  return act(author,
             [&](casework::Journal& journal) { return service::revise(journal, seen, *text); });
}

Result<void> RuleBook::act(const casework::Author& author, const Step& step) {
  const auto written = parts_.desk->act(author, step);
  if (!written) return std::unexpected(written.error());
  return {};
}

Result<void> RuleBook::apply(const casework::Author& author, const SeenDraft& seen,
                             const Application& application) {
  const Result<PolicyDraft> one = draft(seen.id);
  if (!one) return std::unexpected(one.error());
  const Result<PolicyBundle> bundle = files(seen.id);
  if (!bundle) return std::unexpected(bundle.error());
  // The program may be another one than when the draft was saved.
  const Result<BundleCheck> checked = check(*bundle);
  if (!checked) return std::unexpected(checked.error());
  if (!checked->sound() || checked->version != one->version)
    return casework::not_now(fmt::format("policy draft {} has errors, or fails its tests", seen.id),
                             "Look at its check, return it and mend it.");
  if (auto made = materialised(one->version, *bundle); !made) return std::unexpected(made.error());
  const Result<InstalledSet> replaced = installed();
  if (!replaced) return std::unexpected(replaced.error());
  const auto written = parts_.desk->act(author, [&](casework::Journal& journal) {
    return service::apply(journal, seen, application, *replaced);
  });
  if (!written) return std::unexpected(written.error());
  // Where the record has it is known only now; if this is lost, the record still says it.
  const uint64_t entry = written->back();
  return parts_.desk->note(
      [&](store::Database& database) { return note_entry(database, seen.id, entry); }, author.now);
}

}  // namespace sekisho::service
