#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <set>

#include "policy/check_set.h"
#include "policy/limits.h"
#include "policy/overlap.h"
#include "text/nearest.h"

namespace sekisho::policy {
namespace {

using cedar::Severity;

constexpr std::string_view kOverlaps = "overlaps";

struct Permit {
  const std::string* id;
  const cedar::Policy* policy;
  Obligations obligations;
  std::set<std::string, std::less<>> overlaps = {};  // ids that it names
  std::optional<Reach> reach = {};
};

std::set<std::string, std::less<>> names_of(std::string_view list) {
  std::set<std::string, std::less<>> out;
  while (!list.empty()) {
    const size_t comma = std::min(list.find(','), list.size());
    std::string_view name = list.substr(0, comma);
    while (name.starts_with(' ')) name.remove_prefix(1);
    while (name.ends_with(' ')) name.remove_suffix(1);
    if (!name.empty()) out.emplace(name);
    list.remove_prefix(std::min(comma + 1, list.size()));
  }
  return out;
}

class ObligationCheck {
 public:
  ObligationCheck(const CheckedSet& set, std::vector<Finding>& out) : set_(set), out_(out) {}

  void run() {
    for (const CheckedFile& file : set_.files) {
      for (const CheckedPolicy& one : file.policies) read(*file.source, one);
    }
    check_overlaps();
    check_names();
  }

 private:
  void add(Severity severity, std::string rule, const std::string& id, Error error) {
    out_.push_back({severity, std::move(rule), id, std::move(error)});
  }

  void read(const Source& source, const CheckedPolicy& one) {
    const cedar::Policy& policy = *one.policy;
    const bool decides = policy.effect == cedar::Effect::kPermit &&
                         set_.options.kind != SetKind::kDoubts &&
                         set_.options.kind != SetKind::kRoutes;
    if (!decides) {
      if (policy.annotation(kObligationAnnotation) == nullptr) return;
      return add(
          Severity::kWarning, "obligation", one.id,
          {ErrorCode::kBadInput, "an obligation means something on a permit of the barrier only",
           policy.place, "Remove it, or move it to the permit."});
    }
    auto obligations = obligations_of(policy, set_.vocabulary);
    if (!obligations) {
      obligations.error().place = place_of_annotation(source, policy, kObligationAnnotation);
      return add(Severity::kError, "obligation", one.id, std::move(obligations.error()));
    }
    Permit& permit = permits_.emplace_back(&one.id, &policy, std::move(*obligations));
    if (const std::string* names = policy.annotation(kOverlaps)) permit.overlaps = names_of(*names);
  }

  // Reports pairs that may hold together with different obligations, and remembers those that say
  // that it is meant.
  void check_overlaps() {
    if (set_.schema == nullptr) return;
    const auto none = [](const Permit& one) { return one.obligations.none(); };
    if (std::ranges::all_of(permits_, none)) return;
    if (permits_.size() > kMaxComparedPermits) {
      return add(Severity::kWarning, "overlap", *permits_.front().id,
                 {ErrorCode::kLimit,
                  fmt::format("{} permits are too many to compare", permits_.size()),
                  {},
                  "Whether permits with different obligations hold together is not known."});
    }
    for (Permit& one : permits_) one.reach.emplace(*one.policy, *set_.schema);
    for (size_t i = 0; i < permits_.size(); ++i) {
      for (size_t j = i + 1; j < permits_.size(); ++j) check_pair(permits_[i], permits_[j]);
    }
  }

  void check_pair(const Permit& a, const Permit& b) {
    if (a.obligations == b.obligations) return;
    if (!a.reach->meets(*b.reach)) return;
    if (a.overlaps.contains(*b.id) || b.overlaps.contains(*a.id)) {
      meant_.insert({*a.id, *b.id});
      meant_.insert({*b.id, *a.id});
      return;
    }
    const Permit& masked = b.obligations.none() ? a : b;
    const Permit& other = &masked == &a ? b : a;
    Obligations both = a.obligations;
    both.merge(b.obligations);
    add(Severity::kWarning, "overlap", *masked.id,
        {ErrorCode::kBadInput,
         fmt::format("`{}` and `{}` may hold for one request, and demand different things", *a.id,
                     *b.id),
         masked.policy->place,
         fmt::format("Together they mask {}. Give one a condition that the other denies, or write "
                     "@overlaps(\"{}\") where this is meant.",
                     to_string(both), *other.id)});
  }

  void check_names() {
    std::vector<std::string_view> ids;
    for (const Permit& one : permits_) ids.push_back(*one.id);
    for (const Permit& one : permits_) {
      for (const std::string& name : one.overlaps) {
        if (std::ranges::find(ids, name) == ids.end()) {
          add(Severity::kWarning, "overlap", *one.id,
              {ErrorCode::kBadInput,
               fmt::format("`@overlaps` names `{}`, which is no permit here", name),
               one.policy->place, text::did_you_mean(name, ids)});
        } else if (set_.schema != nullptr && !meant_.contains({*one.id, name})) {
          add(Severity::kWarning, "overlap", *one.id,
              {ErrorCode::kBadInput,
               fmt::format("`@overlaps` names `{}`, but they cannot hold together with different "
                           "obligations",
                           name),
               one.policy->place, "Remove the name."});
        }
      }
    }
  }

  const CheckedSet& set_;
  std::vector<Finding>& out_;
  std::vector<Permit> permits_;
  std::set<std::pair<std::string, std::string>> meant_;
};

}  // namespace

void check_obligations(const CheckedSet& set, std::vector<Finding>& out) {
  ObligationCheck(set, out).run();
}

}  // namespace sekisho::policy
