#pragma once

#include <cstdint>
#include <filesystem>
#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "service/serve/result_table.h"

namespace sekisho::service {

// What finished reviews wrote below a directory, each under its plain name: those that the server
// ran, and those that somebody put there. A review is there once its run.json is. Any number of
// threads.
class FinishedReviews {
 public:
  explicit FinishedReviews(std::filesystem::path directory) : directory_(std::move(directory)) {}

  struct Summary {
    std::string name;
    std::string id;  // of the inputs
    std::string started, ended, from, until;
  };
  // The newest first. One whose run.json cannot be read is left out.
  std::vector<Summary> list() const;

  // A file of a review (`scope.json`), whole. kNotFound where there is no such review, or it did
  // not write that.
  Result<std::string> file(const std::string& name, std::string_view file) const;
  // The id of its run, as the record has it; empty where its run.json does not say.
  Result<std::string> run_id(const std::string& name) const;
  // The tag of everything that a review wrote: its files never change.
  Result<std::string> tag(const std::string& name) const;
  // findings.csv, undetermined.csv, rejects.csv; the last ones that were asked for stay in memory.
  Result<std::shared_ptr<const ResultTable>> table(const std::string& name,
                                                   std::string_view file) const;

 private:
  struct Open {
    std::string name, file, tag;
    std::shared_ptr<const ResultTable> table;
  };

  const std::filesystem::path directory_;
  mutable std::mutex mutex_;  // of the tables; held while one is read, so that it is read once
  mutable std::list<Open> open_;
};

}  // namespace sekisho::service
