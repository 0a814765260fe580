#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>

namespace sekisho::service {

// Cuts bytes that come in pieces into lines, which end in LF or CR LF. Of a line that is longer
// than `limit` only the first `kept` bytes are told. Not thread-safe.
class LineSplitter {
 public:
  LineSplitter(size_t limit, size_t kept) : limit_(limit), kept_(kept) {}

  // The line without its end, and whether it is cut. The view holds during the call.
  using Take = std::function<void(std::string_view line, bool cut)>;

  void add(std::string_view piece, const Take& take);
  // A last line that has no end.
  void finish(const Take& take);

 private:
  void keep(std::string_view part);
  void hand_on(std::string_view line, const Take& take);

  size_t limit_;
  size_t kept_;
  std::string begun_;  // of a line whose end has not come yet
  bool cut_ = false;
};

}  // namespace sekisho::service
