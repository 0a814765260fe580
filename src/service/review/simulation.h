#pragma once

#include <cstddef>
#include <string>

namespace sekisho::service {

struct ReviewResult;

// Changes that a simulation shows one by one.
inline constexpr size_t kMaxSimulatedExamples = 100;

// What the rules of a review change of the earlier one that it was compared with, as JSON: how many
// findings come, go or are otherwise, by day and by the department in which the account's holder
// worked at that moment, and the first of them. `result` has a comparison. Names nobody.
std::string simulation_json(const ReviewResult& result);

}  // namespace sekisho::service
