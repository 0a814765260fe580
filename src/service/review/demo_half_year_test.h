#pragma once

#include <gtest/gtest.h>

#include <cstdint>
#include <filesystem>
#include <string_view>

#include "demo/demo.h"
#include "service/review/run_review.h"

namespace sekisho::service {

// The demo below `data`, and in `reviews/NAME` a review of the second half of its year, the fiscal
// year 2024.
inline void review_demo_half_year(const std::filesystem::path& data, std::string_view name,
                                  uint64_t accesses, uint64_t seed) {
  const std::filesystem::path demo = data / "demo";
  ASSERT_TRUE(demo::write_demo({.out = demo, .accesses = accesses, .seed = seed}, {}).has_value());
  ReviewOptions options;
  options.places = {demo / "register", demo / "logs", SEKISHO_ROOT "/sources",
                    SEKISHO_ROOT "/policies"};
  options.out = data / "reviews" / name;
  options.from = "2024-10-01";
  options.until = "2025-04-01";
  options.jobs = 1;
  options.data_only = true;
  const auto done = run_review(options);
  ASSERT_TRUE(done.has_value()) << to_string(done.error());
}

}  // namespace sekisho::service
