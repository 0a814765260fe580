#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "base/error.h"
#include "base/instant.h"

namespace sekisho::bench {

// SplitMix64: the same numbers everywhere, unlike the distributions of the standard library.
class Random {
 public:
  explicit Random(uint64_t seed, uint64_t stream = 0)
      : state_(seed ^ stream * 0xD1B54A32D192ED03) {}

  // 0 .. bound - 1; `bound` is not 0 and less than 2^32.
  uint64_t below(uint64_t bound) {
    state_ += 0x9E3779B97F4A7C15;
    uint64_t mixed = (state_ ^ (state_ >> 30)) * 0xBF58476D1CE4E5B9;
    mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
    return ((mixed ^ (mixed >> 31)) >> 32) * bound >> 32;
  }
  // True `count` times in `of`.
  bool chance(uint64_t count, uint64_t of) { return below(of) < count; }

 private:
  uint64_t state_;
};

// What lies behind one line of the made-up log: indices into a World's accounts, terminals and
// supply points.
struct Look {
  static constexpr uint32_t kNoPoint = 0xFFFFFFFF;  // a log-in
  uint32_t account = 0;
  uint32_t terminal = 0;
  uint32_t point = kNoPoint;
  bool refused = false;
};

// A T&D company of the size at which the review is measured: 50,000 accounts whose holders were
// transferred twice, 30,000 terminals registered twice, 200,000 entitlements, 300,000 supply points
// of which every fifth switched, 190 retailers. The same seed gives the same world.
//
// Ordinary looks are permitted; `stray` ones break one rule each, all rules in turn, and one kind
// of them is doubtful instead. Nobody counts them here: what they amount to is for the programs
// that are compared to say.
class World {
 public:
  static constexpr uint32_t kAccounts = 50'000;
  static constexpr uint32_t kTerminals = 30'000;
  static constexpr uint32_t kPoints = 300'000;
  static constexpr uint32_t kRetailers = 190;

  // The registers may know more supply points than anybody looked at.
  explicit World(uint64_t seed, uint32_t known_points = kPoints);

  // Writes the registers in the layouts of sources/registers; below `plain`, where it is not empty,
  // the same for a program that knows neither CP932 nor eras nor zones: UTF-8, local times.
  Result<void> write_registers(const std::filesystem::path& directory,
                               const std::filesystem::path& plain) const;

  Look ordinary(Random& random, Instant t) const;
  Look stray(Random& random, uint64_t kind, Instant t) const;

  const std::string& account(uint32_t index) const { return account_names_[index]; }
  const std::string& terminal(uint32_t index) const { return terminal_names_[index]; }
  // The 22 digits of a supply point, and the 13 of its customer.
  void append_point(uint32_t index, std::string& out) const;
  void append_customer(uint32_t index, std::string& out) const;

  // The year of the log, 2022-04-01 to 2023-04-01 in JST.
  static Period year();

 private:
  friend class RegisterWriter;
  bool in_disaster(Instant t) const;
  uint32_t desk_of(uint32_t staff) const;

  uint64_t seed_;
  uint32_t known_points_;
  std::vector<std::string> account_names_, terminal_names_;
  std::vector<Period> disasters_;
};

}  // namespace sekisho::bench
