#include "review/scope.h"

#include <algorithm>
#include <set>
#include <utility>

#include "text/time_format.h"

namespace sekisho::review {
namespace {

// A bag of values whose distinct ones are counted at the end.
template <class T>
class Distinct {
 public:
  void add(const T& value) { values_.push_back(value); }
  void sort() {
    std::sort(values_.begin(), values_.end());
    values_.erase(std::unique(values_.begin(), values_.end()), values_.end());
  }
  uint64_t count() {
    sort();
    return values_.size();
  }
  // How many values are not among those of `other`.
  uint64_t count_without(Distinct& other) {
    sort();
    other.sort();
    return static_cast<uint64_t>(std::count_if(values_.begin(), values_.end(), [&](const T& value) {
      return !std::binary_search(other.values_.begin(), other.values_.end(), value);
    }));
  }

 private:
  std::vector<T> values_;
};

class Tally {
 public:
  void add(const Finding& finding) {
    switch (finding.disposition) {
      case Disposition::kViolation:
        add_seen(finding);
        return;
      case Disposition::kAttempt:
        ++figures_.attempts;
        return;
      case Disposition::kDoubtful:
        ++figures_.doubtful;
        return;
      case Disposition::kUndetermined:
        ++figures_.undetermined;
        if (finding.object_kind == logs::ObjectKind::kSupplyPoint)
          maybe_points_.add(finding.object);
        if (finding.object_kind == logs::ObjectKind::kFacility)
          maybe_facilities_.add(finding.object);
        return;
    }
  }

  Figures figures() {
    figures_.supply_points = points_.count();
    figures_.supply_contracts = contracts_.count();
    figures_.customers = customers_.count();
    figures_.retailers = retailers_.count();
    figures_.facilities = facilities_.count();
    figures_.other_objects = others_.count();
    figures_.group_points = group_.count();
    figures_.tdso_points = tdso_.count();
    figures_.no_contract_points = no_contract_.count();
    figures_.unknown_points = unknown_.count();
    figures_.switch_pending_points = pending_.count();
    figures_.undetermined_points = maybe_points_.count_without(points_);
    figures_.undetermined_facilities = maybe_facilities_.count_without(facilities_);
    figures_.viewers = viewers_.count();
    figures_.viewers_confirmed = confirmed_.count();
    figures_.accounts = accounts_.count();
    figures_.givers = givers_.count();
    figures_.takers = takers_.count();
    return figures_;
  }

 private:
  void add_seen(const Finding& finding) {
    ++figures_.violations;
    figures_.first = std::min(figures_.first, finding.time);
    figures_.last = std::max(figures_.last, finding.time);
    accounts_.add(finding.account);
    if (finding.viewer.known()) {
      viewers_.add(finding.viewer);
      if (finding.certainty == Certainty::kConfirmed) confirmed_.add(finding.viewer);
    } else {
      ++figures_.unknown_viewer_looks;
    }
    if (finding.holder.known() && finding.viewer != finding.holder) {
      givers_.add(finding.holder);
      if (finding.viewer.known()) takers_.add(finding.viewer);
    }
    add_object(finding);
  }

  void add_object(const Finding& finding) {
    switch (finding.object_kind) {
      case logs::ObjectKind::kNone:
        ++figures_.keyless;
        return;
      case logs::ObjectKind::kFacility:
        facilities_.add(finding.object);
        return;
      case logs::ObjectKind::kCustomer:
      case logs::ObjectKind::kOther:
        others_.add(finding.object);
        return;
      case logs::ObjectKind::kSupplyPoint:
        add_point(finding);
        return;
    }
  }

  void add_point(const Finding& finding) {
    if (finding.switch_pending) pending_.add(finding.object);
    switch (finding.supplier) {
      case SupplierClass::kCompetitor:
        points_.add(finding.object);
        contracts_.add({finding.object, finding.contract});
        if (finding.customer != 0) customers_.add(finding.customer);
        retailers_.add(finding.retailer);
        return;
      case SupplierClass::kGroup:
        group_.add(finding.object);
        return;
      case SupplierClass::kTdso:
        tdso_.add(finding.object);
        return;
      case SupplierClass::kNoContract:
        no_contract_.add(finding.object);
        return;
      case SupplierClass::kUnknownPoint:
      case SupplierClass::kNotApplicable:
        unknown_.add(finding.object);
        return;
    }
  }

  Figures figures_;
  Distinct<uint32_t> points_, customers_, facilities_, others_, group_, tdso_, no_contract_,
      unknown_, pending_, maybe_points_, maybe_facilities_, accounts_;
  Distinct<std::pair<uint32_t, uint32_t>> contracts_;
  Distinct<EntityId> retailers_;
  Distinct<PersonId> viewers_, confirmed_, givers_, takers_;
};

std::map<std::string, Figures> figures_of(std::map<std::string, Tally>& tallies) {
  std::map<std::string, Figures> out;
  for (auto& [name, tally] : tallies) out.emplace(name, tally.figures());
  return out;
}

void widen(Period& period, bool& known, Instant first, Instant last) {
  if (first > last) return;
  period = known ? Period{std::min(period.from, first), std::max(period.until, last)}
                 : Period{first, last};
  known = true;
}

class ScopeBuilder {
 public:
  ScopeBuilder(const Context& context, const Review& review) : context_(context), review_(review) {}

  Scope build() {
    list_systems();
    scope_.exposures = exposures_of(context_, review_.findings);
    for (const Finding& finding : review_.findings) add(finding);
    for (const Finding& finding : review_.undetermined) add(finding);
    scope_.total = total_.figures();
    scope_.by_route = figures_of(by_route_);
    for (SystemScope& system : scope_.systems) {
      Parts& parts = parts_[system.system];
      system.figures = parts.all.figures();
      system.by_route = figures_of(parts.by_route);
      system.by_month = figures_of(parts.by_month);
    }
    add_windows();
    return std::move(scope_);
  }

 private:
  struct Parts {
    Tally all;
    std::map<std::string, Tally> by_route, by_month;
  };

  SystemScope& of(SystemId system) {
    const auto same = [&](const SystemScope& one) { return one.system == system; };
    return *std::find_if(scope_.systems.begin(), scope_.systems.end(), same);
  }

  // Systems with a log, by code, and those without any.
  void list_systems() {
    std::map<std::string_view, SystemScope> with_log;
    for (const FileRead& read : review_.files) {
      const logs::LogProfile& profile = context_.sources.profiles[read.file.profile];
      const SystemId id = context_.sources.systems[read.file.profile];
      SystemScope& system = with_log[context_.base.registers().code(id)];
      system.system = id;
      system.counts_facilities = profile.object_kind == logs::ObjectKind::kFacility;
      system.shows_records = profile.shows.whose;
      system.shows_accounts = profile.shows.who;
      system.counts += read.counts;
      widen(system.windows.logs, system.windows.has_logs, read.coverage.first(),
            read.coverage.last());
    }
    for (auto& [code, system] : with_log) scope_.systems.push_back(std::move(system));
    for (const reg::System& row : context_.base.registers().systems) {
      if (!with_log.contains(context_.base.registers().code(row.id)))
        scope_.without_log.push_back(row.id);
    }
  }

  void add(const Finding& finding) {
    const std::string route(review_.texts.text(finding.route));
    Parts& parts = parts_[finding.system];
    parts.all.add(finding);
    parts.by_month[text::date_iso(finding.time, text::kJst).substr(0, 7)].add(finding);
    total_.add(finding);
    if (finding.disposition == Disposition::kViolation ||
        finding.disposition == Disposition::kAttempt) {
      parts.by_route[route].add(finding);
      by_route_[route].add(finding);
    }
  }

  void add_windows() {
    for (const Exposure& exposure : scope_.exposures) {
      Windows& windows = of(context_.base.registers().system_of(exposure.account)).windows;
      widen(windows.exposure, windows.has_exposure, exposure.period.from, exposure.period.until);
    }
    for (SystemScope& system : scope_.systems) {
      Windows& windows = system.windows;
      windows.examined = {std::max(context_.period.from, windows.logs.from),
                          std::min(context_.period.until, windows.logs.until)};
      Windows& all = scope_.windows;
      if (windows.has_logs) {
        widen(all.logs, all.has_logs, windows.logs.from, windows.logs.until);
        all.examined = {std::max(context_.period.from, all.logs.from),
                        std::min(context_.period.until, all.logs.until)};
      }
      if (windows.has_exposure) {
        widen(all.exposure, all.has_exposure, windows.exposure.from, windows.exposure.until);
      }
    }
  }

  const Context& context_;
  const Review& review_;
  Scope scope_;
  Tally total_;
  std::map<std::string, Tally> by_route_;
  std::map<SystemId, Parts> parts_;
};

}  // namespace

Scope scope_of(const Context& context, const Review& review) {
  return ScopeBuilder(context, review).build();
}

}  // namespace sekisho::review
