#pragma once

#include <string>
#include <string_view>

#include "authzen/decision_point.h"

// The OpenID AuthZEN Authorization API 1.0, from the JSON of a request to the JSON of its answer.
// Nothing here knows of HTTP: an error of kBadInput is status 400 (section 10.1), others are the
// server's.
namespace sekisho::authzen {

// Section 6, and the JSON of it: `{"decision": …}`.
Result<Decision> decide_evaluation(const text::JsonValue& request, DecisionPoint& point);
std::string to_json(const Decision& decision);
// Section 7: `{"evaluations": […]}`, or as section 6 where the request has none.
Result<std::string> answer_evaluations(const text::JsonValue& request, DecisionPoint& point);
// Section 8: `{"results": […], "page": {…}}`.
Result<std::string> answer_search(const text::JsonValue& request, Sought sought,
                                  DecisionPoint& point);

// Section 9, what stands at /.well-known/authzen-configuration: `base` is where clients reach the
// decision point, `https://sekisho.example`.
std::string configuration(std::string_view base);

}  // namespace sekisho::authzen
