#pragma once

#include <string>
#include <string_view>

#include "base/error.h"
#include "cedar/policy.h"

// The EST: the standard's JSON form of policies. Conversion both ways keeps the meaning and the way
// an expression was written; layout, comments and places are lost, and so are the brackets around a
// single action. An annotation without a value is `null` there.
namespace sekisho::cedar {

// One policy or template; its id is not part of the form.
std::string to_est_json(const Policy& policy);
// `{"staticPolicies", "templates", "templateLinks"}`.
std::string to_est_json(const PolicySet& policies);

Result<Policy> parse_policy_est(std::string_view json, std::string id, std::string_view file = {});
Result<PolicySet> parse_policy_set_est(std::string_view json, std::string_view file = {});

}  // namespace sekisho::cedar
