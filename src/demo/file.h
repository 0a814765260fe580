#pragma once

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <string>

#include "base/error.h"

namespace sekisho::demo::demo {

// A file that is written from its beginning, in pieces of about `flush_bytes`. An error of the
// operating system is kept and told by `close`. Not thread-safe.
class OutFile {
 public:
  // Makes the directories above `path`.
  OutFile(std::filesystem::path path, size_t flush_bytes);

  // Text that waits to be written; append to it, then call `wrote`.
  std::string& text() { return text_; }
  void wrote() {
    if (text_.size() >= flush_bytes_) flush();
  }
  // Bytes so far, waiting ones included.
  uint64_t bytes() const { return flushed_bytes_ + text_.size(); }
  Result<void> close();

 private:
  void flush();

  std::filesystem::path path_;
  size_t flush_bytes_;
  std::ofstream stream_;
  std::string text_;
  uint64_t flushed_bytes_ = 0;
};

}  // namespace sekisho::demo::demo
