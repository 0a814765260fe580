#include "logs/decoder.h"

#include <algorithm>
#include <variant>

#include "logs/assembler.h"
#include "logs/csv_layout.h"
#include "logs/file_context.h"
#include "logs/limits.h"
#include "logs/line_gate.h"
#include "logs/text_layouts.h"

namespace sekisho::logs {
namespace {

using AnyLayout = std::variant<CsvLayout, SyslogLayout, AccessLogLayout, JsonLayout, PatternLayout>;

AnyLayout layout_of(const LogFormat& format) {
  switch (format.layout) {
    case Layout::kCsv:
      return CsvLayout(format);
    case Layout::kSyslog5424:
      return SyslogLayout(format);
    case Layout::kJsonl:
      return JsonLayout(format);
    case Layout::kAccessLog:
      return AccessLogLayout(format);
    case Layout::kPattern:
      return PatternLayout(format);
  }
  return CsvLayout(format);
}

}  // namespace

std::string_view name_of(RejectReason reason) {
  switch (reason) {
    case RejectReason::kEmptyLine:
      return "empty-line";
    case RejectReason::kTooFewFields:
      return "too-few-fields";
    case RejectReason::kTooManyFields:
      return "too-many-fields";
    case RejectReason::kBrokenQuote:
      return "broken-quote";
    case RejectReason::kBadEncoding:
      return "bad-encoding";
    case RejectReason::kBadTime:
      return "bad-time";
    case RejectReason::kMissingField:
      return "missing-field";
    case RejectReason::kUnknownValue:
      return "unknown-value";
    case RejectReason::kBadStructure:
      return "bad-structure";
    case RejectReason::kTooLong:
      return "too-long";
    case RejectReason::kNulByte:
      return "nul-byte";
    case RejectReason::kPatternMismatch:
      return "pattern-mismatch";
    case RejectReason::kMultilineTooLong:
      return "multiline-too-long";
  }
  return "bad-structure";
}

void LineCounts::operator+=(const LineCounts& other) {
  lines += other.lines;
  header_lines += other.header_lines;
  event_lines += other.event_lines;
  reject_lines += other.reject_lines;
  events += other.events;
  rejects += other.rejects;
}

struct Decoder::State {
  explicit State(const LogProfile& p)
      : profile(p), assembler(profile), layout(layout_of(*profile.format)) {
    values.resize(profile.format->sources.size());
  }

  uint64_t read_lines(const Block& block, const FileContext& context, bool check_lines);
  void refuse(const Block& block, const FileContext& context, std::vector<Reject>& rejects,
              LineCounts& counts) const;

  LogProfile profile;  // a copy, so that a decoder outlives the list it was made from
  Assembler assembler;
  AnyLayout layout;
  std::vector<RawField> values;
};

// Returns how many lines there were.
uint64_t Decoder::State::read_lines(const Block& block, const FileContext& context,
                                    bool check_lines) {
  const LogFormat& format = *profile.format;
  const LineGate gate(format, context, block.bytes, check_lines);
  if (auto* csv = std::get_if<CsvLayout>(&layout))
    return csv->read(block, context, gate, assembler);
  const RejectReason reason = format.layout == Layout::kPattern ? RejectReason::kPatternMismatch
                                                                : RejectReason::kBadStructure;
  const auto with = [&](auto& lines) {
    return for_each_line(block.bytes, block.first_line, [&](const Record& record) {
      if (!gate.admit(record, assembler)) return;
      if (const char* wrong = lines.read(record.raw, values)) {
        assembler.reject(record, reason, wrong);
      } else {
        assembler.record(record, values.data(), values.size());
      }
    });
  };
  switch (format.layout) {
    case Layout::kSyslog5424:
      return with(std::get<SyslogLayout>(layout));
    case Layout::kJsonl:
      return with(std::get<JsonLayout>(layout));
    case Layout::kAccessLog:
      return with(std::get<AccessLogLayout>(layout));
    case Layout::kPattern:
      return with(std::get<PatternLayout>(layout));
    case Layout::kCsv:
      break;
  }
  return 0;
}

// The file is not what the profile describes: the block is one reject.
void Decoder::State::refuse(const Block& block, const FileContext& context,
                            std::vector<Reject>& rejects, LineCounts& counts) const {
  counts.lines = count_lines(block.bytes) + (block.bytes.ends_with('\n') ? 0 : 1);
  counts.reject_lines = counts.lines;
  counts.rejects = 1;
  const bool encoding = context.problem->kind == FileProblemKind::kWrongEncoding;
  const size_t kept = std::min(block.bytes.size(), kMaxRejectBytes);
  rejects.push_back({block.first_line,
                     counts.lines,
                     encoding ? RejectReason::kBadEncoding : RejectReason::kBadStructure,
                     context.problem->message + "; the beginning of the lines is kept",
                     {0, static_cast<uint32_t>(kept)}});
}

Decoder::Decoder(const LogProfile& profile) : state_(std::make_unique<State>(profile)) {}
Decoder::Decoder(Decoder&&) noexcept = default;
Decoder& Decoder::operator=(Decoder&&) noexcept = default;
Decoder::~Decoder() = default;

LineCounts Decoder::decode(const Block& block, EventBlock& events, std::vector<Reject>& rejects) {
  SEKISHO_INVARIANT(block.bytes.size() <= kMaxBlockBytes);
  rejects.clear();
  LineCounts counts;
  if (block.bytes.empty()) {
    events.clear();
    return counts;
  }
  const LogFormat& format = *state_->profile.format;
  FileContext own;
  if (!block.context) own = make_context(state_->profile, block.bytes);
  const FileContext& context = block.context ? *block.context : own;
  if (context.problem) {
    events.clear();
    state_->refuse(block, context, rejects, counts);
    return counts;
  }
  // UTF-8 is checked for the whole block at once and only where that fails for each line. CP932 is
  // checked field by field where CSV is cut (most fields are known spellings), else by the line.
  const bool utf8 = format.block_encoding() == text::Encoding::kUtf8;
  const bool fields = !utf8 && format.layout == Layout::kCsv && context.values != 0;
  const bool check_lines = utf8 ? !text::valid_utf8(block.bytes) : !fields;
  state_->assembler.begin(block, context, fields, events, rejects, counts);
  counts.lines = state_->read_lines(block, context, check_lines);
  state_->assembler.end();
  return counts;
}

const SymbolTable& Decoder::accounts() const {
  return state_->assembler.accounts();
}
const SymbolTable& Decoder::terminals() const {
  return state_->assembler.terminals();
}
const SymbolTable& Decoder::addresses() const {
  return state_->assembler.addresses();
}
uint64_t Decoder::epoch() const {
  return state_->assembler.epoch();
}

std::string Decoder::text(const Block& block, Slice slice) const {
  return state_->assembler.text(block.bytes, slice);
}

std::string_view Decoder::object_key(const Block& block, Slice object, std::string& scratch) const {
  return state_->assembler.object_key(block.bytes, object, scratch);
}

}  // namespace sekisho::logs
