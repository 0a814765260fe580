#pragma once

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>

#include "base/error.h"
#include "mask/sample_plan_test.h"

// What the fuzz targets of the maskers share.
namespace sekisho::mask {

// In every value that the demand below hides.
inline constexpr std::string_view kSecret = "SECRET";
inline constexpr std::string_view kHidesAll =
    "mask:phone=redact, mask:name=pseudonym, mask:supplier=remove, mask:usage=redact, "
    "mask:date=redact, mask:address=redact, mask:notes=redact";

// The input as a row of choices; zeros behind its end.
class Choices {
 public:
  explicit Choices(std::string_view bytes) : bytes_(bytes) {}

  size_t below(size_t count) {
    if (at_ == bytes_.size()) return 0;
    return static_cast<unsigned char>(bytes_[at_++]) % count;
  }
  std::string_view of(std::initializer_list<std::string_view> texts) {
    return texts.begin()[below(texts.size())];
  }

 private:
  std::string_view bytes_;
  size_t at_ = 0;
};

// The text cut in two at every byte, and in pieces of one, gives what it gives in one piece.
template <class MakeMasker>
Result<std::string> hold_cuts(std::string_view text, const MakeMasker& make) {
  const Result<std::string> whole = in_pieces(make(), text, text.size() + 1);
  const auto hold = [&](const Result<std::string>& cut) {
    SEKISHO_INVARIANT(whole.has_value() == cut.has_value());
    SEKISHO_INVARIANT(!whole || *whole == *cut);
  };
  hold(in_pieces(make(), text, 1));
  for (size_t first = 1; first < text.size() && text.size() < 2048; ++first) {
    hold(cut_at(make(), text, first));
  }
  return whole;
}

}  // namespace sekisho::mask
