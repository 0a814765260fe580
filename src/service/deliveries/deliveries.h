#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "base/instant.h"
#include "casework/delivery.h"
#include "logs/log_profile.h"
#include "logs/reader.h"
#include "service/casework/desk.h"
#include "service/serve/jobs.h"
#include "service/store/ledger.h"
#include "service/upload/uploads.h"

namespace sekisho::service {

// The kinds of jobs that receive a log, and that compare audit's copy of one.
inline constexpr std::string_view kDeliveryJob = "delivery";
inline constexpr std::string_view kCopyJob = "delivery-copy";
// The names of logs begin so, as in a review.
inline constexpr std::string_view kLogNames = "logs/";

// Logs that are handed in with their slips: files that were uploaded are reconciled, and become
// sealed segments of the archive. A delivery is told of by the store; a file waits in a directory
// until its job has read it. Any number of threads.
class Deliveries {
 public:
  struct Parts {
    std::filesystem::path directory;  // made where it does not exist
    std::filesystem::path profiles;   // empty: the shipped ones
    Ledger* ledger = nullptr;
    Uploads* uploads = nullptr;
    Desk* desk = nullptr;
    std::function<Instant()> now;
  };
  static Result<std::unique_ptr<Deliveries>> open(Parts parts);
  explicit Deliveries(Parts parts) : parts_(std::move(parts)) {}

  struct HandedIn {
    int64_t delivery = 0;
    Job job;
  };
  // Takes the file of a complete upload of the caller, which is an upload no longer, and submits
  // the job that receives it. The file's name below the logs is that of the upload. kNotFound;
  // kUsage where the upload is not complete, or no profile of the slip's system claims its name.
  Result<HandedIn> hand_in(const std::string& caller, const std::string& upload,
                           casework::Slip slip, Jobs& jobs);
  // The same at once and without a job, of a file that stays where it is: at a terminal. Its name
  // is below the logs. The result is the delivery, whatever became of it.
  Result<int64_t> hand_in_file(const std::string& caller, const std::filesystem::path& file,
                               const std::string& name, casework::Slip slip, JobWatch& watch);
  // The same of a log that audit obtained itself: it is compared with a delivery, and kept apart.
  Result<Job> compare(const std::string& caller, int64_t delivery, const std::string& upload,
                      Jobs& jobs);

  // What a crash left: a log that was handed in and has no job gets one, and files that no job will
  // read go. Once, before any job runs.
  Result<void> take_up(Jobs& jobs);

  // The work of both kinds of jobs; the result is the delivery's number. A job that runs again
  // goes on where nothing was settled.
  Result<std::string> run(const Job& job, JobWatch& watch);

 private:
  struct File;

  // handing_in.cc
  Result<void> take_file(const std::string& caller, const std::string& upload) const;
  // Submits the job that receives a delivery, or refuses the delivery, which can be handed in
  // again.
  Result<Job> queue(int64_t delivery, const std::string& upload, const std::string& caller,
                    Jobs& jobs);
  Result<void> act(const std::string& caller, const Desk::Work& work) const;
  Result<casework::Delivery> find(int64_t delivery) const;
  Result<std::vector<logs::LogProfile>> profiles() const;
  // The profile that reads a log of that name, which must be of the slip's system.
  Result<std::string> profile_of(const std::string& name, const std::string& system) const;
  Result<int64_t> begin(const std::string& caller, const casework::Slip& slip,
                        const std::string& profile, const std::string& upload) const;
  Result<File> file_of(const casework::Delivery& delivery, const std::filesystem::path& path,
                       const std::string& name) const;
  Result<void> receive(const casework::Delivery& delivery, const std::filesystem::path& path,
                       const std::string& caller, JobWatch& watch);
  Result<void> seal(const casework::Delivery& delivery, const File& file, const std::string& caller,
                    JobWatch& watch);
  Result<void> refuse(const casework::Delivery& delivery, const std::string& caller,
                      const casework::Received& received, casework::Refusal refusal,
                      const std::string& detail);
  Result<void> compare_copy(const casework::Delivery& delivery, const std::string& upload,
                            const std::string& caller, JobWatch& watch);
  Result<casework::Copy> apart(const casework::Delivery& delivery, const File& file);

  const Parts parts_;
};

}  // namespace sekisho::service
