#pragma once

#include <expected>
#include <string>
#include <string_view>

#include "casework/watched_look.h"
#include "http/casework_calls.h"
#include "http/handlers.h"
#include "http/masking.h"

// What the handlers of emergencies and of outages have in common.
namespace sekisho::http {

// What is shown of whom one names: in plain to whoever has a look at it in force, or at all of
// them.
std::expected<Mask, Fault> mask_of_looks(const Call& call, office::ThingKind kind,
                                         std::string_view id);
// On whose word something comes into force: the caller's own, where the office lets them approve
// it, or else the number of a decision of the company's own workflow. Refused where it is neither.
std::expected<casework::Approval, Fault> approval_in(const Call& call, office::Thing thing);
// A page of looks as JSON. Those of outages are judged again.
Answer looks_answer(const Call& call, std::string_view list, uint64_t from,
                    const casework::LookPage& page, const Mask& mask);
// Those that were named, without a page.
std::vector<std::string> looks_json(const Call& call,
                                    const std::vector<casework::WatchedLook>& looks,
                                    const Mask& mask);

}  // namespace sekisho::http
