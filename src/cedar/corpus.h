#pragma once

#include <cstddef>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "base/error.h"

namespace sekisho::cedar {

// How many checks of one kind were made, and how many held.
struct CorpusCount {
  size_t held = 0;
  size_t made = 0;
};

struct CorpusReport {
  std::map<std::string, CorpusCount> counts = {};  // by kind: `decision`, `reasons`, …
  std::vector<std::string> failures = {};          // `kind: test: what differs`

  bool all_held() const;
  // One line a kind, then the failures.
  std::string to_text() const;
};

// Runs every conformance test below `directory`: JSON files with `policies`, `entities`, `schema`
// and `requests`, in the format of the Cedar project's integration tests. Where they are found
// (below `directory` or in a directory beside it whose name starts with its name), the results of
// validation (`NAME.validation.json`) and the JSON form of the schema (`NAME.cedarschema.json`)
// are compared, too. An error only when the directory cannot be read or holds no test.
Result<CorpusReport> run_corpus(const std::filesystem::path& directory);

}  // namespace sekisho::cedar
