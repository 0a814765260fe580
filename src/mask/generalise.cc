#include "mask/generalise.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <vector>

#include "text/civil.h"
#include "text/date.h"
#include "text/encoding.h"
#include "text/zone.h"

namespace sekisho::mask {
namespace {

constexpr auto kPrefectures = std::to_array<std::string_view>(
    {"北海道", "青森県", "岩手県", "宮城県", "秋田県", "山形県",   "福島県", "茨城県",
     "栃木県", "群馬県", "埼玉県", "千葉県", "東京都", "神奈川県", "新潟県", "富山県",
     "石川県", "福井県", "山梨県", "長野県", "岐阜県", "静岡県",   "愛知県", "三重県",
     "滋賀県", "京都府", "大阪府", "兵庫県", "奈良県", "和歌山県", "鳥取県", "島根県",
     "岡山県", "広島県", "山口県", "徳島県", "香川県", "愛媛県",   "高知県", "福岡県",
     "佐賀県", "長崎県", "熊本県", "大分県", "宮崎県", "鹿児島県", "沖縄県"});

// The longest name of a municipality with its county has so many characters.
constexpr size_t kLongestName = 12;

bool before_an_address(char32_t code) {
  return code == U'〒' || code == U' ' || code == U'\u3000' || code == U'\t' || code == U'-' ||
         code == U'－' || code == U'−' || code == U'‐' || code == U'ー' ||
         (code >= U'0' && code <= U'9') || (code >= U'０' && code <= U'９');
}

std::string_view without_postal_code(std::string_view utf8) {
  size_t at = 0;
  while (at < utf8.size()) {
    size_t next = at;
    const auto code = text::next_code_point(utf8, next);
    if (!code || !before_an_address(*code)) break;
    at = next;
  }
  return utf8.substr(at);
}

}  // namespace

size_t prefecture_end(std::string_view utf8) {
  for (const std::string_view name : kPrefectures) {
    if (utf8.starts_with(name)) return name.size();
  }
  return 0;
}

std::optional<std::string> municipality_of(std::string_view utf8) {
  const std::string_view address = without_postal_code(utf8);
  const size_t begin = prefecture_end(address);
  const bool wards = address.starts_with("東京都");
  bool county = begin != 0;  // a town or a village is known by what stands before it
  size_t at = begin;
  for (size_t i = 0; i < kLongestName && at < address.size(); ++i) {
    const auto code = text::next_code_point(address, at);
    if (!code) return std::nullopt;
    if (i == 0) continue;  // 市川市
    const bool end = *code == U'市' || (*code == U'区' && wards) ||
                     (county && (*code == U'町' || *code == U'村'));
    if (*code == U'郡') county = true;
    if (!end) continue;
    if (*code == U'市' && address.substr(at).starts_with("市")) at += std::string_view("市").size();
    return std::string(address.substr(0, at));
  }
  return std::nullopt;
}

std::optional<std::string> month_of(std::string_view utf8) {
  static const auto parser = text::InstantParser::compile(
      std::vector<std::string>{"iso", "ymd/", "ymd", "era", "jp", "clf"}, text::kJst);
  const auto instant = parser->parse(utf8);
  if (!instant) return std::nullopt;
  const text::CivilTime civil = text::to_civil(*instant, text::kJst);
  return fmt::format("{:04}-{:02}", civil.year, civil.month);
}

}  // namespace sekisho::mask
