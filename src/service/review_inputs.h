#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "barrier/fact_base.h"
#include "barrier/rules.h"
#include "base/error.h"
#include "cedar/schema.h"
#include "logs/reader.h"
#include "register/load.h"
#include "review/sources.h"
#include "service/archived_logs.h"
#include "service/progress.h"

namespace sekisho::service {

// Where a review finds what it reads. Empty profiles or policies mean the shipped ones.
struct ReviewPlaces {
  std::filesystem::path registers;
  std::filesystem::path logs;
  std::filesystem::path profiles;
  std::filesystem::path policies;
  std::filesystem::path store = {};  // in the place of `registers`
  std::string known_at = {};  // what the store knew (store_registers.h); empty: what it knows
  // A record whose archive takes the place of `logs`; its private directory and the master key of
  // its vault, empty: where they usually are.
  std::filesystem::path archive = {};
  std::filesystem::path archive_private = {};
  std::filesystem::path archive_master = {};
  std::vector<std::string> archive_only = {};  // segments; empty: all that are there now
};

struct InputFile {
  std::string name;
  std::string sha256;  // hex
  // Where it was read out of an archive: the segment and its hash, as the log seals it.
  std::string segment = {}, seal = {};
};

// Registers and rules, ready to decide. They refer to one another: they do not move.
struct Barrier {
  reg::Loaded loaded;
  barrier::Rules rules;
  std::vector<InputFile> policy_files;
  std::string policy_set_hash;  // of the policies' names and hashes, and nothing else
  std::unique_ptr<barrier::FactBase> base;
};

// Fills in the shipped directories and what a store knows now, and checks that all exist.
Result<ReviewPlaces> resolved(ReviewPlaces places, bool with_logs);

// The schema that came with rules.
Result<cedar::Schema> schema_of(const barrier::Rules& rules);

Result<std::unique_ptr<Barrier>> load_barrier(const ReviewPlaces& places, const Heard& heard = {});
// The rules with registers that are loaded already.
Result<std::unique_ptr<Barrier>> barrier_of(const ReviewPlaces& places, reg::Loaded loaded);

// The log side of a review.
struct ReviewLogs {
  review::Sources sources;
  logs::LogSet files;
  std::vector<InputFile> profile_files;  // the profiles of logs and of registers
  // Of an archive: by index of the files; and what is sealed and was not read.
  std::vector<ArchivedLogs::Seal> seals = {};
  std::vector<ArchivedLogs::LeftOut> left_out = {};
};

Result<ReviewLogs> load_logs(const ReviewPlaces& places, const Barrier& barrier);

}  // namespace sekisho::service
