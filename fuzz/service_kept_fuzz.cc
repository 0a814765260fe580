// What an earlier review kept: any bytes may stand there; what is read is written as it was.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>
#include <vector>

#include "service/review/kept_review.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace sekisho::service;
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  const auto kept = parse_kept(input, "input");
  if (!kept) return 0;
  const auto written = [](const KeptReview& review) {
    std::vector<KeptLog> logs;
    for (const auto& [name, log] : review.logs) logs.push_back(log);
    return kept_ndjson(review.head, logs, review.texts);
  };
  // Members that nobody knows go; after that nothing changes any more.
  const std::string once = written(**kept);
  const auto again = parse_kept(once, "written");
  if (!again || written(**again) != once) std::abort();
  return 0;
}
