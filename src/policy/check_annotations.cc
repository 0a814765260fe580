#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <set>

#include "policy/check_set.h"
#include "text/nearest.h"

namespace sekisho::policy {
namespace {

using cedar::Severity;

constexpr std::string_view kClause = "clause";

// Every annotation that means something to this program, but for the clauses'.
const std::vector<std::string_view>& known_annotations() {
  static const std::vector<std::string_view> known{
      "id",       "title", "title_ja", "basis",       "basis_ja",       "obligation",
      "overlaps", "route", "rank",     "explanation", "explanation_ja", "gate"};
  return known;
}

std::vector<std::string_view> required_annotations(SetKind kind) {
  switch (kind) {
    case SetKind::kPlain:
      return {};
    case SetKind::kBarrier:
    case SetKind::kDoubts:
      return {"id", "title", "title_ja", "basis", "basis_ja"};
    case SetKind::kRoutes:
      return {"id", "title", "title_ja", "explanation", "explanation_ja"};
  }
  return {};
}

// N of `clauseN` and `clauseN_ja`; 0 for any other name.
size_t clause_number(std::string_view name) {
  if (!name.starts_with(kClause)) return 0;
  if (name.ends_with("_ja")) name.remove_suffix(3);
  const std::string_view digits = name.substr(kClause.size());
  size_t number = 0;
  const char* end = digits.data() + digits.size();
  const auto [at, error] = std::from_chars(digits.data(), end, number);
  return error == std::errc() && at == end ? number : 0;
}

bool is_rank(const std::string* text) {
  if (text == nullptr || text->empty()) return false;
  int value = 0;
  const char* end = text->data() + text->size();
  const auto [at, error] = std::from_chars(text->data(), end, value);
  return error == std::errc() && at == end;
}

class AnnotationCheck {
 public:
  AnnotationCheck(SetKind kind, const Source& source, const CheckedPolicy& checked,
                  std::vector<Finding>& out)
      : kind_(kind), source_(source), id_(checked.id), policy_(*checked.policy), out_(out) {}

  void run() {
    for (const auto& [name, value] : policy_.annotations) check_name(name);
    check_required();
    if (kind_ == SetKind::kRoutes) check_route();
    if (kind_ == SetKind::kBarrier && policy_.effect == cedar::Effect::kPermit) check_clauses();
  }

 private:
  // `about` is the annotation to point at.
  void add(Severity severity, std::string rule, std::string message, std::string help,
           std::string_view about = {}) {
    Place place = about.empty() ? policy_.place : place_of_annotation(source_, policy_, about);
    out_.push_back({severity,
                    std::move(rule),
                    id_,
                    {ErrorCode::kBadInput, std::move(message), std::move(place), std::move(help)}});
  }

  // A slip in `@obligation` would open the gate wider than its author thought.
  void check_name(const std::string& name) {
    if (const size_t number = clause_number(name); number > 0) {
      if (number <= policy_.clauses.size()) return;
      return add(Severity::kWarning, "clause-name",
                 fmt::format("`@{}` names a clause that is not there", name),
                 fmt::format("The policy has {} clauses.", policy_.clauses.size()), name);
    }
    if (std::ranges::find(known_annotations(), name) != known_annotations().end()) return;
    std::string help = text::did_you_mean(name, known_annotations());
    if (help.empty()) return;
    add(Severity::kWarning, "unknown-annotation",
        fmt::format("`@{}` means nothing to this program", name), std::move(help), name);
  }

  void check_required() {
    std::vector<std::string> missing;
    for (const std::string_view name : required_annotations(kind_)) {
      const std::string* value = policy_.annotation(name);
      if (value == nullptr || value->empty()) missing.push_back(fmt::format("`@{}`", name));
    }
    if (missing.empty()) return;
    add(Severity::kWarning, "missing-annotation",
        fmt::format("the policy has no {}", fmt::join(missing, ", ")),
        "Write them before it; findings and explanations show them.");
  }

  void check_route() {
    if (policy_.annotation("route") != nullptr && is_rank(policy_.annotation("rank"))) return;
    add(Severity::kError, "route", "the route has no `@route` or no whole number as `@rank`",
        "Write @route(\"name\") and @rank(\"50\") before it.");
  }

  void check_clauses() {
    std::set<std::string, std::less<>> names;
    for (size_t i = 1; i <= policy_.clauses.size(); ++i) {
      const std::string* label = policy_.annotation(fmt::format("clause{}", i));
      const size_t colon = label == nullptr ? std::string::npos : label->find(": ");
      if (colon == std::string::npos) {
        add(Severity::kWarning, "clause-name", fmt::format("clause {} has no name", i),
            fmt::format(
                "Write @clause{}(\"name: what it asks for\"): findings give the name as the "
                "reason.",
                i));
      } else if (!names.insert(label->substr(0, colon)).second) {
        add(Severity::kWarning, "clause-name",
            fmt::format("two clauses are called `{}`", label->substr(0, colon)),
            "Reasons could not tell them apart.");
      }
    }
  }

  SetKind kind_;
  const Source& source_;
  const std::string& id_;
  const cedar::Policy& policy_;
  std::vector<Finding>& out_;
};

}  // namespace

void check_annotations(const CheckedSet& set, std::vector<Finding>& out) {
  for (const CheckedFile& file : set.files) {
    for (const CheckedPolicy& one : file.policies) {
      AnnotationCheck(set.options.kind, *file.source, one, out).run();
    }
  }
}

}  // namespace sekisho::policy
