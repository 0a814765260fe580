#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <string_view>

#include "base/error.h"
#include "base/instant.h"
#include "service/serve/data_places.h"
#include "service/store/ledger.h"

namespace sekisho::service {

// What the record says of the results of reviews and simulations, so that a figure can be traced:
// an entry `review` with the run's id, which is of its inputs, and the hashes of its run.json and
// of every file that it wrote. The entry comes before the results take their name, so none is seen
// that the record does not tell of; and there is one for each, however often the process ended in
// between. Any number of threads.
class RecordedRuns {
 public:
  // The ledger outlives it.
  RecordedRuns(Ledger& ledger, std::function<Instant()> now)
      : ledger_(ledger), now_(std::move(now)) {}

  // Where results lie while they are written, and where afterwards; the name is that of the entry,
  // `review/JOB`.
  struct Place {
    std::string name;
    std::filesystem::path part, whole;
  };
  // For a result that will be `whole`.
  static Place place_of(std::string_view kind, const std::filesystem::path& whole);

  // Makes what lies in the part durable, tells the record of it in the name of `actor`, a
  // pseudonym, and gives it its name.
  Result<void> finish(const Place& place, const std::string& actor);
  // Whether it is finished: by then or by this, which gives a recorded part its name.
  Result<bool> take_up(const Place& place);
  // Takes up what was recorded when a process ended, and removes what was not. Before any job runs.
  Result<void> take_up_all(const DataPlaces& places);

 private:
  Result<std::string> recorded(const std::string& name);  // the hash of a run.json; empty: none

  Ledger& ledger_;
  const std::function<Instant()> now_;
};

}  // namespace sekisho::service
