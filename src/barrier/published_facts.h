#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "barrier/fact_image.h"
#include "barrier/rules.h"
#include "base/error.h"
#include "base/instant.h"
#include "base/mapped_file.h"
#include "register/supply_segment.h"

// All that one decides by, in a directory that one process writes and many map
// (docs/formats/gate-facts.md): who is who, who supplies which point, the rules. A generation is
// never changed; the next one takes its place for everybody at once.
namespace sekisho::barrier {

// What a system stays open to while nobody confirms the facts (停止時の取扱い). A system without
// one closes.
struct OutageRule {
  std::string system;                // its code
  std::string plan;                  // by whose number it was decided
  std::vector<std::string> actions;  // that stay possible
  std::vector<std::string> routes;   // by name; empty: all of these actions
  int64_t seconds = 0;               // for which, since the facts were confirmed last

  bool covers(std::string_view action, std::string_view route) const;
  bool operator==(const OutageRule&) const = default;
};

// A generation. Immutable; any number of threads.
struct PublishedFacts {
  uint64_t generation = 0;
  std::shared_ptr<const FactImage> image;
  std::vector<std::shared_ptr<const reg::SupplySegment>> supply;
  std::shared_ptr<const Rules> rules;
  std::vector<OutageRule> outages;  // one a system

  // The legal entity that supplied a point, by its canonical key; not known: nobody did. kBadInput
  // where a segment is damaged.
  Result<EntityId> supplier_of(std::string_view point, Instant t) const;
  // The terminal that has an address; not known: none, or several may have it.
  TerminalId terminal_at(std::string_view address, Instant t) const;
  // Null where the system closes.
  const OutageRule* outage_of(std::string_view system) const;
};

// Writes the directory. One process; one thread at a time.
class FactPublisher {
 public:
  // Makes the directory where there is none, and goes on from what stands there.
  static Result<FactPublisher> open(std::filesystem::path directory, Instant now);

  struct Facts {
    const FactBase& base;
    const Rules& rules;
    std::string_view revision;  // as entries of the record name it
    // Segments, each of a name that no other content ever has. They are copied.
    std::span<const std::filesystem::path> supply = {};
    std::span<const OutageRule> outages = {};
  };
  // The next generation, which holds `now`. After an error the one before still does.
  Result<void> publish(const Facts& facts, Instant now);
  // The last generation is what holds: nothing else became known. Without that it grows old.
  void confirm(Instant now);
  // The directory where segments lie that were published.
  const std::filesystem::path& directory() const { return directory_; }

 private:
  explicit FactPublisher(std::filesystem::path directory) : directory_(std::move(directory)) {}
  Result<std::string> take_supply(const std::filesystem::path& segment) const;
  Result<std::string> write_rules(const Rules& rules) const;
  void forget_all_but(const std::vector<std::string>& names);

  std::filesystem::path directory_;
  MappedFile current_;
  std::vector<std::string> names_;  // of the last generation
};

// Follows the directory. One a worker; not thread-safe.
class FactFollower {
 public:
  // kNotFound while nobody has published anything; kBadInput where it is none.
  static Result<FactFollower> open(std::filesystem::path directory);

  // What holds now; null: nobody knows, or nobody has confirmed it for too long
  // (kStaleFactsMicros). The same pointer means the same generation.
  const std::shared_ptr<const PublishedFacts>& at(Instant now);
  // What held when somebody confirmed it last, and when that was, where nobody has for too long:
  // for systems that stay open then. Nothing where the facts hold, and where others were published
  // that cannot be opened: then those that are open are not the last.
  struct LastKnown {
    std::shared_ptr<const PublishedFacts> facts;
    Instant confirmed;
  };
  std::optional<LastKnown> last_known(Instant now);
  // What was found last, however old it is; never null.
  const std::shared_ptr<const PublishedFacts>& last() const { return facts_; }

 private:
  explicit FactFollower(std::filesystem::path directory) : directory_(std::move(directory)) {}
  Result<void> map();
  Result<void> load(uint64_t generation);
  bool is_stale(Instant now) const;

  std::filesystem::path directory_;
  MappedFile current_;
  std::shared_ptr<const PublishedFacts> facts_;
  Instant tried_ = kBeginning;  // to find something newer
};

}  // namespace sekisho::barrier
