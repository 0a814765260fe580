#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "service/review/run_json.h"
#include "service/review_inputs.h"
#include "service/serve/result_table.h"
#include "text/json.h"

namespace sekisho::service {

// What papers are made of: the files of a finished review, and the registers and rules that it
// names, for names and titles. It does not move: its parts refer to one another.
struct PaperSource {
  Run run;
  std::string run_sha256;  // of run.json, which has the hashes of all that went in and came out
  text::JsonValue scope, coverage;
  std::shared_ptr<const ResultTable> findings;
  std::unique_ptr<Barrier> barrier;
  // What was not as the run has it: registers or rules changed since, so that names may have.
  std::vector<std::string> differences;

  const reg::Register& registers() const { return barrier->loaded.registers; }
};

// Reads a directory that `sekisho review` wrote. Registers, profiles and policies are looked for
// where they were, unless `instead` says otherwise. kNotFound where a file of the review is
// missing; kBadInput where one was changed since: its hash is not what run.json says.
Result<std::unique_ptr<PaperSource>> load_paper_source(const std::filesystem::path& review,
                                                       const ReviewPlaces& instead,
                                                       const Heard& heard = {});

// An access of findings.csv.
struct PaperFinding {
  std::string_view time, system, account, viewer, certainty, route, disposition, action, items,
      object, retailer;
};
// All of them, in the order of the file. They live as long as the source.
Result<std::vector<PaperFinding>> findings_of(const PaperSource& source);

}  // namespace sekisho::service
