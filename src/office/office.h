#pragma once

#include <compare>
#include <filesystem>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "base/instant.h"
#include "office/names.h"
#include "policy/labels.h"

// Who may do what in Sekisho itself, by the Cedar policies of a directory (policies/office). They
// are data: a utility changes them as it changes the barrier's.
namespace sekisho::office {

// Somebody else, in whose place one acts (代決).
struct Superior {
  std::string id;
  std::set<Role> roles = {};
  bool approves = false;
  std::set<std::string> deputies = {};  // registered
};

// Who asks, as the registers and the session know them.
struct Caller {
  std::string id;  // the pseudonym of the record
  std::set<Role> roles = {};
  std::string employer = {};               // `operator`, `affiliate`, … of the schema
  std::set<std::string> administers = {};  // codes of systems
  bool approves = false;                   // 決裁権限
  std::optional<Instant> assignment_ends = {};
  std::set<std::string> fresh = {};  // names of identity::Purpose that were proved anew
  std::string purpose = {};          // 利用目的
  std::optional<Superior> stands_in_for = {};
  Instant now = {};
};

// What it is done with.
struct Thing {
  ThingKind kind = ThingKind::kReview;
  std::string id = {};
  std::string system = {};            // its code; empty: about none
  std::set<std::string> actors = {};  // who made it what it is
  std::set<std::string> about = {};   // whose accesses or account it is about
  bool of_consequence = true;
  std::set<std::string> approved_by = {};
  std::string decision_number = {};           // 決裁番号
  std::set<std::string> awaits_reading = {};  // 後閲
};

// What whoever lets somebody do it has to see to.
enum class Demand : uint8_t {
  kMaskPersonalData,  // nobody's personal data is shown or taken out in plain
  kRecordLook,        // it becomes an entry of the evidence record, with the purpose
  kReadLater,         // the superior reads it later (後閲)
};
std::string_view name_of(Demand demand);

struct OfficeDecision {
  bool allowed = false;
  // The permits that hold, or the forbids; of a denial that no forbid made, none.
  std::vector<std::string> policies = {};
  // Of a denial: `forbid/ID`, `error/ID` for a forbid that cannot be evaluated, `ID/CLAUSE` for
  // what failed in the nearest permit, or `no-permit/scope`.
  std::string reason = {};
  policy::Title why = {};  // in both languages: what permits it, or what stands against it
  std::set<Demand> demands = {};
};

// The policies, ready to be asked. Immutable; any number of threads.
class Office {
 public:
  // `*.cedar` and one `*.cedarschema`. Policies that do not parse or validate, or that demand
  // something unknown, are errors with their place.
  static Result<Office> load(const std::filesystem::path& directory);

  // Deny is the default, and a forbid that errs denies (docs/adr/0004). kUsage where the action
  // makes no sense for such a thing; kLimit beyond kMaxNames.
  Result<OfficeDecision> may(const Caller& caller, Action action, const Thing& thing) const;

  // Of the actions that make sense for a thing those that are allowed, in their order: what `may`
  // says of each, for the price of few questions.
  Result<std::vector<Action>> permitted(const Caller& caller, const Thing& thing) const;

  // Whether the schema has the action for such a thing.
  bool makes_sense(Action action, ThingKind kind) const;

 private:
  struct State;
  explicit Office(std::shared_ptr<const State> state) : state_(std::move(state)) {}
  std::shared_ptr<const State> state_;
};

}  // namespace sekisho::office
