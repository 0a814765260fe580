#include "mask/csv_masker.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "mask/limits.h"
#include "mask/plan_parts.h"
#include "text/cp932.h"
#include "text/encoding.h"
#include "text/fold.h"

namespace sekisho::mask {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

}  // namespace

CsvMasker::CsvMasker(Plan plan, Options options)
    : plan_(std::move(plan)),
      options_(options),
      scan_({.delimiter = options.delimiter,
             .quote = '"',
             .carriage_returns = false,
             .cp932 = options.encoding == Encoding::kCp932}) {}

Result<void> CsvMasker::push(std::string_view bytes, std::string& out) {
  if (error_) return result();
  held_.in_slices(bytes, [&](std::string_view slice) { return take(slice, out); });
  return result();
}

Result<void> CsvMasker::finish(std::string& out) {
  if (error_) return result();
  const size_t end = held_.size();
  const bool open_record = field_begin_ < end || column_ > 0 || state_ != State::kPlain;
  bool good = true;
  if (!held_.whole()) {
    good = refuse("the text ends within a character");
  } else if (state_ == State::kQuoted) {
    good = refuse("an unclosed quote");
  } else if (open_record) {
    begin_giving(out);
    good = end_field(end) && end_record(end);
    give_out(out);
  }
  if (!good) return result();
  static_cast<void>(refuse("the text was finished already"));
  return {};
}

bool CsvMasker::take(std::string_view slice, std::string& out) {
  const bool good =
      options_.encoding == Encoding::kUtf8 ? held_.append_utf8(slice) : held_.append_cp932(slice);
  if (!good) return refuse("broken characters");
  const std::string_view fresh = held_.view().substr(scanned_);
  const size_t count = scan_.run(fresh, positions_);
  if (!started_ && count > 0) {
    started_ = true;
    if (held_.view().starts_with(kByteOrderMark)) field_begin_ = kByteOrderMark.size();
  }
  begin_giving(out);
  const bool good_so_far = walk(count);
  give_out(out);
  if (!good_so_far) return false;
  scanned_ = held_.size();
  forget();
  if (held_.size() - copy_from_ + pending_.size() > kMaxHeldBytes + kSliceBytes) {
    return refuse(fmt::format("a record of more than {} bytes", kMaxHeldBytes), ErrorCode::kLimit);
  }
  return true;
}

bool CsvMasker::walk(size_t count) {
  size_t i = 0;
  while (i < count) {
    if (state_ == State::kPlain && !header_ && !quoted_) {
      i = usual_fields(i, count);
      if (error_) return false;
      if (i == count) break;
    }
    if (!token(scanned_ + positions_[i++])) return false;
  }
  return true;
}

// Whether the field at the position `at` stands in quotes that hold nothing of which CSV is made.
bool CsvMasker::is_usual_quoted(size_t at, size_t count) const {
  if (at + 2 >= count || scanned_ + positions_[at] != field_begin_) return false;
  const char* const bytes = held_.data() + scanned_;
  const uint32_t* const positions = positions_.data() + at;
  return bytes[positions[1]] == '"' && positions[2] == positions[1] + 1 &&
         bytes[positions[2]] != '"';
}

// Fields, one behind the other, from the position `begin` on: most of most documents is done here.
// Leaves quotes that are not usual, and fields that are too many, to `token`. Returns the position
// that comes next; what is wrong is in error_.
size_t CsvMasker::usual_fields(size_t begin, size_t count) {
  const char* const bytes = held_.data();
  const uint32_t* const positions = positions_.data();
  const Column* const first = columns_.data();
  const Column* const last = first + columns_.size();
  const Column* column = first + column_;
  const size_t base = scanned_;
  size_t i = begin;
  for (; i < count && column != last; ++i) {
    if (bytes[base + positions[i]] == '"') {
      if (!is_usual_quoted(i, count)) break;
      quoted_ = true;
      i += 2;
    }
    const size_t at = base + positions[i];
    const char c = bytes[at];
    if (column->passes) {
      kept_ = true;
    } else {
      const bool after_cr = c == '\n' && at > field_begin_ && bytes[at - 1] == '\r';
      if (!treat(*column, field_begin_, after_cr ? at - 1 : at)) break;
    }
    quoted_ = false;
    ++column;
    if (c != '\n') {
      next_field(at);
      continue;
    }
    column_ = static_cast<size_t>(column - first);
    if (!end_record(at)) return i;
    column = first;
  }
  column_ = static_cast<size_t>(column - first);
  return i;
}

bool CsvMasker::token(size_t at) {
  const char c = held_.data()[at];
  if (c == '"') return quote(at);
  if (state_ == State::kQuoted) {
    if (c == '\n') ++line_;
    return true;
  }
  if (!end_field(at)) return false;
  if (c == '\n') return end_record(at);
  next_field(at);
  return true;
}

void CsvMasker::next_field(size_t delimiter) {
  if (!kept_)
    copy_from_ = delimiter + 1;  // behind fields that were all removed it would come first
  field_begin_ = delimiter + 1;
}

bool CsvMasker::quote(size_t at) {
  switch (state_) {
    case State::kPlain:
      if (at != field_begin_) return refuse("a quote within a field");
      quoted_ = true;
      state_ = State::kQuoted;
      return true;
    case State::kQuoted:
      quote_end_ = at;
      state_ = State::kQuoteSeen;
      return true;
    case State::kQuoteSeen:
      if (at != quote_end_ + 1) return refuse("text behind a closing quote");
      state_ = State::kQuoted;  // a quote that is part of the field
      return true;
  }
  return false;
}

// `at` is the delimiter, the line feed, or the end of the text.
bool CsvMasker::end_field(size_t at) {
  size_t end = at;
  const bool at_line_end = at == held_.size() || held_.data()[at] == '\n';
  if (at_line_end && end > field_begin_ && held_.data()[end - 1] == '\r') --end;
  if (quoted_ && quote_end_ + 1 != end) return refuse("text behind a closing quote");
  const size_t begin = field_begin_;
  state_ = State::kPlain;
  if (header_) {
    if (columns_.size() == kMaxColumns) {
      return refuse(fmt::format("more than {} columns", kMaxColumns), ErrorCode::kLimit);
    }
    const std::string_view content(held_.data() + begin, end - begin);
    if (!heading(quoted_ ? content.substr(1, content.size() - 2) : content)) return false;
    if (columns_.back().treatment.mask.method == policy::MaskMethod::kRemove) {
      remove(begin, end);
    } else {
      kept_ = true;
    }
  } else if (column_ == columns_.size()) {
    return refuse(fmt::format("more fields than the {} columns", columns_.size()));
  } else if (!treat(columns_[column_], begin, end)) {
    return false;
  }
  ++column_;
  quoted_ = false;
  return true;
}

bool CsvMasker::end_record(size_t at) {
  const bool empty = column_ == 1 && is_blank(field_begin_, at);
  if (header_ && empty) return refuse("the first line is empty");
  if (!empty && column_ != columns_.size()) {
    return refuse(fmt::format("{} fields under {} columns", column_, columns_.size()));
  }
  if (header_) {
    if (!known_ && !plan_.shows_all()) {
      return refuse("the plan knows no column of the header");
    }
    header_ = false;
  }
  field_begin_ = std::min(at + 1, held_.size());
  emit_until(field_begin_);
  complete_ = pending_.size();
  ++line_;
  column_ = 0;
  kept_ = false;
  return true;
}

// There is nothing on the line but its end.
bool CsvMasker::is_blank(size_t begin, size_t end) const {
  return held_.view().substr(begin, end - begin).find_first_not_of('\r') == std::string_view::npos;
}

bool CsvMasker::heading(std::string_view content) {
  std::string name;
  if (!decode(content, name)) return refuse("characters that do not exist");
  const Treatment* const treatment = plan_.parts().heading(name);
  known_ = known_ || treatment != nullptr;
  columns_.push_back(column_of(treatment == nullptr ? plan_.others() : *treatment));
  return true;
}

CsvMasker::Column CsvMasker::column_of(const Treatment& treatment) const {
  const bool is_read = options_.encoding == Encoding::kUtf8 || treatment.keeps_characters();
  const bool leaves_its_own =
      !treatment.text && treatment.mask.method != policy::MaskMethod::kPseudonym;
  return {.treatment = treatment,
          .passes = treatment.shows() && !treatment.text,
          .in_place = is_read && leaves_its_own};
}

[[gnu::always_inline]] inline bool CsvMasker::treat(const Column& column, size_t begin,
                                                    size_t end) {
  if (column.treatment.mask.method == policy::MaskMethod::kRemove) {
    remove(begin, end);
    return true;
  }
  kept_ = true;
  if (column.passes) return true;
  std::string_view content(held_.data() + begin, end - begin);
  if (quoted_) content = content.substr(1, content.size() - 2);
  if (!column.in_place || (quoted_ && content.contains('"'))) {
    return treat_apart(content, column.treatment, begin, end);
  }
  treat_in_place(content, column.treatment);
  return true;
}

[[gnu::always_inline]] inline void CsvMasker::treat_in_place(std::string_view content,
                                                             const Treatment& treatment) {
  const auto begin = static_cast<size_t>(content.data() - held_.data());
  emit_until(begin);
  if (becomes_mark(content, treatment)) {
    pending_ += kMark;
    copy_from_ = begin + content.size();
  } else if (plan_.treat(content, treatment, pending_, options_.encoding)) {
    copy_from_ = begin + content.size();
  }
}

bool CsvMasker::treat_apart(std::string_view content, const Treatment& treatment, size_t begin,
                            size_t end) {
  scratch_.clear();
  treated_.clear();
  if (!decode(content, scratch_)) return refuse("characters that do not exist");
  if (!plan_.treat(scratch_, treatment, treated_)) return true;
  emit_until(begin);
  copy_from_ = end;
  return append_field(treated_);
}

// The content without doubled quotes, as UTF-8.
bool CsvMasker::decode(std::string_view content, std::string& utf8) const {
  std::string single;
  if (quoted_ && content.contains('"')) {
    for (size_t i = 0; i < content.size(); ++i) {
      single += content[i];
      if (content[i] == '"') ++i;
    }
    content = single;
  }
  if (options_.encoding == Encoding::kCp932) {
    return text::append_cp932(content, utf8) == content.size();
  }
  utf8 += content;
  return true;
}

bool CsvMasker::append_field(std::string_view utf8) {
  std::optional<std::string> encoded;
  if (options_.encoding == Encoding::kCp932 && !text::is_plain_ascii(utf8)) {
    encoded = text::to_cp932(utf8);
    if (!encoded) return refuse("what is left of a field cannot be written in CP932");
  }
  const std::string_view field = encoded ? *encoded : utf8;
  const auto is_special = [&](char c) {
    return c == options_.delimiter || c == '"' || c == '\r' || c == '\n';
  };
  if (!quoted_ && std::ranges::none_of(field, is_special)) {
    pending_ += field;
    return true;
  }
  pending_ += '"';
  for (const char c : field) {
    if (c == '"') pending_ += '"';
    pending_ += c;
  }
  pending_ += '"';
  return true;
}

// The field goes with the delimiter before it.
void CsvMasker::remove(size_t begin, size_t end) {
  emit_until(kept_ ? begin - 1 : begin);
  copy_from_ = end;
}

void CsvMasker::emit_until(size_t end) {
  if (end <= copy_from_) return;
  pending_.append(held_.data() + copy_from_, end - copy_from_);
  copy_from_ = end;
}

// What is masked from here on goes behind what the caller has, where it will be read.
void CsvMasker::begin_giving(std::string& out) {
  complete_ = out.size();
  out += pending_;
  out.swap(pending_);
}

// The records that are complete.
void CsvMasker::give_out(std::string& out) {
  out.swap(pending_);
  pending_.assign(out, complete_);
  out.resize(complete_);
}

void CsvMasker::forget() {
  const size_t gone = held_.forget(std::min(copy_from_, field_begin_));
  scanned_ -= gone;
  copy_from_ -= gone;
  field_begin_ -= gone;
  quote_end_ -= std::min(quote_end_, gone);
}

bool CsvMasker::refuse(std::string why, ErrorCode code) {
  Place place;
  place.line = line_;
  error_ = Error{code, std::move(why), place, "What was not understood is not given out."};
  return false;
}

Result<void> CsvMasker::result() const {
  if (error_) return std::unexpected(*error_);
  return {};
}

}  // namespace sekisho::mask
