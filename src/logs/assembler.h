#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/string_pool.h"
#include "logs/decoder.h"
#include "logs/event.h"
#include "logs/file_context.h"
#include "logs/log_format.h"
#include "logs/raw_field.h"
#include "logs/spelling_table.h"
#include "logs/time_reader.h"

namespace sekisho::logs {

// Symbols of one kind: the dense numbers of a pool.
class PooledSymbols final : public SymbolTable {
 public:
  uint32_t size() const override { return pool_.size(); }
  std::string_view text(uint32_t symbol) const override { return pool_.text(symbol); }
  uint32_t intern(std::string_view text) { return pool_.intern(text); }
  void clear() { pool_.clear(); }

 private:
  StringPool pool_;
};

// Where a record stands in its block.
struct Record {
  uint64_t line = 0;
  uint64_t lines = 1;
  std::string_view raw;  // bytes of the block
};

// Makes events of the values that a layout's reader cuts out of a record, and rejects of what does
// not fit: the half of decoding that is the same for all layouts. Not thread-safe.
class Assembler {
 public:
  explicit Assembler(const LogProfile& profile);

  // Between `begin` and `end` the records and rejects of one block, in the order of its lines.
  // `unsure` says that the bytes of a record are not known to be valid in the profile's encoding.
  void begin(const Block& block, const FileContext& context, bool unsure, EventBlock& events,
             std::vector<Reject>& rejects, LineCounts& counts);
  void record(const Record& record, const RawField* values, size_t count);
  // Says that `record` will be called with these values soon: accounts and terminals are many, and
  // what is known of them is rarely in the first cache.
  void prefetch(const RawField* values, size_t count) const {
    for (const auto& [column, keyed] : prefetched_) {
      if (column < count) keyed->spellings.prefetch(values[column], block_end_);
    }
  }
  void reject(const Record& record, RejectReason reason, std::string detail);
  void header(uint64_t lines) { counts_->header_lines += lines; }
  void end();

  const PooledSymbols& accounts() const { return accounts_.symbols; }
  const PooledSymbols& terminals() const { return terminals_.symbols; }
  const PooledSymbols& addresses() const { return addresses_.symbols; }
  uint64_t epoch() const { return epoch_; }

  // See Decoder.
  std::string text(std::string_view block, Slice slice) const;
  std::string_view object_key(std::string_view block, Slice slice, std::string& scratch) const;

 private:
  // A field whose distinct texts get numbers.
  struct Keyed {
    SpellingTable spellings;
    PooledSymbols symbols;
  };
  // One row of the event columns while it is being put together.
  struct Row {
    Instant time;
    uint32_t account, terminal, address;
    uint32_t action, outcome;
    uint16_t items;
    std::string_view object, customer;
    uint64_t sequence;
  };

  const RawField& value(Field f, const RawField* values, size_t count);
  bool fill(const Record& record, const RawField* values, size_t count, Row& row);
  bool read_time(const Record& record, const RawField* values, size_t count, Row& row);
  bool read_symbol(const Record& record, Field f, const RawField& field, Keyed& keyed,
                   uint32_t& out);
  uint32_t learn_symbol(Field f, const RawField& field, Keyed& keyed);
  uint32_t meaning_of(const RawField& field, SpellingTable& table, const WordMap& words);
  bool read_word(const Record& record, Field f, const RawField& field, uint32_t meaning,
                 std::optional<uint8_t> instead, uint32_t& out);
  bool read_action(const Record& record, const RawField* values, size_t count, Row& row);
  uint32_t learn_word(const RawField& field, const WordMap& words);
  uint32_t learn_screen(const RawField& field);
  bool read_object(const Record& record, const RawField& field, Row& row);
  bool read_customer(const Record& record, const RawField& field, Row& row);
  bool check_unread(const Record& record, const RawField* values, size_t count);
  bool decoded(const RawField& field, text::Encoding encoding, std::string& out) const;
  std::string_view in_block(const Record& record, const RawField& field) const;
  text::Encoding quoted_encoding(std::string_view bytes) const;
  std::string quoted(std::string_view bytes) const;
  void forget_when_full();
  void write(const Record& record, const Row& row);
  void grow(size_t rows);
  uint32_t offset_of(std::string_view bytes) const {
    return static_cast<uint32_t>(bytes.data() - block_begin_);
  }

  const LogProfile& profile_;
  const LogFormat& format_;
  text::Encoding value_encoding_;
  TimeReader times_;
  Keyed accounts_, terminals_, addresses_;
  SpellingTable actions_, outcomes_, screens_;
  uint64_t epoch_ = 0;

  const char* block_begin_ = nullptr;
  const char* block_end_ = nullptr;
  const FileContext* context_ = nullptr;
  bool unsure_ = false;
  std::vector<std::pair<uint32_t, const Keyed*>> prefetched_;
  std::vector<uint32_t> unread_;  // CSV columns that no field decodes; checked where unsure
  EventBlock* events_ = nullptr;
  std::vector<Reject>* rejects_ = nullptr;
  LineCounts* counts_ = nullptr;
  size_t rows_ = 0;
  size_t capacity_ = 0;
  uint64_t reject_run_ = 0;
  RawField parts_[kFieldCount];  // of values that are taken apart
  std::string scratch_;
};

}  // namespace sekisho::logs
