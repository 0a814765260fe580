#include "service/review/verdicts.h"

#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <set>
#include <tuple>
#include <utility>

#include "review/run.h"
#include "service/review/fact_digests.h"
#include "service/review/run_review.h"
#include "text/csv.h"
#include "text/number.h"
#include "text/time_format.h"

namespace sekisho::service {
namespace {

using review::Finding;
using review::Look;
using text::with_thousands;

using Place = std::pair<std::string, uint64_t>;  // file and line

class NoRejects final : public review::RejectSink {
 public:
  Result<void> add(uint32_t, const logs::Block&, const std::vector<logs::Reject>&) override {
    return {};
  }
};

// The facts that were known at a change, ready to judge the logs of the review.
struct Knowledge {
  std::unique_ptr<reg::Loaded> loaded;
  std::unique_ptr<barrier::FactBase> base;
  review::Sources sources;
};

// A look that is judged otherwise, while changes go by.
struct Open {
  TwoVerdicts verdicts;
  Verdict last;  // by the change before
  size_t profile = 0;
  Look look;  // its texts are those of `texts`
};

class Comparer {
 public:
  explicit Comparer(const ReviewResult& result)
      : result_(result), digests_(*result.barrier->base, result.logs.sources) {
    texts_.intern("");
  }

  Result<Verdicts> run() {
    const ReviewPlaces& places = result_.run.execution.places;
    const Result<std::vector<KnownChange>> changes = changes_known(places.store, places.known_at);
    if (!changes) return std::unexpected(changes.error());
    if (!changes->empty()) out_.knows_since = changes->front().recorded_at;
    for (size_t i = 0; i < changes->size(); ++i) {
      const bool newest = i + 1 == changes->size();
      const Period period{(*changes)[i].recorded_at,
                          newest ? kForever : (*changes)[i + 1].recorded_at};
      if (auto ok = pass((*changes)[i], period, newest); !ok) return std::unexpected(ok.error());
    }
    for (auto& [place, open] : open_) out_.looks.push_back(std::move(open.verdicts));
    return std::move(out_);
  }

 private:
  // What changes with one change: looks until then get another verdict, looks from then on may have
  // one that does not last.
  Result<void> pass(const KnownChange& change, const Period& period, bool newest) {
    const bool new_looks = !newest && any_look(period);
    if (open_.empty() && !new_looks) return {};
    const Result<std::unique_ptr<Knowledge>> knows = load(change);
    if (!knows) return std::unexpected(knows.error());
    if (*knows == nullptr) {
      if (new_looks) ++out_.too_little;
      return {};
    }
    if (auto ok = judge_open(change, **knows); !ok) return ok;
    return new_looks ? compare(change, period, **knows) : Result<void>();
  }

  bool any_look(const Period& period) const {
    return std::ranges::any_of(result_.review.files, [&](const review::FileRead& read) {
      return read.coverage.first() < period.until && period.from <= read.coverage.last();
    });
  }

  // Null where a system of the logs was not known.
  Result<std::unique_ptr<Knowledge>> load(const KnownChange& change) const {
    Result<reg::Loaded> loaded = load_store_registers(result_.run.execution.places.store,
                                                      fmt::format("change.{}", change.number));
    if (!loaded) return std::unexpected(loaded.error());
    auto out = std::make_unique<Knowledge>();
    out->loaded = std::make_unique<reg::Loaded>(std::move(*loaded));
    out->base = std::make_unique<barrier::FactBase>(out->loaded->registers);
    Result<review::Sources> sources =
        review::bind_sources(*out->base, result_.logs.sources.profiles);
    if (!sources) return std::unique_ptr<Knowledge>();
    out->sources = std::move(*sources);
    return out;
  }

  // Who knew what at a change: whose verdict turned becomes that change's.
  Result<void> judge_open(const KnownChange& change, const Knowledge& knows) {
    if (open_.empty()) return {};
    const review::Context context(*knows.base, result_.barrier->rules, knows.sources, Period{});
    for (auto& [place, open] : open_) {
      review::Examiner examiner(context, true);
      review::KeptFile one;
      one.looks.push_back(open.look);
      examiner.examine_kept(0, open.profile, one, texts_, {});
      const Verdict verdict = examiner.findings().empty()
                                  ? Verdict()
                                  : verdict_of(examiner.findings()[0], examiner.texts());
      if (verdict == open.last) continue;
      open.last = verdict;
      open.verdicts.made_by = change.number;
      out_.changes.emplace(change.number, change);
      Result<std::string> order = order_behind(change.number, open);
      if (!order) return std::unexpected(order.error());
      open.verdicts.order = std::move(*order);
    }
    return {};
  }

  // The order because of which a change says something else about the account's holder or, where
  // there is none, the terminal's custodian.
  Result<std::string> order_behind(int64_t change, const Open& open) {
    const barrier::FactBase& base = *result_.barrier->base;
    const review::Sources& sources = result_.logs.sources;
    std::vector<PersonId> people;
    const uint32_t account = sources.accounts[open.profile].find(open.verdicts.account);
    if (account < review::kNotShown) {
      const uint32_t state = base.accounts().at(account, open.look.time).state;
      for (const uint32_t i : base.account_readings(state))
        people.push_back(base.account(i).holder);
    }
    const bool by_terminal = open.look.terminal != 0;
    const uint32_t place =
        (by_terminal ? sources.terminals : sources.addresses).find(open.verdicts.terminal);
    if (place < review::kNotShown) {
      const uint32_t state = base.places().at(place, open.look.time).state;
      for (const uint32_t i : base.terminal_readings(state))
        people.push_back(base.terminal(i).custodian);
    }
    for (const PersonId person : people) {
      if (!person.known()) continue;
      const std::string code(base.registers().code(person));
      const auto [known, is_new] = orders_.try_emplace({change, code});
      if (is_new) {
        Result<std::string> order = orders_behind(result_.run.execution.places.store, change, code);
        if (!order) return order;
        known->second = std::move(*order);
      }
      if (!known->second.empty()) return known->second;
    }
    return std::string();
  }

  // Judges the looks of the period by what was known then and by what is known now.
  Result<void> compare(const KnownChange& change, const Period& period, const Knowledge& knows) {
    const Period examined{std::max(period.from, result_.context->period.from),
                          std::min(period.until, result_.context->period.until)};
    if (examined.empty()) return {};
    const logs::LogSet set = that_may_differ(examined, knows);
    if (set.files.empty()) return {};
    const review::Context context(*knows.base, result_.barrier->rules, knows.sources, examined);
    const Result<review::Review> then = review_of(context, set);
    if (!then) return std::unexpected(then.error());
    const review::Context today(*result_.barrier->base, result_.barrier->rules,
                                result_.logs.sources, examined);
    const Result<review::Review> now = review_of(today, set);
    if (!now) return std::unexpected(now.error());
    add_differences(change, *then, *now);
    return {};
  }

  Result<review::Review> review_of(const review::Context& context, const logs::LogSet& set) const {
    NoRejects rejects;
    review::Options how;
    how.jobs = static_cast<unsigned>(result_.run.execution.jobs);
    how.keep = true;  // the looks themselves
    return review::review(context, set, rejects, how);
  }

  // The log files in which somebody or something has other facts within the period.
  logs::LogSet that_may_differ(const Period& period, const Knowledge& knows) {
    logs::LogSet set;
    FactDigests then(*knows.base, knows.sources);
    const barrier::Relevant relevant(result_.barrier->rules.footprint);
    const bool all = relevant.supplier || relevant.record_id || then.world() != digests_.world();
    for (const review::FileRead& read : result_.review.files) {
      if (read.coverage.first() >= period.until || read.coverage.last() < period.from) continue;
      if (all || differ(read, period, then)) set.files.push_back(read.file);
    }
    return set;
  }

  bool differ(const review::FileRead& read, const Period& period, FactDigests& then) {
    const logs::LogProfile& profile = result_.logs.sources.profiles[read.file.profile];
    int64_t tolerance = 0;
    for (const logs::ClockError& clock : profile.clock)
      tolerance = std::max(tolerance, clock.tolerance_micros);
    const Period during{shifted(std::max(period.from, read.coverage.first()), -tolerance),
                        shifted(std::min(period.until, read.coverage.last()), tolerance)};
    const auto any = [](const std::set<std::string>& texts, const auto& other) {
      return std::ranges::any_of(texts, other);
    };
    const review::KeptFile& kept = read.kept;
    const size_t of = read.file.profile;
    return any(kept.accounts,
               [&](const std::string& text) {
                 return then.account(of, text, during) != digests_.account(of, text, during);
               }) ||
           any(kept.terminals,
               [&](const std::string& text) {
                 return then.terminal(text, during) != digests_.terminal(text, during);
               }) ||
           any(kept.addresses, [&](const std::string& text) {
             return then.address(text, during) != digests_.address(text, during);
           });
  }

  static Verdict verdict_of(const Finding& finding, const StringPool& texts) {
    return {std::string(name_of(finding.disposition)), std::string(texts.text(finding.route)),
            std::string(texts.text(finding.reason))};
  }

  static std::map<Place, Verdict> verdicts_of(const review::Review& review) {
    std::map<Place, Verdict> out;
    for (const auto* findings : {&review.findings, &review.undetermined}) {
      for (const Finding& finding : *findings) {
        out.emplace(Place(review.files[finding.file].file.name, finding.line),
                    verdict_of(finding, review.texts));
      }
    }
    return out;
  }

  void add_differences(const KnownChange& change, const review::Review& then,
                       const review::Review& now) {
    const std::map<Place, Verdict> before = verdicts_of(then);
    const std::map<Place, Verdict> after = verdicts_of(now);
    const auto at = [](const std::map<Place, Verdict>& verdicts, const Place& place) {
      const auto found = verdicts.find(place);
      return found == verdicts.end() ? Verdict() : found->second;
    };
    // A look that differs is not permitted by one of them, which has it.
    for (const review::Review* review : {&then, &now}) {
      for (const review::FileRead& read : review->files) {
        for (const Look& look : read.kept.looks) {
          const Place place(read.file.name, look.line);
          const Verdict was = at(before, place);
          const Verdict is = at(after, place);
          if (was != is && !open_.contains(place)) open(change, *review, read, look, was, is);
        }
      }
    }
  }

  void open(const KnownChange& change, const review::Review& review, const review::FileRead& read,
            const Look& look, const Verdict& was, const Verdict& is) {
    const auto text = [&](uint32_t id) { return std::string(review.texts.text(id)); };
    Open one;
    one.verdicts = {read.file.name,
                    look.line,
                    look.time,
                    result_.logs.sources.profiles[read.file.profile].system,
                    text(look.account),
                    text(look.terminal != 0 ? look.terminal : look.address),
                    text(look.object),
                    change.number,
                    was,
                    is,
                    0,
                    {}};
    one.last = was;
    one.profile = read.file.profile;
    one.look = look;
    for (uint32_t Look::* member :
         {&Look::account, &Look::terminal, &Look::address, &Look::object, &Look::customer}) {
      one.look.*member = texts_.intern(review.texts.text(look.*member));
    }
    open_.emplace(Place(read.file.name, look.line), std::move(one));
  }

  const ReviewResult& result_;
  FactDigests digests_;
  StringPool texts_;
  std::map<Place, Open> open_;
  std::map<std::pair<int64_t, std::string>, std::string> orders_;  // by change and person
  Verdicts out_;
};

std::string revision(int64_t change) {
  return fmt::format("change.{}", change);
}

std::string disposition_word(const std::string& disposition, bool japanese) {
  if (!japanese) return disposition;
  return disposition == "permitted"   ? "許可"
         : disposition == "violation" ? "権限外(閲覧あり)"
         : disposition == "attempt"   ? "権限外(拒否済み)"
         : disposition == "doubtful"  ? "要確認"
                                      : "判定保留";
}

}  // namespace

Result<Verdicts> two_verdicts(const ReviewResult& result) {
  return Comparer(result).run();
}

std::string verdicts_csv(const Verdicts& verdicts) {
  std::string out;
  text::CsvWriter csv(out);
  csv.row({"file", "line", "time", "system", "account", "terminal", "object", "known_then",
           "disposition_then", "route_then", "reason_then", "disposition_now", "route_now",
           "reason_now", "made_by", "recorded_at", "reason_of_change", "order"});
  for (const TwoVerdicts& look : verdicts.looks) {
    const auto change = verdicts.changes.find(look.made_by);
    const bool known = change != verdicts.changes.end();
    csv.row({look.file, std::to_string(look.line), text::rfc3339(look.time, text::kJst),
             look.system, look.account, look.terminal, look.object, revision(look.known_then),
             look.then.disposition, look.then.route, look.then.reason, look.now.disposition,
             look.now.route, look.now.reason, revision(look.made_by),
             known ? text::rfc3339(change->second.recorded_at, text::kJst) : std::string(),
             known ? change->second.reason : std::string(), look.order});
  }
  return out;
}

std::string verdicts_text(const Verdicts& verdicts, bool japanese) {
  std::string out = fmt::format(
      fmt::runtime(japanese ? "当時の登録内容と現在の登録内容とで判定が異なる閲覧 {} 件\n"
                            : "{} looks are judged otherwise by what was known then than by what "
                              "is known now\n"),
      with_thousands(verdicts.looks.size()));
  // By change and order, and by what became of what.
  std::map<std::tuple<int64_t, std::string, std::string, std::string>, uint64_t> counts;
  for (const TwoVerdicts& look : verdicts.looks)
    ++counts[{look.made_by, look.order, look.then.disposition, look.now.disposition}];
  for (const auto& [key, count] : counts) {
    const auto& [made_by, order, then, now] = key;
    const auto change = verdicts.changes.find(made_by);
    out += fmt::format(
        fmt::runtime(japanese ? "  {}{} ({}): 当時は{}、訂正後は{} {} 件\n"
                              : "  {}{} ({}): {} then, {} as corrected: {}\n"),
        revision(made_by),
        order.empty() ? "" : fmt::format("{} {}", japanese ? "、発令" : ", order", order),
        change == verdicts.changes.end() ? "" : change->second.reason,
        disposition_word(then, japanese), disposition_word(now, japanese), with_thousands(count));
  }
  if (verdicts.knows_since != kForever) {
    out += fmt::format(
        fmt::runtime(japanese ? "  {} より前の閲覧については当時の登録内容がありません\n"
                              : "  of looks before {} nothing was known at their time\n"),
        text::rfc3339(verdicts.knows_since, text::kJst));
  }
  if (verdicts.too_little > 0) {
    out += fmt::format(
        fmt::runtime(japanese ? "  システムが未登録であった変更 {} 件の期間は比較していません\n"
                              : "  after {} changes systems of these logs were not known yet\n"),
        with_thousands(verdicts.too_little));
  }
  return out;
}

}  // namespace sekisho::service
