#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "base/instant.h"
#include "service/registers/standing_knowledge.h"
#include "service/serve/jobs.h"
#include "service/store/ledger.h"
#include "service/store/register_import.h"
#include "service/upload/uploads.h"

// Importing registers into a server's store: files that were uploaded are compared with what is
// known, people look at that, and then it is done as one change. Both take a job's time.
namespace sekisho::service {

inline constexpr std::string_view kPreviewJob = "import-preview";
inline constexpr std::string_view kImportJob = "import";

enum class ImportState : uint8_t { kComparing, kShown, kApplying, kApplied, kFailed };
std::string_view name_of(ImportState state);

// One import on its way.
struct PreparedImport {
  struct File {
    std::string name, sha256;
    uint64_t bytes = 0;
  };
  std::string id;
  std::string caller;  // who prepared it: a pseudonym
  Instant prepared;
  std::vector<File> files;
  std::string effective;  // as RegisterImport has it
  ImportState state = ImportState::kComparing;
  std::string job;  // the last one that works or worked on it
  std::string error;
  uint64_t version = 0;  // counts what became of it

  // Once it was shown:
  int64_t base = 0;  // the change that it was compared with
  std::string hash;  // of what was shown
  bool nothing = false;
  std::vector<std::string> grounds;  // for a second person
  std::string approved_by, approval;

  // Once it is applied; 0: there was nothing to change.
  int64_t change = 0;
  uint64_t entry = 0;

  // Names what a client has seen of it: the change that it was compared with, and the version.
  std::string tag() const;
};

// Any number of threads. An import is a directory of its own, with a file that says what became of
// it, written before that is told to anybody.
class RegisterImports {
 public:
  struct Parts {
    std::filesystem::path directory;  // made where it does not exist
    std::filesystem::path profiles;   // empty: the shipped ones
    Ledger* ledger = nullptr;
    Uploads* uploads = nullptr;
    StandingKnowledge* knowledge = nullptr;  // told of changes
    std::function<Instant()> now;
  };
  // Reads what is there. kBadInput where a file is about no import.
  static Result<std::unique_ptr<RegisterImports>> open(Parts parts);
  explicit RegisterImports(Parts parts) : parts_(std::move(parts)) {}

  // Takes the files of complete uploads of the caller, which are uploads no longer, and submits the
  // job that compares them. kNotFound; kUsage where one is not complete or a name is there twice.
  Result<PreparedImport> prepare(const std::string& caller, const std::vector<std::string>& uploads,
                                 const std::string& effective, Jobs& jobs);
  // Compares them anew, as when the registers changed meanwhile. An approval of before is gone.
  Result<PreparedImport> compare_again(std::string_view id, const std::string& caller, Jobs& jobs);

  // Somebody else than who prepared it stands by what was shown.
  Result<PreparedImport> approve(std::string_view id, const std::string& caller,
                                 const std::string& number);

  struct Decision {
    std::string caller, reason;
    std::string approval;  // the number of a decision; may be empty
  };
  // Submits the job that does it. kUsage where it was not shown, needs a second person and has
  // none, or is not what would change any more: the registers changed since it was compared.
  Result<PreparedImport> apply(std::string_view id, const Decision& decision, Jobs& jobs);

  // Forgets one that was not applied, with its files. kUsage while a job is at it.
  Result<void> drop(std::string_view id);

  std::optional<PreparedImport> find(std::string_view id) const;
  std::vector<PreparedImport> list() const;  // the newest first
  // What it would change, as import_json has it, with the first steps. kNotFound before it is
  // known.
  Result<std::string> preview(std::string_view id) const;
  // Whether the registers are still as they were when it was compared.
  Result<bool> is_current(const PreparedImport& import) const;

  // The work of both kinds of jobs; the result is the import's name.
  Result<std::string> run(const Job& job, JobWatch& watch);

 private:
  std::filesystem::path place_of(std::string_view id) const;
  Result<void> read_one(const std::string& id);
  Result<void> take_files(PreparedImport& import, const std::vector<std::string>& uploads);
  Result<PreparedImport> submit(PreparedImport next, const std::string& kind,
                                const std::string& caller, const std::string& request, Jobs& jobs);
  Result<PreparedImport> keep(PreparedImport next);
  Result<PreparedImport> known(std::string_view id) const;
  RegisterImport request_of(const PreparedImport& import) const;
  Result<void> compare(PreparedImport import, JobWatch& watch);
  Result<void> change(PreparedImport import, const store::Consent& consent, JobWatch& watch);
  Result<bool> find_done(PreparedImport& import);

  const Parts parts_;
  std::mutex acting_;         // one act at a time
  mutable std::mutex mutex_;  // of what follows
  std::map<std::string, PreparedImport, std::less<>> imports_;
};

// With `preview` as `RegisterImports::preview` has it, or empty.
std::string prepared_import_json(const PreparedImport& import, std::string_view preview);

}  // namespace sekisho::service
