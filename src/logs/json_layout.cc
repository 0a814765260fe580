#include "logs/text_layouts.h"

namespace sekisho::logs {

JsonLayout::JsonLayout(const LogFormat& format)
    // INVARIANT: the profile was refused when its pointers did not compile.
    : reader_(std::move(text::JsonLineReader::compile(format.sources).value())),
      fields_(format.sources.size()) {}

const char* JsonLayout::read(std::string_view line, std::span<RawField> values) {
  if (!reader_.read(line, fields_)) {
    reason_ = reader_.reason();
    return reason_.c_str();
  }
  for (size_t i = 0; i < fields_.size(); ++i) {
    const text::JsonField& field = fields_[i];
    const bool none =
        field.kind == text::JsonField::Kind::kAbsent || field.kind == text::JsonField::Kind::kNull;
    values[i] =
        none ? RawField{}
             : RawField{field.text.data(), static_cast<uint32_t>(field.text.size()), Form::kPlain};
  }
  return nullptr;
}

PatternLayout::PatternLayout(const LogFormat& format)
    : format_(format), groups_(format.pattern->group_names().size()) {}

const char* PatternLayout::read(std::string_view line, std::span<RawField> values) {
  if (format_.block_encoding() != text::Encoding::kUtf8) {
    utf8_.clear();
    if (!text::append_utf8(format_.block_encoding(), line, utf8_))
      return "the line cannot be decoded";
    line = utf8_;
  }
  if (!format_.pattern->match(line, groups_)) return "the line does not fit the pattern";
  for (size_t i = 0; i < groups_.size(); ++i) {
    values[i] = {groups_[i].data(), static_cast<uint32_t>(groups_[i].size()), Form::kPlain};
  }
  return nullptr;
}

}  // namespace sekisho::logs
