#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "base/string_pool.h"
#include "review/run.h"
#include "service/review/run_json.h"

namespace sekisho::service {

// What a review leaves for one that comes later (docs/formats/kept.md).
inline constexpr std::string_view kKeptFile = "kept.ndjson";
// A file of more bytes is refused.
inline constexpr uint64_t kMaxKeptBytes = uint64_t{2} << 30;

// By text of the log: the digest of what the registers say about it (FactDigests).
using KeyDigests = std::map<std::string, std::string, std::less<>>;

// On what everything in it rests. Where any of it differs, nothing can be kept.
struct KeptHead {
  std::string program_version;
  std::string from, until;  // of what was examined, as in run.json
  std::string reads;        // what of the facts the rules can read
  std::string world;        // FactDigests::world
  bool by_record = false;   // the rules ask whose record it is: every access has its own facts

  bool operator==(const KeptHead&) const = default;
};

// One log file.
struct KeptLog {
  std::string profile_sha256;
  review::FileRead read;  // its texts are those of the review
  KeyDigests accounts, terminals, addresses;
};

struct KeptReview {
  KeptHead head;
  std::map<std::string, KeptLog, std::less<>> logs;  // by name
  StringPool texts;
};

// As it goes into the file. A log file with a text that is not UTF-8 is left out: it will be read
// again.
std::string kept_ndjson(const KeptHead& head, const std::vector<KeptLog>& logs,
                        const StringPool& texts);
Result<std::unique_ptr<KeptReview>> parse_kept(std::string_view ndjson, const std::string& file);

}  // namespace sekisho::service
