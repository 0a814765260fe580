#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "mask/masker.h"

namespace sekisho::mask {

// What a response says of its body. Values of headers as they stand; empty: there is no such
// header.
struct ResponseHead {
  int status = 200;
  bool has_body = true;    // false: a HEAD request, or a length of 0
  bool is_static = false;  // the route holds no records: scripts, pictures, type
  std::string_view content_type;
  std::string_view content_encoding;
  std::string_view content_range;
};

enum class BodyFate : uint8_t {
  kPass,    // there is nothing to mask
  kMask,    // goes through a Masker of `format`
  kRefuse,  // the person is told `why`; no byte of it is sent
};

struct BodyRule {
  BodyFate fate = BodyFate::kRefuse;
  DocumentFormat format = {};
  std::string_view ja, en;  // why it is refused
};

// What becomes of a response to somebody from whom something is masked. The first line that fits
// decides; whatever fits none is refused.
//
//   status 1xx (an upgrade)                                    refuse
//   no body (204, 304), a static route                         pass
//   status 206, a Content-Range                                refuse: a part cannot be understood
//   a Content-Encoding other than identity                     refuse: it was asked for none
//   application/json, …/…+json                                 JSON
//   application/jsonl, application/x-ndjson                    JSON Lines
//   text/html                                                  HTML
//   text/csv, application/csv                                  CSV; UTF-8, or CP932 if it says so
//   text/tab-separated-values                                  the same, tabs
//   text/plain                                                 free text
//   spreadsheets, PDF, archives, other application documents   refuse: as CSV it can be had
//   multipart/…, text/event-stream                             refuse
//   anything else, and no type at all                          refuse
//
// A charset other than UTF-8 (and CP932 for CSV) is refused; parameters that are not understood
// are, too. The filter itself asks upstream for no ranges, no encodings and no conditional
// answers, and removes Content-Length, ETag, Last-Modified and Accept-Ranges of what it masks.
BodyRule body_rule(const ResponseHead& head);

// A `Content-Type` that says which of these forms a document has, and its charset, and nothing else
// that stood in the header; empty where it is none of them.
std::string form_in_words(std::string_view content_type);

}  // namespace sekisho::mask
