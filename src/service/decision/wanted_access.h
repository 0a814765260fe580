#pragma once

#include <optional>
#include <string_view>

#include "authzen/evaluation.h"
#include "service/decision/judgement.h"

// What evaluations of the AuthZEN API are about, in the barrier's terms (docs/authzen.md).
namespace sekisho::service {

inline constexpr std::string_view kSubjectPerson = "person";
inline constexpr std::string_view kSubjectAccount = "account";
inline constexpr std::string_view kResourceSystem = "system";

// The kind of record that a type of resource names; nothing where it names none.
std::optional<barrier::RecordKind> record_type(std::string_view type);

// Nothing where subject, action or resource is of no type that the barrier knows, or where the
// system of a record is not named: then the answer is no, or that nobody is found.
std::optional<WantedAccess> wanted_access(const authzen::Evaluation& evaluation);

// Whether whoever asks says that it masks what a permit demands (`obligations` of the context names
// `mask`). A permit with masks is none for the others.
bool can_mask(const authzen::Evaluation& evaluation);

}  // namespace sekisho::service
