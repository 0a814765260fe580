#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "service/decision/judgement.h"

namespace sekisho::service {

inline constexpr std::string_view kMasksNeeded = "gate/cannot-mask";
inline constexpr std::string_view kNotAnswered = "gate/not-yours";
inline constexpr std::string_view kUnknownType = "gate/unknown-type";

// The `context` of an answer: why, in both languages, for the administrator and for whoever is
// refused; what has to be masked; which rules and facts were asked; the number of the entry.
std::string answer_context(const Knowledge& knowledge, const Judgement& judgement,
                           std::optional<uint64_t> entry);

}  // namespace sekisho::service
