#pragma once

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "register/load.h"
#include "text/encoding.h"

namespace sekisho::reg {

// A text file as a sequence of blocks of whole lines, in UTF-8, in bounded memory. Lines end with
// LF or CRLF. A line whose bytes are not of the file's encoding is a bad line: its characters
// beyond ASCII stand as U+FFFD, so that the lines around it keep their meaning.
class TextBlocks {
 public:
  static constexpr size_t kBlockBytes = size_t{4} << 20;

  // A byte order mark is skipped, and chooses the byte order of UTF-16.
  static Result<TextBlocks> open(const std::filesystem::path& path, std::string name,
                                 text::Encoding encoding, std::unique_ptr<Digest> digest);

  // What the first bytes of the file look like; see text::sniff.
  const text::Sniffed& sniffed() const { return sniffed_; }
  text::Encoding encoding() const { return encoding_; }

  // Moves to the next block; false at the end of the file. An error when the file cannot be read or
  // has a line beyond kMaxLineBytes.
  Result<bool> next();

  // The block. Views hold until the next call of `next`.
  std::string_view utf8() const { return utf8_; }
  uint64_t first_line() const { return first_line_; }
  uint64_t line_count() const { return line_count_; }
  bool last() const { return last_; }
  std::span<const uint64_t> bad_lines() const { return bad_lines_; }
  // Lines that hold bytes beyond ASCII; counted only in a block with bad lines.
  uint64_t wide_lines() const { return wide_lines_; }
  // The bytes of some lines as they stand, without the last one's end. Calls go upwards.
  std::string_view raw(uint64_t first, uint64_t last);
  // The lines from `line` on come again with the next block. Not for the first line of the block.
  void give_back(uint64_t line);

  uint64_t bytes_read() const { return bytes_read_; }
  // Of all bytes read, in hexadecimal; empty without a digest. Ends the digest.
  std::string digest() { return digest_ ? digest_->hex() : std::string(); }

 private:
  TextBlocks() = default;
  size_t unit() const;
  size_t line_end(std::string_view bytes, size_t from) const;
  size_t last_line_end() const;
  void fill(size_t target);
  void decode();
  void decode_by_line();
  std::string_view block() const { return std::string_view(buffer_).substr(begin_, end_ - begin_); }

  std::string name_;
  std::ifstream in_;
  std::unique_ptr<Digest> digest_;
  text::Encoding encoding_ = text::Encoding::kUtf8;
  text::Sniffed sniffed_;
  std::string buffer_;  // bytes read and not yet consumed
  size_t begin_ = 0;    // of the block
  size_t end_ = 0;
  bool file_ended_ = false;
  bool last_ = false;
  std::string decoded_;
  std::string_view utf8_;
  uint64_t first_line_ = 1;
  uint64_t line_count_ = 0;
  uint64_t wide_lines_ = 0;
  std::vector<uint64_t> bad_lines_;
  uint64_t cursor_line_ = 1;  // of `raw`
  size_t cursor_ = 0;
  uint64_t bytes_read_ = 0;
};

}  // namespace sekisho::reg
