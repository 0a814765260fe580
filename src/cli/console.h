#pragma once

#include <chrono>
#include <cstdint>
#include <cstdio>
#include <span>
#include <string>
#include <string_view>

#include "base/error.h"

namespace sekisho::cli {

// Standard input, output and error of the program. Colours and progress appear only on a terminal,
// and colours not where NO_COLOR is set. Not thread-safe.
class Console {
 public:
  Console(std::FILE* out, std::FILE* err, std::FILE* in = stdin);

  void out(std::string_view text);  // without a newline of its own
  void err(std::string_view text);
  // Hands on what was written to standard output, for readers that wait for it.
  Result<void> flush_out();
  Result<void> out_at_once(std::string_view text) {
    out(text);
    return flush_out();
  }
  // Some bytes of standard input, as soon as there are any; 0 at its end. Not to be mixed with
  // read_input.
  Result<size_t> read_some(std::span<char> into);
  // All of standard input; an error when it is longer than `limit` bytes.
  Result<std::string> read_input(uint64_t limit);
  bool in_is_terminal() const { return in_is_terminal_; }
  bool out_is_terminal() const { return out_is_terminal_; }
  bool err_is_terminal() const { return err_is_terminal_; }

  enum class Style { kPlain, kBold, kDim, kRed, kYellow, kGreen };
  // `text` in a style where standard output is a terminal with colours, else as it is.
  std::string styled(std::string_view text, Style style) const;
  // A text whose first line is the verdict: green where it is good, red otherwise.
  void out_verdict(std::string_view text, bool good);

 private:
  std::FILE* out_;
  std::FILE* err_;
  std::FILE* in_;
  bool in_is_terminal_;
  bool out_is_terminal_;
  bool err_is_terminal_;
  bool colours_;
};

// One line on standard error that tells how far a long job is: bytes, lines, lines a second, time
// left. Silent where standard error is not a terminal; at most ten updates a second.
class Progress {
 public:
  Progress(Console& console, std::string_view title);
  ~Progress();
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  // `bytes_total` 0 means that it is not known.
  void update(uint64_t bytes_done, uint64_t bytes_total, uint64_t lines_done);
  // Removes the line.
  void finish();

 private:
  Console& console_;
  std::string title_;
  std::chrono::steady_clock::time_point start_;
  std::chrono::steady_clock::time_point shown_{};
  bool visible_ = false;
};

}  // namespace sekisho::cli
