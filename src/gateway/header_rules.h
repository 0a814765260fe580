#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

// Which headers cross a gate. Names are compared without regard to case, `_` is `-`.
namespace sekisho::gateway {

// Whether a header of a request goes on to the system. Kept back are those that claim an identity
// (only the gate says who somebody is), those that ask for another method or place than the request
// line does, which was what was decided on, and, unless the route is a static one, those that ask
// for a part, for another encoding or for an answer only if something has changed.
bool passes_upstream(std::string_view name, bool is_static);

// Whether a header of an answer may go on to whoever asked. Of a masked one only what is known to
// say nothing of its content may; what `Location`, `Set-Cookie` and `Content-Security-Policy` say
// is looked at besides (Exchange::passes_downstream).
enum class Answer : uint8_t { kStatic, kPlain, kMasked };
bool passes_downstream(std::string_view name, Answer answer);

// Whether a `Content-Security-Policy` is of words alone: known directives with keywords and
// schemes. A place for reports, a host, a nonce and a hash are the system's own choice, and may say
// anything.
bool is_plain_policy(std::string_view value);

// The value of the one cookie of that name; nothing where there is none or several, which of them
// holds cannot be known.
std::optional<std::string_view> cookie(std::string_view header, std::string_view name);
// The name that a `Set-Cookie` gives its cookie.
std::string_view name_of_cookie(std::string_view header);
// The header without it: a system behind the gate must not have what opens the gate.
std::string without_cookie(std::string_view header, std::string_view name);

}  // namespace sekisho::gateway
