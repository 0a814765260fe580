#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "base/instant.h"
#include "store/database.h"
#include "text/json.h"

// What was done to each case, inquiry, figure, campaign, delivery, draft of policies, disaster,
// lending, emergency and plan for an outage, step by step. Steps are added and never changed; each
// holds the hash of the one before it, and its own goes into the evidence record.
//
// Errors of this folder, beside those of the database: kBadInput where what somebody says makes no
// sense or is too much, kUsage where the present state does not permit it, kNotFound.
namespace sekisho::casework {

// What is worked on. Its name in evidence entries is that of its kind.
enum class ThingKind : uint8_t {
  kCase,
  kInquiry,
  kFigure,
  kCampaign,
  kDelivery,
  kPolicyDraft,
  kDisaster,
  kLending,
  kPool,  // a terminal or an ID of one
  kStockTake,
  kEmergency,
  kOutagePlan,
  kOutageLook,
};
std::string_view name_of(ThingKind kind);

struct Thing {
  ThingKind kind = ThingKind::kCase;
  int64_t id = 0;
};
// `case/12`
std::string name_of(const Thing& thing);

// Who does something, and when. `by` is a pseudonym.
struct Author {
  std::string by;
  Instant now;
};

// On whose word something goes out or is decided.
struct Approval {
  std::string by;      // a pseudonym; empty: known to the company's own workflow alone
  std::string number;  // 決裁番号
};

struct Step {
  int64_t revision = 0;  // of its thing, from 1
  Instant at;
  std::string by;
  std::string what;     // `triaged`
  std::string content;  // one JSON object
  std::string sha256;   // of the content
};

// A step as the evidence record is to hold it: a draft of an entry that names its hash, and its
// content, which is kept as a body and can be erased. An entry that is no step has no content.
struct Entry {
  text::JsonValue draft;
  std::string content;
};

// Writes the steps of one transaction. Not thread-safe.
class Journal {
 public:
  Journal(store::Database& database, Author author)
      : database_(database), author_(std::move(author)) {}

  const Author& author() const { return author_; }
  store::Database& database() const { return database_; }

  using Details = std::function<void(text::JsonWriter& json)>;
  // Adds a step: `details` writes its members. Returns the new revision of the thing.
  Result<int64_t> add(const Thing& thing, std::string_view what, const Details& details = {},
                      const std::optional<Approval>& approval = {});

  // Another entry of the same transaction, which says all by itself.
  void also(text::JsonValue draft) { entries_.push_back({std::move(draft), {}}); }

  // Those of the steps that were added, and the others.
  std::vector<Entry> take_entries() { return std::move(entries_); }

 private:
  store::Database& database_;
  Author author_;
  std::vector<Entry> entries_;
};

// The steps of a thing, the oldest first; none where there is no such thing.
Result<std::vector<Step>> steps_of(store::Database& database, const Thing& thing);
// Its revision; 0 where there is no such thing.
Result<int64_t> revision_of(store::Database& database, const Thing& thing);
// Whether each step of a thing names the one before it and has the hash that it says. kBadInput
// names the first that does not.
Result<void> check_steps(const std::vector<Step>& steps);

// A number for a new row of a table.
Result<int64_t> next_id(store::Database& database, std::string_view largest);

// kUsage: the present state does not permit it.
std::unexpected<Error> not_now(std::string message, std::string help = {});
// A text that people wrote: neither empty nor beyond the limit.
Result<void> check_text(std::string_view what, std::string_view text);
Result<void> check_name(std::string_view what, std::string_view name);

}  // namespace sekisho::casework
