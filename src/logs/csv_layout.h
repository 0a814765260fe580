#pragma once

#include <array>
#include <string_view>
#include <vector>

#include "logs/assembler.h"
#include "logs/csv_record.h"
#include "logs/line_gate.h"
#include "text/delimited_scan.h"

namespace sekisho::logs {

// Cuts CSV into values. Lines go through a vectorised scan for delimiters and quotes; records of
// several lines through cut_csv_record. Not thread-safe.
class CsvLayout {
 public:
  explicit CsvLayout(const LogFormat& format);

  // Returns how many lines there were.
  uint64_t read(const Block& block, const FileContext& context, const LineGate& gate,
                Assembler& assembler);

 private:
  struct Cut {
    size_t raw_end = 0;
    size_t next = 0;
    const char* error = nullptr;
  };
  // Lines are cut so far ahead of being read that what they need is in the cache by then.
  static constexpr size_t kLinesAhead = 8;
  // A line that was cut but not yet read.
  struct Waiting {
    Record record;
    const char* error = nullptr;
    size_t count = 0;
    std::vector<RawField> values;
  };

  uint64_t read_lines(std::string_view chunk, uint64_t first_line, const FileContext& context,
                      const LineGate& gate, Assembler& assembler);
  uint64_t read_records(const Block& block, const FileContext& context, const LineGate& gate,
                        Assembler& assembler);
  Cut cut_line(std::string_view chunk, size_t begin);
  bool cut_quoted(std::string_view chunk, size_t open, size_t& field, Cut& cut);
  void skip_to_line_end(std::string_view chunk);
  void take(const Waiting& line, const FileContext& context, const LineGate& gate,
            Assembler& assembler) const;
  void deliver(const Record& record, const RawField* values, size_t count,
               const FileContext& context, Assembler& assembler) const;

  const LogFormat& format_;
  text::DelimitedScan scan_;
  std::vector<uint32_t> positions_;
  size_t at_ = 0;               // index into positions_
  RawField* values_ = nullptr;  // of the line that is being cut
  size_t count_ = 0;
  std::array<Waiting, kLinesAhead> waiting_;
  CsvCut record_;
};

}  // namespace sekisho::logs
