#include "review/footprint_table.h"

#include <algorithm>
#include <tuple>
#include <utility>

namespace sekisho::review {

void FootprintTally::merge_into(std::map<FootprintRow::Key, FootprintRow>& rows,
                                const Judge& judge) const {
  for (uint32_t number = 0; number < counts_.size(); ++number) {
    const Count& count = counts_[number];
    if (count.accesses == 0) continue;
    const Footprint& footprint = judge.footprint(number);
    FootprintRow::Key key{
        footprint.system, footprint.action, footprint.object_kind, footprint.cannot_be_told, {}};
    for (const uint32_t situation : footprint.situations) {
      key.situations.push_back(judge.situation(situation).values);
    }
    FootprintRow& row = rows[key];
    const auto file = static_cast<uint32_t>(count.place >> kLineBits);
    const uint64_t line = count.place & ((uint64_t{1} << kLineBits) - 1);
    if (row.accesses == 0) {
      row.key = std::move(key);
      if (!footprint.situations.empty()) {
        row.outcome = judge.situation(footprint.situations.front()).outcome;
      }
      const auto agrees = [&](uint32_t situation) {
        return judge.situation(situation).outcome.verdict == row.outcome.verdict;
      };
      row.determined =
          !footprint.cannot_be_told && std::ranges::all_of(footprint.situations, agrees);
    }
    if (row.accesses == 0 || std::tie(file, line) < std::tie(row.file, row.line)) {
      row.file = file;
      row.line = line;
    }
    row.accesses += count.accesses;
    row.refused += count.refused;
    row.first = std::min(row.first, count.first);
    row.last = std::max(row.last, count.last);
  }
}

}  // namespace sekisho::review
