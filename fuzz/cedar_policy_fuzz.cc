#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/error.h"
#include "cedar/authorizer.h"
#include "cedar/est_json.h"
#include "cedar/footprint.h"
#include "cedar/format.h"
#include "cedar/format_text.h"
#include "cedar/parser.h"
#include "cedar/trace.h"

// Any text: it is refused with an error, or what was read lays out without a change of meaning and
// stays so, prints to a text that reads back to the same policies, and can be decided on.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace sekisho::cedar;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  (void)parse_policies_collecting(text);
  const auto policies = parse_policies(text);
  if (!policies) return 0;

  const auto laid_out = format_policies(text);
  SEKISHO_INVARIANT(laid_out && format_policies(*laid_out) == *laid_out);
  const auto relaid = parse_policies(*laid_out);
  SEKISHO_INVARIANT(relaid && to_est_json(*relaid) == to_est_json(*policies));

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
