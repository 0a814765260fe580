#include <algorithm>
#include <array>
#include <cstring>

#include "logs/text_layouts.h"

namespace sekisho::logs {
namespace {

constexpr size_t kUnwanted = SIZE_MAX;
enum Element : uint8_t { kHost, kIdent, kUser, kTime, kRequest, kStatus, kBytes, kReferer, kAgent };
constexpr std::array<std::string_view, 9> kElements{"host",   "ident", "user",    "time", "request",
                                                    "status", "bytes", "referer", "agent"};

// Walks over a line; a step that does not fit returns false.
class Walk {
 public:
  explicit Walk(std::string_view line) : line_(line) {}

  bool done() const { return at_ >= line_.size(); }
  bool skip(char c) {
    if (done() || line_[at_] != c) return false;
    ++at_;
    return true;
  }
  bool word(RawField& out) {
    size_t end = line_.find(' ', at_);
    if (end == std::string_view::npos) end = line_.size();
    if (end == at_) return false;
    out = field(at_, end, Form::kPlain);
    at_ = end;
    return true;
  }
  // Up to a mark, which is not taken.
  bool until(std::string_view mark, RawField& out) {
    const size_t end = line_.find(mark, at_);
    if (end == std::string_view::npos) return false;
    out = field(at_, end, Form::kPlain);
    at_ = end;
    return true;
  }
  bool quoted(RawField& out) {
    if (!skip('"')) return false;
    const size_t begin = at_;
    Form form = Form::kPlain;
    for (; at_ < line_.size(); ++at_) {
      if (line_[at_] == '"') {
        out = field(begin, at_++, form);
        return true;
      }
      if (line_[at_] != '\\') continue;
      form = Form::kBackslash;
      ++at_;
    }
    return false;
  }

 private:
  RawField field(size_t begin, size_t end, Form form) const {
    return {line_.data() + begin, static_cast<uint32_t>(end - begin), form};
  }
  std::string_view line_;
  size_t at_ = 0;
};

}  // namespace

AccessLogLayout::AccessLogLayout(const LogFormat& format) {
  std::ranges::fill(wanted_, kUnwanted);
  for (size_t i = 0; i < format.sources.size(); ++i) {
    const auto element = std::ranges::find(kElements, format.sources[i]);
    if (element != kElements.end()) wanted_[element - kElements.begin()] = i;
  }
}

const char* AccessLogLayout::read(std::string_view line, std::span<RawField> values) {
  std::array<RawField, 9> parts{};
  Walk walk(line);
  if (!walk.word(parts[kHost]) || !walk.skip(' ')) return "no host";
  if (!walk.word(parts[kIdent]) || !walk.skip(' ')) return "no identity";
  // A user's name may hold spaces.
  if (!walk.until(" [", parts[kUser]) || !walk.skip(' ') || !walk.skip('['))
    return "no user and time";
  if (!walk.until("]", parts[kTime]) || !walk.skip(']') || !walk.skip(' '))
    return "the time is cut off";
  if (!walk.quoted(parts[kRequest]) || !walk.skip(' ')) return "no request in quotes";
  if (!walk.word(parts[kStatus])) return "no status";
  if (walk.skip(' ') && !walk.word(parts[kBytes])) return "no size";
  if (walk.skip(' ')) {
    if (!walk.quoted(parts[kReferer])) return "the referer is not in quotes";
    if (walk.skip(' ') && !walk.quoted(parts[kAgent])) return "the user agent is not in quotes";
  }
  if (!walk.done() && !walk.skip(' ')) return "text behind the last part";
  for (size_t i = 0; i < parts.size(); ++i) {
    if (wanted_[i] != kUnwanted) values[wanted_[i]] = parts[i];
  }
  return nullptr;
}

}  // namespace sekisho::logs
