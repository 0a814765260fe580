#pragma once

#include <array>
#include <string_view>

namespace sekisho::text {

// A Japanese era since the Gregorian calendar came into use (1873-01-01, Meiji 6).
struct Era {
  char letter;
  std::string_view name;    // two kanji
  std::string_view square;  // the same as one character
  int year_before;          // its year 1 is the year after this one
  int first_year;           // its first day
  int first_month;
  int first_day;
};

// The latest first.
inline constexpr std::array<Era, 5> kEras{{
    {'R', "令和", "㋿", 2018, 2019, 5, 1},
    {'H', "平成", "㍻", 1988, 1989, 1, 8},
    {'S', "昭和", "㍼", 1925, 1926, 12, 25},
    {'T', "大正", "㍽", 1911, 1912, 7, 30},
    {'M', "明治", "㍾", 1867, 1873, 1, 1},
}};

constexpr bool began_by(const Era& era, int year, int month, int day) {
  if (year != era.first_year) return year > era.first_year;
  if (month != era.first_month) return month > era.first_month;
  return day >= era.first_day;
}

}  // namespace sekisho::text
