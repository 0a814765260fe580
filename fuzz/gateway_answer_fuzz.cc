#include <cstddef>
#include <cstdint>
#include <string_view>

#include "gateway/listed_records.h"
#include "gateway/routes.h"

// Answers of systems that list records, and files of routes: whatever they hold is understood or
// refused. The first byte says which of these the rest is.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace sekisho;
  if (size == 0) return 0;
  static const gateway::Route route = [] {
    gateway::Route out;
    out.kind = barrier::RecordKind::kCustomer;
    out.lists = {.json = {"/rows/*/id"}, .csv = {"id"}, .html = {"id"}};
    return out;
  }();
  const std::string_view rest(reinterpret_cast<const char*>(data) + 1, size - 1);
  if (data[0] == 'r') {
    [[maybe_unused]] const auto routes = gateway::Routes::parse(rest, "routes.toml");
    return 0;
  }
  mask::DocumentFormat format{.type = static_cast<mask::DocumentType>(data[0] % 5)};
  if ((data[0] & 8) != 0) format.csv.encoding = mask::CsvMasker::Encoding::kCp932;
  const auto records = gateway::listed_records(route, format, rest);
  if (!records) return 0;
  for (const gateway::ListedRecord& record : *records) {
    if (gateway::canonical_record(route.kind, record.key) != record.key) __builtin_trap();
  }
  return 0;
}
