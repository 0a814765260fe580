#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "base/instant.h"
#include "casework/journal.h"

// Deliveries: each log arrives with a slip (ログ抽出・受領票) and is reconciled with it at receipt.
// This is what is known of a delivery; the bytes are read and sealed elsewhere.
namespace sekisho::casework {

// kKnown: the same bytes were handed in before, and nothing was sealed. kRefused: nothing was
// sealed, for the reason of its Refusal.
enum class DeliveryState : uint8_t { kReceiving, kArchived, kKnown, kRefused };
inline constexpr std::array<std::string_view, 4> kDeliveryStates{"receiving", "archived", "known",
                                                                 "refused"};

enum class Refusal : uint8_t {
  kNone,
  kHash,      // other bytes than the slip says left the system
  kDamaged,   // it cannot be read to its end
  kLayout,    // its profile cannot read most of it
  kName,      // a log of this name is archived, and the slip does not say that this corrects it
  kCorrects,  // what it corrects is not there to be corrected
  kNotRead,   // too much was under way to read it: it has to be handed in again
};
inline constexpr std::array<std::string_view, 7> kRefusals{"",     "hash",     "damaged", "layout",
                                                           "name", "corrects", "not-read"};

// In what a delivery is not as its slip says, or meets another one.
enum class DifferenceKind : uint8_t {
  kCount,     // another count than at the source
  kPeriod,    // accesses outside the period of the slip, whose bound is stated
  kRejects,   // lines that the profile cannot read
  kOverlap,   // accesses in the time of another delivery that is read in the same way
  kCorrects,  // it takes the place of another one
};
inline constexpr std::array<std::string_view, 5> kDifferenceKinds{"count", "period", "rejects",
                                                                  "overlap", "corrects"};

constexpr std::string_view name_of(DeliveryState one) {
  return kDeliveryStates[static_cast<size_t>(one)];
}
constexpr std::string_view name_of(Refusal one) {
  return kRefusals[static_cast<size_t>(one)];
}
constexpr std::string_view name_of(DifferenceKind one) {
  return kDifferenceKinds[static_cast<size_t>(one)];
}

// What whoever extracted a log wrote down.
struct Slip {
  std::string system;
  std::string file;          // its name below the logs: `nol/nol_2024-10.csv`
  std::string extracted_by;  // as the slip names them
  std::string query;         // by which it was extracted
  Period period;             // for which
  int64_t counted = 0;       // records, at the source
  std::string sha256;        // of the file, at the source
  int64_t corrects = 0;      // the delivery whose place it takes; 0: none
};

// What was received. Records are accesses and lines that could not be read.
struct Received {
  std::string sha256;
  int64_t bytes = 0, lines = 0, records = 0, rejects = 0;
  Period period{kForever, kBeginning};  // of the accesses; empty: there are none
  std::string segment = {};             // of the archive; empty: nothing was sealed
};

struct Difference {
  DifferenceKind kind = DifferenceKind::kCount;
  int64_t other = 0;  // a delivery, of kOverlap and kCorrects
  // Counts; of kPeriod microseconds since 1970; of kOverlap the microseconds that both cover.
  int64_t stated = 0, found = 0;
  bool operator==(const Difference&) const = default;
};

struct Delivery {
  int64_t id = 0;
  int64_t revision = 0;
  Slip slip;
  std::string profile;  // by which it is read
  std::string upload;   // from which it comes
  DeliveryState state = DeliveryState::kReceiving;
  Received received;
  int64_t corrected_by = 0;  // the delivery that took its place; 0: none
  int64_t same_as = 0;       // of kKnown: which
  Refusal refusal = Refusal::kNone;
  std::string detail;  // of the refusal
  std::string handed_in_by;
  Instant handed_in_at;
};

// The log of a delivery as audit obtained it itself. Lines are compared wherever they stand.
struct Copy {
  std::string sha256;
  int64_t bytes = 0, lines = 0;
  int64_t only_delivered = 0, only_copy = 0;  // lines of the one that the other has not
  std::string segment;                        // where other bytes are kept; empty: the same bytes
  std::string obtained_by = {};
  Instant obtained_at = {};
};

// How a delivery differs from its slip, as far as both tell.
std::vector<Difference> reconcile(const Slip& slip, const Received& received);

// All below within a transaction. kBadInput where the slip lacks something; kUsage where what it
// corrects is no archived delivery of the same log.
Result<int64_t> hand_in(Journal& journal, const Slip& slip, const std::string& profile,
                        const std::string& upload);

// What stands against sealing the bytes that arrived: the delivery that has them already, or a
// refusal.
struct Meeting {
  int64_t same_as = 0;
  Refusal refusal = Refusal::kNone;
  std::string detail = {};
};
Result<Meeting> meet(store::Database& database, const Delivery& delivery,
                     const std::string& sha256);

// What became of one that is being received; kUsage of any other.
Result<void> archive(Journal& journal, int64_t id, const Received& received);
Result<void> note_known(Journal& journal, int64_t id, int64_t same_as);
Result<void> refuse(Journal& journal, int64_t id, const Received& received, Refusal refusal,
                    const std::string& detail);
// kUsage where nothing of the delivery was archived.
Result<void> note_copy(Journal& journal, int64_t id, const Copy& copy);

// kNotFound.
Result<Delivery> find_delivery(store::Database& database, int64_t id);
// Which deliveries: all of them, unless it says less.
struct DeliveryFilter {
  std::string system = {}, state = {};
  Period during{kBeginning, kForever};  // of slips that cover some of it
};
// The newest first.
Result<std::vector<Delivery>> list_deliveries(store::Database& database,
                                              const DeliveryFilter& filter);
Result<std::vector<Difference>> differences_of(store::Database& database, int64_t id);
Result<std::vector<Copy>> copies_of(store::Database& database, int64_t id);

}  // namespace sekisho::casework
