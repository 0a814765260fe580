#pragma once

#include <string>

namespace sekisho::service {

struct ReviewResult;

// report.html: the review as one page for people, in Japanese and English.
std::string review_report(const ReviewResult& result);

}  // namespace sekisho::service
