#pragma once

#include <expected>
#include <string>
#include <string_view>
#include <vector>

#include "http/handlers.h"
#include "http/message.h"
#include "identity/administration.h"
#include "identity/records.h"
#include "service/identity/people.h"
#include "text/json_writer.h"

// What several handlers of people and their accounts write.
namespace sekisho::http {

std::string time_text(Instant at);
void write_factors(text::JsonWriter& json, const std::vector<identity::Factor>& factors);
// What a security key is asked for: bytes in base64url.
void write_challenge(text::JsonWriter& json, const service::People& people,
                     std::string_view challenge, const std::vector<std::string>& credentials,
                     std::string_view user = {});
void write_encoded(text::JsonWriter& json, std::string_view name,
                   const std::vector<std::string>& items);
// Where the caller speaks from, for what people are told of their account.
std::string source_of(const Call& call);
// `notices` and `expiring` of a session: how much its owner has to look at.
std::expected<void, Fault> write_attention(text::JsonWriter& json, const Call& call,
                                           const identity::UserId& user);
Response code_response(const identity::EnrolmentCode& code, int status);

}  // namespace sekisho::http
