#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/error.h"
#include "cedar/authorizer.h"
#include "cedar/trace.h"
#include "policy/obligations.h"

namespace sekisho::service {

// One request to plain policies. A text that begins with `{` or `[` is JSON itself, any other the
// name of a file that holds it.
struct PolicyExplainRequest {
  std::vector<std::string> paths;  // policies, as `policy check` takes them: one set
  std::optional<std::string> standard_input = {};
  std::string schema = {};    // empty: the only one beside the policies, if there is one
  std::string entities = {};  // empty: none
  std::string request = {};   // principal, action, resource and context in one object; or
  std::string principal = {}, action = {}, resource = {}, context = {};
};

// Why policies decide as they do.
struct PolicyExplanation {
  std::shared_ptr<const cedar::PolicySet> policies;
  cedar::Request request;
  cedar::Answer answer;
  std::string schema;  // its file; empty: there was none
  bool allowed() const { return answer.decision == cedar::Decision::kAllow; }

  std::vector<cedar::PolicyTrace> traces;  // of every policy, in order
  // Of a denial that no forbid made: the permit that came nearest, and its first clause that does
  // not hold. Where no permit's scope matches there is none.
  std::optional<size_t> nearest;  // in `traces`
  size_t failed = 0;
  policy::Obligations obligations;  // of an allowed request
  policy::Vocabulary vocabulary;
  std::string unknown_obligation;  // why they are not known
};

// Policies that do not validate, entities or a request that do not keep to the schema are errors.
// So are doubts and routes: they are asked other questions.
Result<PolicyExplanation> explain_policies(const PolicyExplainRequest& request);

struct PolicyExplainStyle {
  bool japanese = false;
  bool every_policy = false;  // not only those that decided or came nearest
};
std::string policy_explain_text(const PolicyExplanation& explanation,
                                const PolicyExplainStyle& style);
std::string policy_explain_json(const PolicyExplanation& explanation);

}  // namespace sekisho::service
