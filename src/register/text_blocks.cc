#include "register/text_blocks.h"

#include <algorithm>
#include <cstring>
#include <utility>

#include "register/limits.h"
#include "text/fold.h"

namespace sekisho::reg {
namespace {

constexpr size_t kSniffedBytes = 65'536;
constexpr std::string_view kReplacement = "\xEF\xBF\xBD";

bool is_utf16(text::Encoding encoding) {
  return encoding == text::Encoding::kUtf16Le || encoding == text::Encoding::kUtf16Be;
}

}  // namespace

Result<TextBlocks> TextBlocks::open(const std::filesystem::path& path, std::string name,
                                    text::Encoding encoding, std::unique_ptr<Digest> digest) {
  TextBlocks out;
  out.in_.open(path, std::ios::binary);
  if (!out.in_) {
    return fail(ErrorCode::kIo, "cannot open `" + name + "`", {name},
                "Check that the file may be read.");
  }
  out.name_ = std::move(name);
  out.encoding_ = encoding;
  out.digest_ = std::move(digest);
  out.fill(kBlockBytes);
  out.sniffed_ = text::sniff(std::string_view(out.buffer_).substr(0, kSniffedBytes));
  if (out.sniffed_.bom_bytes != 0 && is_utf16(encoding) && is_utf16(*out.sniffed_.encoding)) {
    out.encoding_ = *out.sniffed_.encoding;
  }
  out.begin_ = out.end_ = out.sniffed_.bom_bytes;
  return out;
}

size_t TextBlocks::unit() const {
  return is_utf16(encoding_) ? 2 : 1;
}

// The offset behind the line that begins at `from`, or npos when it has no end.
size_t TextBlocks::line_end(std::string_view bytes, size_t from) const {
  if (unit() == 1) {
    const size_t at = bytes.find('\n', from);
    return at == std::string_view::npos ? at : at + 1;
  }
  const size_t low = encoding_ == text::Encoding::kUtf16Le ? 0 : 1;
  for (size_t at = from; at + 1 < bytes.size(); at += 2) {
    if (bytes[at + low] == '\n' && bytes[at + 1 - low] == '\0') return at + 2;
  }
  return std::string_view::npos;
}

// The offset behind the last line end of what has been read beyond the block's begin, or npos.
size_t TextBlocks::last_line_end() const {
  if (unit() == 1) {
    const size_t at = buffer_.rfind('\n');
    return at == std::string::npos || at < begin_ ? std::string::npos : at + 1;
  }
  const size_t low = encoding_ == text::Encoding::kUtf16Le ? 0 : 1;
  for (size_t at = begin_ + (buffer_.size() - begin_) / 2 * 2; at >= begin_ + 2; at -= 2) {
    if (buffer_[at - 2 + low] == '\n' && buffer_[at - 1 - low] == '\0') return at;
  }
  return std::string::npos;
}

// Reads until the buffer holds `target` bytes or the file ends. The buffer grows with what is
// there: most registers are small.
void TextBlocks::fill(size_t target) {
  while (!file_ended_ && buffer_.size() < target) {
    const size_t old = buffer_.size();
    buffer_.resize(std::min(target, std::max(old * 2, kSniffedBytes)));
    const size_t wanted = buffer_.size() - old;
    in_.read(buffer_.data() + old, static_cast<std::streamsize>(wanted));
    const auto got = static_cast<size_t>(in_.gcount());
    buffer_.resize(old + got);
    if (digest_) digest_->update(std::string_view(buffer_).substr(old));
    bytes_read_ += got;
    file_ended_ = got < wanted;
  }
}

Result<bool> TextBlocks::next() {
  first_line_ += line_count_;
  buffer_.erase(0, end_);
  begin_ = end_ = 0;
  line_count_ = 0;
  size_t target = kBlockBytes;
  do {
    fill(target);
    if (in_.bad()) return fail(ErrorCode::kIo, "cannot read `" + name_ + "`", {name_, first_line_});
    end_ = file_ended_ ? buffer_.size() : last_line_end();
    target += target;
  } while (end_ == std::string::npos && target <= kMaxLineBytes);
  if (end_ == std::string::npos) {
    return fail(ErrorCode::kLimit, "a line is too long to be a register's", {name_, first_line_},
                "Check that the file is text, and the encoding that the profile states.");
  }
  last_ = file_ended_ && end_ == buffer_.size();
  if (end_ == 0) return false;
  decode();
  cursor_line_ = first_line_;
  cursor_ = 0;
  return true;
}

void TextBlocks::decode() {
  bad_lines_.clear();
  wide_lines_ = 0;
  decoded_.clear();
  const std::string_view bytes = block();
  if (encoding_ == text::Encoding::kUtf8) {
    utf8_ = bytes;
    if (!text::valid_utf8(bytes)) decode_by_line();
  } else {
    decoded_.reserve(bytes.size() + bytes.size() / 2);
    if (!text::append_utf8(encoding_, bytes, decoded_)) decode_by_line();
    utf8_ = decoded_;
  }
  line_count_ = static_cast<uint64_t>(std::ranges::count(utf8_, '\n'));
  if (!utf8_.empty() && utf8_.back() != '\n') ++line_count_;
}

void TextBlocks::decode_by_line() {
  const std::string_view bytes = block();
  decoded_.clear();
  uint64_t line = first_line_;
  for (size_t at = 0; at < bytes.size(); ++line) {
    const size_t end = std::min(line_end(bytes, at), bytes.size());
    const std::string_view one = bytes.substr(at, end - at);
    at = end;
    const size_t before = decoded_.size();
    const bool good = text::append_utf8(encoding_, one, decoded_);
    if (!good) {
      decoded_.resize(before);
      bad_lines_.push_back(line);
      const size_t low = encoding_ == text::Encoding::kUtf16Be ? 1 : 0;
      for (size_t i = 0; i < one.size(); i += unit()) {
        const bool paired = unit() == 1 || i + 1 < one.size();
        const char c = paired ? one[i + low] : '\x80';
        const bool ascii =
            static_cast<uint8_t>(c) < 0x80 && (unit() == 1 || one[i + 1 - low] == '\0');
        // Only the line's own end may look like one.
        const bool inner_end = c == '\n' && i + unit() < one.size();
        if (ascii && !inner_end) {
          decoded_.push_back(c);
        } else {
          decoded_.append(kReplacement);
        }
      }
    }
    if (!good || !text::is_plain_ascii(std::string_view(decoded_).substr(before))) ++wide_lines_;
  }
  utf8_ = decoded_;
}

std::string_view TextBlocks::raw(uint64_t first, uint64_t last) {
  const std::string_view bytes = block();
  const auto skip_to = [&](uint64_t line) {
    for (; cursor_line_ < line && cursor_ < bytes.size(); ++cursor_line_) {
      cursor_ = std::min(line_end(bytes, cursor_), bytes.size());
    }
    return cursor_;
  };
  const size_t begin = skip_to(first);
  std::string_view out = bytes.substr(begin, skip_to(last + 1) - begin);
  const size_t low = encoding_ == text::Encoding::kUtf16Be ? 1 : 0;
  for (const char end : {'\n', '\r'}) {
    if (out.size() < unit() || out[out.size() - unit() + low] != end) continue;
    if (unit() == 2 && out[out.size() - 1 - low] != '\0') continue;
    out.remove_suffix(unit());
  }
  return out;
}

void TextBlocks::give_back(uint64_t line) {
  end_ = begin_ + static_cast<size_t>(raw(line, line).data() - block().data());
  line_count_ = line - first_line_;
}

}  // namespace sekisho::reg
