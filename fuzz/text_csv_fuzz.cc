// CSV: no byte and no line is lost; rows that were read survive being written; both engines of the
// delimited scan agree. The first byte chooses the dialect.
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "text/csv.h"
#include "text/delimited_scan.h"

using namespace sekisho::text;

namespace {

void check_reader(std::string_view text, CsvDialect dialect) {
  CsvReader reader(text, dialect);
  CsvRecord record;
  std::string written;
  CsvWriter writer(written, dialect);
  std::vector<std::vector<std::string>> rows;
  uint64_t line = 1;
  while (reader.next(record)) {
    if (record.first_line != line || record.last_line < line) __builtin_trap();
    line = record.last_line + 1;
    if (record.error || record.fields.empty()) continue;
    for (const std::string_view field : record.fields) writer.field(field);
    writer.end_row();
    rows.emplace_back(record.fields.begin(), record.fields.end());
  }
  if (dialect.quote == 0) return;
  dialect.multiline = true;
  CsvReader again(written, dialect);
  for (const auto& row : rows) {
    if (!again.next(record)) __builtin_trap();
    if (record.error) continue;  // longer than a record may be once it is quoted
    if (std::vector<std::string>(record.fields.begin(), record.fields.end()) != row) {
      __builtin_trap();
    }
  }
}

std::vector<uint32_t> scan(std::string_view text, DelimitedScan::Options options,
                           DelimitedScan::Engine engine) {
  std::vector<uint32_t> positions;
  positions.resize(DelimitedScan(options, engine).run(text, positions));
  return positions;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  if (size == 0) return 0;
  const std::string_view text(reinterpret_cast<const char*>(data) + 1, size - 1);
  const char delimiter = ",\t;|"[data[0] & 3];
  const char quote = (data[0] & 4) != 0 ? '\0' : '"';
  check_reader(text, {delimiter, quote, (data[0] & 8) != 0});
  const DelimitedScan::Options options{.delimiter = delimiter,
                                       .quote = quote,
                                       .carriage_returns = (data[0] & 16) != 0,
                                       .cp932 = (data[0] & 32) != 0};
  const auto fast = scan(text, options, DelimitedScan::Engine::kBest);
  for (const auto engine : {DelimitedScan::Engine::kScalar, DelimitedScan::Engine::kAvx2}) {
    if (fast != scan(text, options, engine)) __builtin_trap();
  }
  return 0;
}
