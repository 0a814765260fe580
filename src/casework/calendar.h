#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"

namespace sekisho::casework {

// On which days offices are closed (policies/calendar.toml, docs/formats/deadlines.md). Days count
// from 1970-01-01. Immutable.
class Calendar {
 public:
  // kBadInput at the place that is wrong.
  static Result<Calendar> parse(std::string_view toml, const std::string& file);

  bool is_closed(int64_t day) const;
  // Whether its holidays are known: beyond, only weekdays and fixed days are.
  bool knows(int64_t day) const { return from_ <= day && day < until_; }
  // The day itself, or the first open one after it.
  int64_t open_from(int64_t day) const;
  // `count` open days after a day.
  int64_t after_open_days(int64_t day, int count) const;

 private:
  struct Fixed {
    int month = 1, day = 1;  // every year
  };

  std::set<int> weekdays_;  // 0 Sunday
  std::vector<Fixed> fixed_;
  std::set<int64_t> holidays_;
  int64_t from_ = 0, until_ = 0;
};

}  // namespace sekisho::casework
