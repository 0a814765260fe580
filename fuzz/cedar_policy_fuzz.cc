#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/error.h"
#include "cedar/authorizer.h"
#include "cedar/est_json.h"
#include "cedar/footprint.h"
#include "cedar/format.h"
#include "cedar/parser.h"
#include "cedar/trace.h"

// Any text: it is refused with an error, or what was read prints to a text that reads back to the
// same policies, converts to JSON and back, and can be decided on.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace sekisho::cedar;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  (void)parse_policies_collecting(text);
  const auto policies = parse_policies(text);
  if (!policies) return 0;

  const Request request{{"User", "a"}, {"Action", "view"}, {"Photo", "p"}, Value()};
  const Entities entities;
  (void)is_authorized(*policies, request, entities);
  (void)footprint(*policies);
  std::string printed;
  for (const Policy& policy : *policies) {
    (void)trace(policy, request, entities);
    printed += to_string(policy);
  }
  const auto again = parse_policies(printed);
  if (!again && again.error().code == sekisho::ErrorCode::kLimit) return 0;
  SEKISHO_INVARIANT(again && again->size() == policies->size());
  for (size_t i = 0; i < policies->size(); ++i) {
    SEKISHO_INVARIANT(to_est_json(again->policies()[i]) == to_est_json(policies->policies()[i]));
  }
  return 0;
}
