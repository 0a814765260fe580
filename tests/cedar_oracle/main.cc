#include <fmt/format.h>

#include <charconv>
#include <cstdio>
#include <iostream>
#include <optional>
#include <string>
#include <string_view>

#include "answers.h"

// cedar_oracle cases SEED FIRST COUNT: makes up cases and answers them, one line of JSON each.
// cedar_oracle follow: reads what the reference's side wrote, has ours read its products, and
// passes on what differs. tests/cedar_oracle_test.py puts both and the reference in a row.
namespace {

std::optional<uint64_t> number(std::string_view text) {
  uint64_t out = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), out);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return out;
}

int write_cases(uint64_t seed, uint64_t first, uint64_t count) {
  for (uint64_t i = first; i < first + count; ++i) {
    std::cout << sekisho::cedar::oracle::case_line(seed, i) << '\n';
  }
  return std::cout.flush() ? 0 : 1;
}

int follow_lines() {
  std::string line;
  while (std::getline(std::cin, line)) {
    if (const auto out = sekisho::cedar::oracle::follow(line)) std::cout << *out << '\n';
  }
  return std::cout.flush() ? 0 : 1;
}

}  // namespace

int main(int count, char** arguments) {
  std::ios::sync_with_stdio(false);
  const std::string_view command = count > 1 ? arguments[1] : "";
  if (command == "follow" && count == 2) return follow_lines();
  if (command == "cases" && count == 5) {
    const auto seed = number(arguments[2]);
    const auto first = number(arguments[3]);
    const auto cases = number(arguments[4]);
    if (seed && first && cases) return write_cases(*seed, *first, *cases);
  }
  std::fputs("usage: cedar_oracle cases SEED FIRST COUNT | cedar_oracle follow\n", stderr);
  return 2;
}
