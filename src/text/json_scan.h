#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace sekisho::text {

// A string of JSON text as it stands between its quotes.
struct JsonRawString {
  std::string_view raw;
  bool escaped = false;  // `raw` holds escapes; without them it is the content
};

struct JsonRawNumber {
  std::string_view raw;
  bool integer = true;  // without fraction and exponent
};

// A cursor over JSON text that checks the grammar of RFC 8259 step by step. Every function that
// returns bool leaves the reason of a failure, and the place, behind. The text must be valid
// UTF-8, which is not checked here. An internal part of `text`.
class JsonScanner {
 public:
  explicit JsonScanner(std::string_view utf8)
      : begin_(utf8.data()), at_(utf8.data()), end_(utf8.data() + utf8.size()) {}

  // The next byte that is no white space, or 0 at the end.
  char peek() {
    while (at_ != end_ && (*at_ == ' ' || *at_ == '\n' || *at_ == '\r' || *at_ == '\t')) ++at_;
    return at_ == end_ ? '\0' : *at_;
  }
  // Steps over a byte that `peek` has shown.
  void step() { ++at_; }
  bool expect(char c, const char* reason) {
    if (peek() != c || at_ == end_) return fail(reason);
    ++at_;
    return true;
  }
  // True when only white space is left.
  bool at_end() { return peek() == '\0' && at_ == end_; }

  // Each stands at the first byte of what it reads.
  bool string(JsonRawString& out);
  bool number(JsonRawNumber& out);
  bool literal(std::string_view word);
  // Any value, `depth` levels down already.
  bool skip_value(size_t depth);

  const char* position() const { return at_; }
  size_t offset() const { return static_cast<size_t>(at_ - begin_); }
  const char* reason() const { return reason_; }
  bool fail(const char* reason) {
    reason_ = reason;
    return false;
  }

 private:
  bool skip_object(size_t depth);
  bool skip_array(size_t depth);
  bool escape();

  const char* begin_;
  const char* at_;
  const char* end_;
  const char* reason_ = "";
};

// Appends what a raw string stands for; U+FFFD for half a surrogate pair, and then false.
bool append_unescaped(std::string_view raw, std::string& out);

}  // namespace sekisho::text
