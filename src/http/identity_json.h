#pragma once

#include <string>
#include <string_view>
#include <vector>

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
Response code_response(const identity::EnrolmentCode& code, int status);

}  // namespace sekisho::http
