#include "policy/test_run.h"

#include <fmt/format.h>

#include <algorithm>

#include "cedar/authorizer.h"
#include "policy/nearest.h"

namespace sekisho::policy {
namespace {

constexpr std::string_view kNone = "none";

std::string list_of(std::vector<std::string> names) {
  if (names.empty()) return std::string(kNone);
  std::ranges::sort(names);
  return fmt::format("{}", fmt::join(names, ", "));
}

// What the case demands, in the words in which obligations come out.
std::string obligations_text(const std::string& written, const Vocabulary& vocabulary) {
  if (written == kNone) return to_string(Obligations{});
  const auto parsed = parse_obligations(written, vocabulary);
  return parsed ? to_string(*parsed) : parsed.error().message;
}

std::string obligations_of_all(const std::vector<std::string>& permits,
                               const cedar::PolicySet& policies, const Vocabulary& vocabulary) {
  Obligations all;
  for (const std::string& id : permits) {
    const auto some = obligations_of(*policies.find(id), vocabulary);
    if (!some) return some.error().message;
    all.merge(*some);
  }
  return to_string(all);
}

}  // namespace

std::vector<Difference> compare(const Expected& expected, const Got& got,
                                const Vocabulary& vocabulary) {
  std::vector<Difference> out;
  const auto hold = [&](const char* what, std::string wanted, std::string came) {
    if (wanted != came) out.push_back({what, std::move(wanted), std::move(came)});
  };
  hold("decision", expected.decision, got.decision);
  if (expected.policies) hold("policies", list_of(*expected.policies), list_of(got.policies));
  if (expected.reason) hold("reason", *expected.reason, got.reason);
  if (expected.route) hold("route", *expected.route, got.route);
  if (expected.obligations)
    hold("obligations", obligations_text(*expected.obligations, vocabulary), got.obligations);
  if (expected.errors) hold("errors", list_of(*expected.errors), list_of(got.errors));
  return out;
}

Got decide_plain(const cedar::PolicySet& policies, const Vocabulary& vocabulary,
                 const cedar::Request& request, const cedar::Entities& entities) {
  cedar::Answer answer = cedar::is_authorized(policies, request, entities);
  Got out{.decision = std::string(cedar::name_of(answer.decision))};
  for (const cedar::PolicyError& error : answer.errors) out.errors.push_back(error.policy);
  if (answer.decision == cedar::Decision::kAllow) {
    out.obligations = obligations_of_all(answer.reasons, policies, vocabulary);
  } else {
    out.obligations = to_string(Obligations{});
    if (!answer.reasons.empty()) {
      out.reason = "forbid/" + answer.reasons.front();
    } else {
      const auto nearest = nearest_permit(policies, request, entities);
      out.reason = nearest ? nearest->reason() : std::string(kNoPermit);
    }
  }
  out.policies = std::move(answer.reasons);
  return out;
}

}  // namespace sekisho::policy
