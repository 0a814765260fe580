#pragma once

#include <string>

#include "cli/command.h"

namespace sekisho::cli {

// `--lang ja|en`; without it the language of the environment (LC_ALL, LC_MESSAGES, LANG).
void declare_language(Arguments& arguments, std::string& language);
bool is_japanese(const std::string& language);

}  // namespace sekisho::cli
