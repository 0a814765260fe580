#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "logs/decoder.h"
#include "logs/log_format.h"
#include "logs/raw_field.h"

namespace sekisho::logs {

// One CSV record at the beginning of a run of bytes.
struct CsvCut {
  std::vector<RawField> values;  // reused
  std::string_view raw;          // the record without its line end
  size_t next = 0;               // where the next record begins
  uint64_t lines = 1;
  bool complete = true;         // false: more bytes are needed to tell
  const char* error = nullptr;  // why it cannot be used; it is then one line
  RejectReason reason = RejectReason::kBrokenQuote;
};

// Cuts a record byte by byte, the plain way: what the fast line decoder is compared with, and what
// reads `records = "multiline"`. A record of several lines has to close its quotes within
// kMaxRecordLines and kMaxRecordBytes and to have `columns` values (0: any number); otherwise its
// first line alone is broken, and reading goes on at the second. `at_end` says that nothing follows
// behind `bytes`.
void cut_csv_record(std::string_view bytes, const LogFormat& format, size_t columns, bool at_end,
                    CsvCut& out);

}  // namespace sekisho::logs
