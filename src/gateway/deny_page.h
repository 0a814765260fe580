#pragma once

#include <string>
#include <string_view>

namespace sekisho::gateway {

// Why a gate shows its own page. `reason` is a word for programs and for the desk:
//   session/…   nobody has proved who they are (401)
//   route/…     the request cannot be understood in one way (403)
//   spool/…     it cannot be recorded (503), facts/stale likewise
//   answer/…    what the system says cannot be shown (502)
//   gate/…      a failure of the gate itself (503)
//   other       as the barrier names what speaks against it (403)
struct Denial {
  std::string reason;
  std::string reference;  // under which the desk finds it
  // Where whoever logs in goes back to, for the page where they do: `#system=nol&path=%2Fpoints`.
  std::string way_back = {};
};

// The way back to a request. It stands behind `#`, so that no server's log has it: a search names
// people. A request that changes something is not made again.
std::string way_back(std::string_view system, std::string_view method, std::string_view target);

int status_of(std::string_view reason);

struct Page {
  int status = 403;
  std::string_view content_type;
  std::string body;
};

// What is the same on every page of a gate.
struct Desk {
  std::string contact;  // whom to ask; empty: whoever runs the system
  std::string login;    // where one logs in; empty: not told
};

// In Japanese and English: a page where the browser takes HTML, else a problem (RFC 9457). It tells
// nothing of the record, of the rules or of other people.
Page deny_page(const Denial& denial, const Desk& desk, std::string_view accept);
// The `Content-Security-Policy` of these pages: the style that stands in them, and nothing else.
const std::string& page_policy();

}  // namespace sekisho::gateway
