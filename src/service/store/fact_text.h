#pragma once

#include <string>

#include "store/fact.h"
#include "text/json_writer.h"

namespace sekisho::service {

// `assignments person=P000001 entity=KTD kind=main 2018-04-01 – 2022-07-01`, the same in every
// language; the end is not in it.
std::string statement_text(const store::Statement& says);
// An object of `register`, `from`, `until` (RFC 3339 in Japan's zone; an open end is null) and
// `fields`.
void write_statement(text::JsonWriter& json, const store::Statement& says);

}  // namespace sekisho::service
