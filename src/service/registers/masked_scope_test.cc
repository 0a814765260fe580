#include "service/registers/masked_scope.h"

#include <gtest/gtest.h>

namespace sekisho::service {
namespace {

std::string hidden(std::string_view plain) {
  return "p(" + std::string(plain) + ")";
}

TEST(MaskedScope, HidesWhoseAccountsStandOpenAndKeepsEveryFigure) {
  EXPECT_EQ(
      masked_scope(R"({"total":{"accounts":12,"first":null},"exposures":[)"
                   R"({"system":"nol","account":"tmp001","from":"2024-07-01","until":null}]})",
                   hidden),
      "{\"total\":{\"accounts\":12,\"first\":null},\"exposures\":[{\"system\":\"nol\","
      "\"account\":\"p(tmp001)\",\"from\":\"2024-07-01\",\"until\":null}]}\n");
}

TEST(MaskedScope, ShowsNothingOfWhatItCannotRead) {
  EXPECT_EQ(masked_scope("{", hidden), "{}");
}

}  // namespace
}  // namespace sekisho::service
