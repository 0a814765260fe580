#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "cedar/lexer.h"

// Writes tokens out again with another layout and the comments where they were: what the formatters
// of policies and of schemas share. Internal to this folder.
namespace sekisho::cedar {

bool is_one_of(const Token& token, std::initializer_list<std::string_view> texts);
bool opens(const Token& token);   // ( [ {
bool closes(const Token& token);  // ) ] }

// The text is known to parse, so that brackets match and every construct is where its grammar has
// it.
class TokenWriter {
 public:
  static constexpr size_t kIndent = 2;

  // What `lexed` points into must outlive the writer.
  TokenWriter(const Lexed& lexed, size_t width);
  virtual ~TokenWriter() = default;
  TokenWriter(const TokenWriter&) = delete;
  TokenWriter& operator=(const TokenWriter&) = delete;

 protected:
  // Half-open range of tokens.
  struct Range {
    size_t begin;
    size_t end;
    bool empty() const { return begin == end; }
  };

  // Whether a space stands before a token that is not the first on its line.
  virtual bool space_before(size_t token) const = 0;
  // What stands in brackets: an element, an argument, an attribute.
  virtual void item(Range range, size_t indent) = 0;

  const Token& token(size_t index) const { return tokens_[index]; }
  bool is(size_t index, std::string_view text) const { return is_one_of(tokens_[index], {text}); }
  size_t match(size_t open) const { return match_[open]; }

  bool at_line_start() const { return out_.empty() || out_.back() == '\n'; }
  void new_line();
  size_t column() const;
  // The comments that stand before a token and were not written yet, each as it was: behind
  // something, or on its own line.
  void comments_before(size_t token, size_t indent);
  void put(size_t token, size_t indent);
  // All of them on one line, as far as comments let it be.
  void flat(Range range, size_t indent);
  // The bracket at `open` with what it holds: on this line where it fits, else one item a line.
  void bracket(size_t open, size_t indent);
  void broken_bracket(size_t open, size_t indent);

  // From here to the next token an empty line is kept where there was one, or made.
  void allow_empty_line() { empty_line_allowed_ = true; }
  void want_empty_line() { empty_line_wanted_ = true; }

  size_t flat_width(Range range) const;  // on one line, with the space before it
  bool has_comment(Range range) const;   // one that was not written yet
  bool fits(Range range, size_t indent) const;
  // The places of `sign` in the range that are in no bracket.
  std::vector<size_t> splits(Range range, std::string_view sign) const;

  std::string take() { return std::move(out_); }

 private:
  void find_matches();
  void separate(uint32_t line);

  const std::vector<Token>& tokens_;
  const std::vector<Comment>& comments_;
  size_t width_;
  std::vector<size_t> match_;
  std::string out_;
  uint32_t last_line_ = 0;  // in the source, of what was written last
  bool empty_line_wanted_ = false;
  bool empty_line_allowed_ = true;
  size_t next_comment_ = 0;  // the first that was not written yet
};

}  // namespace sekisho::cedar
