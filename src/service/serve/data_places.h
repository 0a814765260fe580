#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/error.h"
#include "service/review_inputs.h"
#include "tlog/file_system.h"

namespace sekisho::service {

// Letters, digits, `.`, `_` and `-`, the first of them a letter or a digit: it can be part of a
// path and means nothing there.
bool is_plain_name(std::string_view name);

// Where the policies lie that are in force now.
using PoliciesInForce = std::function<Result<std::filesystem::path>()>;

// The directory of a server, and what lies where in it:
//
//   registers/NAME/   a data set of registers     reviews/NAME/   the results of a review
//   logs/NAME/        a data set of logs          simulations/NAME/  and of a simulation
//   policies/NAME/    sets of policies            store/          the store, and in it its record
//   jobs/  answers/  uploads/  imports/  deliveries/  papers/   the server's own
//   workbooks/       files that are being made to go out; empty whenever it is opened
//
// Held by one process. Any number of threads.
class DataPlaces {
 public:
  // Makes it where it does not exist. kUsage where another process holds it. Empty `profiles` and
  // `policies` mean the shipped ones.
  static Result<DataPlaces> open(const std::filesystem::path& root,
                                 const std::filesystem::path& profiles,
                                 const std::filesystem::path& policies);

  // From here on reviews and questions are judged by what that says; before, by the policies that
  // it was opened with. Once, before anybody asks.
  void judge_by(PoliciesInForce policies) { in_force_ = std::move(policies); }

  const std::filesystem::path& root() const { return root_; }
  std::filesystem::path reviews() const { return root_ / "reviews"; }
  std::filesystem::path simulations() const { return root_ / "simulations"; }
  std::filesystem::path policies() const { return root_ / "policies"; }
  std::filesystem::path store() const { return root_ / "store"; }
  std::filesystem::path record() const { return store() / "record"; }
  std::filesystem::path logs() const { return root_ / "logs"; }
  std::filesystem::path workbooks() const { return root_ / "workbooks"; }
  // Those that it was opened with; empty: the shipped ones.
  const std::filesystem::path& installed_policies() const { return policies_; }
  const std::filesystem::path& profiles() const { return profiles_; }  // empty: the shipped ones
  // A directory of the server's own; made where it does not exist.
  Result<std::unique_ptr<tlog::Directory>> own(std::string_view name) const;

  // The plain names of directories below `registers`, `logs` or `policies`, sorted.
  std::vector<std::string> data_sets(std::string_view kind) const;
  // What a review or a question reads. Empty `registers` are the store, as it is known now; `logs`
  // may be empty. kNotFound where a data set does not exist.
  Result<ReviewPlaces> inputs(const std::string& registers, const std::string& logs) const;

 private:
  DataPlaces() = default;

  std::filesystem::path root_, profiles_, policies_;
  PoliciesInForce in_force_;
  std::shared_ptr<tlog::FileLock> lock_;
};

}  // namespace sekisho::service
