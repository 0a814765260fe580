#pragma once

#include <string>

namespace sekisho::http {

// The same in both languages.
struct Words {
  std::string en, ja;

  const std::string& in(bool japanese) const { return japanese ? ja : en; }
};

}  // namespace sekisho::http
