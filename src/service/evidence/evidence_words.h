#pragma once

#include <string>
#include <string_view>

namespace sekisho::service {

// What people read for a kind, a member or a word of the schema of entries: the name itself in
// English, the glossary's word in Japanese. A name that is not among them stands for itself.
std::string evidence_word(std::string_view name, bool japanese);

}  // namespace sekisho::service
