#include <cstddef>
#include <cstdint>
#include <span>

#include "base/error.h"
#include "cedar/generated_case_test.h"

// Any bytes make policies, entities and requests: the compiled engine decides each request as the
// interpreter does, whichever way it is asked.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  SEKISHO_INVARIANT(!sekisho::cedar::CaseGenerator(std::span(data, size)).difference());
  return 0;
}
