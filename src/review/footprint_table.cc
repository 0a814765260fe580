#include "review/footprint_table.h"

#include <algorithm>
#include <tuple>
#include <utility>

namespace sekisho::review {

FootprintRow::Key footprint_key(const Judge& judge, uint32_t number) {
  const Footprint& footprint = judge.footprint(number);
  FootprintRow::Key key{
      footprint.system, footprint.action, footprint.object_kind, footprint.cannot_be_told, {}};
  for (const uint32_t situation : footprint.situations) {
    key.situations.push_back(judge.situation(situation).values);
  }
  return key;
}

void FootprintTally::add(uint32_t footprint, const FootprintCount& more) {
  if (footprint >= counts_.size()) counts_.resize(footprint + 1);
  FootprintCount& count = counts_[footprint];
  count.accesses += more.accesses;
  count.refused += more.refused;
  count.first = std::min(count.first, more.first);
  count.last = std::max(count.last, more.last);
  count.line = std::min(count.line, more.line);
}

FootprintRow footprint_row(const Judge& judge, uint32_t number, FootprintRow::Key key) {
  const Footprint& footprint = judge.footprint(number);
  FootprintRow row;
  row.key = std::move(key);
  if (!footprint.situations.empty()) {
    row.outcome = judge.situation(footprint.situations.front()).outcome;
  }
  row.determined =
      !footprint.cannot_be_told && std::ranges::all_of(footprint.situations, [&](uint32_t one) {
        return judge.situation(one).outcome.verdict == row.outcome.verdict;
      });
  return row;
}

void add_count(FootprintRow& row, uint32_t file, const FootprintCount& count) {
  if (row.accesses == 0 || std::tie(file, count.line) < std::tie(row.file, row.line)) {
    row.file = file;
    row.line = count.line;
  }
  row.accesses += count.accesses;
  row.refused += count.refused;
  row.first = std::min(row.first, count.first);
  row.last = std::max(row.last, count.last);
}

}  // namespace sekisho::review
