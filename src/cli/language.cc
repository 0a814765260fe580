#include "cli/language.h"

#include <cstdlib>
#include <string_view>

namespace sekisho::cli {

void declare_language(Arguments& arguments, std::string& language) {
  arguments.choice("--lang", language, {"ja", "en"}, "language of the output: ja or en");
}

bool is_japanese(const std::string& language) {
  if (!language.empty()) return language == "ja";
  for (const char* name : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
    const char* value = std::getenv(name);
    if (value != nullptr && *value != '\0') return std::string_view(value).starts_with("ja");
  }
  return false;
}

}  // namespace sekisho::cli
