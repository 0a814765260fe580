#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "base/instant.h"

namespace sekisho::evidence {

// How long a class of data has to be kept (保存期間), and why.
struct RetentionClass {
  std::string name;  // as in a key's id
  std::string title;
  std::string basis;  // the statute or the rule
  int months = 0;
};

// A policy file (docs/formats/retention.md). Immutable.
struct RetentionPolicy {
  std::string sha256;  // of the file
  std::vector<RetentionClass> classes;
  std::string people;    // the class of employees' keys
  std::string segments;  // the class of a segment whose seal names none

  const RetentionClass* find(std::string_view name) const;
};

// kBadInput names the line; among it a class `wheeling` of less than kMinWheelingMonths, whatever a
// file says. `file` is only for messages.
Result<RetentionPolicy> parse_retention(std::string_view toml, const std::string& file);

// The first moment at which data that ends at `end` need not be kept any more: a first of a month
// in Japan, when that many whole months have passed since the month of `end`.
Instant runs_out(Instant end, int months);

// All of a month `2022-10` in Japan; the month is one of a KeyId.
Period period_of_month(std::string_view month);

}  // namespace sekisho::evidence
