#pragma once

#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <string_view>

#include "disaster/lending.h"
#include "http/handlers.h"
#include "http/masking.h"
#include "service/disaster/disasters.h"

// What the handlers of disasters and lendings have in common.
namespace sekisho::http {

// What the caller does, with what it does to the registers. `ground` is why the registers change.
std::expected<void, Fault> act_at_desk(const Call& call, std::string_view ground,
                                       std::string_view number,
                                       const service::Disasters::Work& work);

// A time of the body as people write times; nothing where there is none.
std::expected<std::optional<Instant>, Fault> time_of(const text::JsonValue& body,
                                                     std::string_view member);
// A member of an object; empty where there is none.
std::string text_of(const text::JsonValue& object, std::string_view member);
disaster::Lifting lifting_of(const Call& call);

// An answer whose tag names the revision and what it says: what is owed becomes late by the time
// alone, which is no step.
Response tagged_by_content(std::string json, int64_t revision, int status = 200);
// Where `If-Match` names a tag of another revision, changed-meanwhile.
std::expected<void, Fault> check_seen(const Call& call, int64_t revision);

// The number that a parameter of the query names; 0 where there is none.
int64_t filter_of(const Call& call, std::string_view parameter);

// What is shown of helpers: in plain to whoever has a look at the lending in force, or at all.
std::expected<Mask, Fault> mask_of_lending(const Call& call, const std::string& id);

}  // namespace sekisho::http
