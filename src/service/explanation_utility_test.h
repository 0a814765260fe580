#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "service/decide_request.h"
#include "service/review_inputs.h"

namespace sekisho::service {

// A small made-up utility on disk, in the layouts of sources/, with a log: removed at the end.
//
// People: P1 of the T&D company (TD) throughout; P2 moved from TD to the affiliate AF on
// 2022-07-01; P3 of TD with a concurrent post at AF; P4 of AF, a helper in a disaster of September
// 2022; P5 of the contractor CO. Accounts of nol: k1 … k3 theirs, h4 for the helper, x5 for the
// contractor, s1 shared with P1 only, d1 held by P1 and P4 at once from August 2022.
class ExplanationUtility {
 public:
  ExplanationUtility();
  ~ExplanationUtility();
  ExplanationUtility(const ExplanationUtility&) = delete;
  ExplanationUtility& operator=(const ExplanationUtility&) = delete;

  std::filesystem::path root() const { return root_; }
  ReviewPlaces places() const;
  // A question about a look at POINT of nol.
  DecideRequest request(std::string account, std::string terminal, std::string at) const;
  // A file below root, as UTF-8 or turned into CP932.
  void write(const std::string& name, std::string_view text, bool cp932 = false) const;

  static constexpr std::string_view kPoint = "0900000000000000000017";

 private:
  void write_people() const;
  void write_accounts() const;
  void write_places() const;
  void write_logs() const;

  std::filesystem::path root_;
};

}  // namespace sekisho::service
