#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/error.h"
#include "base/instant.h"
#include "text/json.h"

// The entries of a spool (docs/formats/gate-look.md): what somebody looked at through a gate, or
// how much nobody recorded. The only code that writes or reads them.
namespace sekisho::spool {

// Written by a worker for each request and each page of answers, so it refers to what its caller
// has. Empty members are left out. Names are in plain: they do not leave the machine's spool.
struct Look {
  Instant time = {};
  std::string_view gate;     // the name of the gate, as it is configured
  std::string_view request;  // the reference number that whoever looks is told
  std::string_view session = {};
  std::string_view system;
  std::string_view person = {}, account = {}, terminal = {}, address = {};
  std::string_view action = "view";
  std::string_view record_kind = {};          // of `records`, as the barrier names it
  std::span<const std::string> records = {};  // keys; at most kMaxLookRecords
  // By what it searches, `phone=0921234567`; at most kMaxLookTexts.
  std::span<const std::string> terms = {};
  bool permitted = false;
  std::span<const std::string> reasons = {};  // as a judgement has them; at most kMaxLookTexts
  std::string_view obligations = {};          // policy::to_string; empty: none
  std::string_view policy_set;                // its hash
  std::string_view facts_revision;
  // By which declaration it was decided while nobody confirmed these facts, or the session, and
  // since when; empty: they were confirmed.
  std::string_view outage_plan = {};
  Instant unconfirmed_since = {};
};

// Looks that a gate let through without recording them, in a disaster that was declared.
struct Gap {
  std::string_view gate;
  Period period = {};
  uint64_t looks = 0;
  std::string_view reason;  // for people
};

// Appends the entry. False, and nothing is appended, where it would be longer than kMaxLookBytes or
// has too many records or reasons: then the records go into several entries.
bool append_look(std::string& out, const Look& look);
bool append_gap(std::string& out, const Gap& gap);

// An entry that was read; what it refers to lives as long as it does.
class SpoolEntry {
 public:
  // kBadInput where it is none, kUnsupported where it is one of another version.
  static Result<SpoolEntry> parse(std::string_view bytes);

  const Look* look() const { return std::get_if<Look>(&content_); }
  const Gap* gap() const { return std::get_if<Gap>(&content_); }

 private:
  SpoolEntry() = default;
  Result<void> read_look();
  Result<void> read_gap(const text::JsonValue& gap);

  text::JsonValue document_;
  std::vector<std::string> records_, terms_, reasons_;
  std::variant<Look, Gap> content_;
};

}  // namespace sekisho::spool
