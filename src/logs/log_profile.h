#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/error.h"
#include "base/instant.h"
#include "logs/event.h"
#include "text/encoding.h"
#include "text/fold.h"

namespace sekisho::logs {

// The clock of a system against true time, for a period of true time: the log's time minus
// `offset` is true to within ± `tolerance`.
struct ClockError {
  Period period;
  int64_t offset_micros = 0;
  int64_t tolerance_micros = 0;
};

// What a log can show. What it cannot becomes a bound in the scope, not a silence.
struct Shows {
  bool who = true;      // an account
  bool where = true;    // a terminal or an address
  bool whose = true;    // the record
  bool items = false;   // which data items were on the screen
  bool refused = true;  // whether the system refused
};

struct LogFormat;  // how lines become fields; private to `logs`

// How one log of one system is read: a TOML file of `sources/` (docs/formats/log-profile.md).
struct LogProfile {
  std::string file;                // the profile's own file name, for messages
  std::filesystem::path path;      // of that file, where it was loaded from one
  std::string sha256;              // of the profile's bytes
  std::string title;               // for people
  std::string system;              // the system's code in the registers
  std::vector<std::string> files;  // globs, relative to the logs' directory
  text::Fold account_fold;  // applied to account names here and in the register of this system
  std::vector<ClockError> clock;  // by period; outside of them: no error
  Shows shows;
  ObjectKind object_kind = ObjectKind::kSupplyPoint;
  int32_t zone_offset_seconds = 9 * 3600;  // of the zone in which coverage counts days
  // Sets of data items that a screen shows, each a list of field names; set 0 is empty: not known.
  std::vector<std::vector<std::string>> item_sets{{}};
  std::shared_ptr<const LogFormat> format;

  // Half the width of the instants that a logged time may stand for, at logged true time `t`.
  int64_t tolerance_at(Instant t) const;
};

// How the bytes of a log file stand for characters: as the profile states, but of UTF-16 the order
// that the file's first bytes (at least two, where it has them) mark.
text::Encoding encoding_of(const LogProfile& profile, std::string_view first_bytes);

// Which value of a record each field is taken from, for people: {"account", "利用者ＩＤ"}.
std::vector<std::pair<std::string, std::string>> mapped_fields(const LogProfile& profile);

// Reads one profile. `file` is only for messages.
Result<LogProfile> parse_log_profile(std::string_view toml, const std::string& file);

// Reads all log profiles (`kind = "log"`) below a directory, by file name. TOML files of another
// kind are left alone; a malformed one is an error.
Result<std::vector<LogProfile>> load_log_profiles(const std::filesystem::path& directory);

}  // namespace sekisho::logs
