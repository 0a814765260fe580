#include "text/base32.h"

#include <gtest/gtest.h>

#include <array>
#include <utility>

namespace sekisho::text {
namespace {

TEST(Base32, Rfc4648Section10) {
  const std::array<std::pair<const char*, const char*>, 7> rows{{{"", ""},
                                                                 {"f", "MY"},
                                                                 {"fo", "MZXQ"},
                                                                 {"foo", "MZXW6"},
                                                                 {"foob", "MZXW6YQ"},
                                                                 {"fooba", "MZXW6YTB"},
                                                                 {"foobar", "MZXW6YTBOI"}}};
  for (const auto& [plain, encoded] : rows) {
    EXPECT_EQ(base32_encode(plain), encoded);
  }
}

}  // namespace
}  // namespace sekisho::text
