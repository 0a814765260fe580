#include "logs/line_gate.h"

#include <fmt/format.h>

#include <algorithm>

namespace sekisho::logs {

bool LineGate::admit_slowly(const Record& record, Assembler& assembler) const {
  const std::string_view raw = record.raw;
  if (record.line <= context_.header_lines ||
      (!context_.header.empty() && raw == context_.header)) {
    assembler.header(record.lines);
    return false;
  }
  if (raw.empty()) {
    if (format_.skip_empty_lines)
      assembler.header(record.lines);
    else
      assembler.reject(record, RejectReason::kEmptyLine, "the line is empty");
    return false;
  }
  if (std::ranges::any_of(format_.skip_prefixes,
                          [&](const auto& p) { return raw.starts_with(p); })) {
    assembler.header(record.lines);
    return false;
  }
  if (raw.size() > kMaxLineBytes) {
    assembler.reject(record, RejectReason::kTooLong,
                     fmt::format("the line has more than {} bytes", kMaxLineBytes));
    return false;
  }
  if (has_nul_ && raw.find('\0') != std::string_view::npos) {
    assembler.reject(record, RejectReason::kNulByte,
                     fmt::format("byte {} is 0", raw.find('\0') + 1));
    return false;
  }
  if (check_lines_ && !well_formed(format_.block_encoding(), raw)) {
    assembler.reject(record, RejectReason::kBadEncoding,
                     fmt::format("the line is not {}", text::name_of(format_.block_encoding())));
    return false;
  }
  return true;
}

}  // namespace sekisho::logs
