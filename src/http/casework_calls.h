#pragma once

#include <cstdint>
#include <expected>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "casework/case.h"
#include "casework/inquiry.h"
#include "casework/journal.h"
#include "http/handlers.h"
#include "http/masking.h"

// What the handlers of cases, inquiries, figures and campaigns have in common.
namespace sekisho::http {

// The number that a path names; not-found where it is none.
std::expected<int64_t, Fault> number_of(const Call& call, std::string_view parameter);

// What is shown of whom a case and its inquiries name: in plain to whoever has a look at the case
// in force, or at all of them. `id` is its number, or kAllCases for a list of several.
inline constexpr std::string_view kAllCases = "all";
std::expected<Mask, Fault> mask_of_case(const Call& call, std::string_view id);
// As JSON.
std::string shown(casework::Case one, const Mask& mask);
std::string shown(casework::Inquiry one, const Mask& mask);

// The tag of a thing at a revision, and of the same with masks in it.
std::string tag_of(int64_t revision, bool masks = false);
// The revision, where `If-Match` names it; nothing without one; else changed-meanwhile.
std::expected<std::optional<int64_t>, Fault> seen_revision(const Call& call, int64_t revision);

// What the caller does, through the desk. A state that does not permit it is a conflict.
std::expected<void, Fault> act(const Call& call,
                               const std::function<Result<void>(casework::Journal&)>& work);
std::expected<void, Fault> read(const Call& call,
                                const std::function<Result<void>(store::Database&)>& work);

// `[…]` of what is JSON already.
std::string array_json(const std::vector<std::string>& items);
// `{"items":[…]}`, and more members that are JSON already.
std::string list_json(const std::vector<std::string>& items, std::string_view more = {});
// A page of a list of which all is at hand; `further` members are JSON already.
Answer page_of(const Call& call, std::string_view list, const std::vector<std::string>& items,
               std::string_view further = {});
// The same with its tag, so that it is not sent again.
Response tagged(std::string json, int64_t revision, int status = 200, bool masks = false);

// A history of steps, and whether they are whole; where the caller looks at people under pseudonyms
// and what was said in the steps names them (`masks`), without it.
Answer history_of(const Call& call, const casework::Thing& thing, bool masks = false);

// A member of the body that is a list of texts; a member that is true.
std::vector<std::string> texts_of(const Call& call, std::string_view member);
bool says_true(const Call& call, std::string_view member);

}  // namespace sekisho::http
