#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "base/instant.h"
#include "service/casework/desk.h"
#include "service/rulebook/policy_drafts.h"

namespace sekisho::service {

// The policies that a server judges by, and how others take their place. Until a set was applied
// here it is the installed one, as its directory has it now; from then on the installed one is a
// draft's beginning and nothing else.
//
// A set that is judged by lies in a directory of its own that is named by its version and never
// changes, the installed one too: whoever reads it may go on while another comes into force, and a
// review that names it can be reproduced when another program with other policies is installed. Any
// number of threads.
class RuleBook {
 public:
  struct Parts {
    Desk* desk = nullptr;                  // outlives it
    std::filesystem::path directory = {};  // of the sets; made where it does not exist
    std::filesystem::path installed = {};  // empty: the shipped one
  };
  static Result<std::unique_ptr<RuleBook>> open(Parts parts);
  explicit RuleBook(Parts parts) : parts_(std::move(parts)) {}

  // Where the set lies that is in force at an instant.
  Result<std::filesystem::path> in_force(Instant now);
  // Where any set lies that is or was in force, or was drafted. kNotFound.
  Result<std::filesystem::path> place_of(const std::string& version);
  // Every file of it, with its tests.
  Result<PolicyBundle> files_of_version(const std::string& version);
  Result<InstalledSet> installed() const;

  // The sets that are or were in force, or will be, in their order.
  Result<std::vector<PolicyDraft>> sets();
  Result<std::vector<PolicyDraft>> drafts();
  Result<PolicyDraft> draft(int64_t id);
  Result<PolicyBundle> files(int64_t id);
  // Of a draft's files as they are, as far as it can be told without judging anything.
  Result<BundleCheck> check(const PolicyBundle& files) const;

  // What somebody does with a draft; see policy_drafts.h. Drafts begin with the set that was
  // applied last, or with the installed one.
  struct Wish {
    std::string title = {};
    bool from_installed = false;
    BundleChange change = {};
  };
  Result<int64_t> draft(const casework::Author& author, const Wish& wish);
  Result<void> revise(const casework::Author& author, const SeenDraft& seen, const Wish& wish);
  using Step = std::function<Result<void>(casework::Journal& journal)>;
  Result<void> act(const casework::Author& author, const Step& step);
  // Checks it once more, and puts it into force.
  Result<void> apply(const casework::Author& author, const SeenDraft& seen,
                     const Application& application);

 private:
  Result<DraftText> drafted(PolicyBundle files, const Wish& wish);
  Result<std::filesystem::path> materialised(const std::string& version, const PolicyBundle& files);

  const Parts parts_;
  std::mutex mutex_;               // of the directory, and of what follows
  std::set<std::string> written_;  // versions that were found or made whole since it was opened
};

}  // namespace sekisho::service
