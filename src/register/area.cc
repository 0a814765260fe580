#include "register/area.h"

#include <algorithm>
#include <array>
#include <string>

#include "text/fold.h"

namespace sekisho::reg {
namespace {

constexpr uint8_t kLastSupplyArea = 10;

constexpr std::array<std::string_view, 47> kPrefectures{
    "北海道", "青森県", "岩手県", "宮城県", "秋田県", "山形県",   "福島県", "茨城県",
    "栃木県", "群馬県", "埼玉県", "千葉県", "東京都", "神奈川県", "新潟県", "富山県",
    "石川県", "福井県", "山梨県", "長野県", "岐阜県", "静岡県",   "愛知県", "三重県",
    "滋賀県", "京都府", "大阪府", "兵庫県", "奈良県", "和歌山県", "鳥取県", "島根県",
    "岡山県", "広島県", "山口県", "徳島県", "香川県", "愛媛県",   "高知県", "福岡県",
    "佐賀県", "長崎県", "熊本県", "大分県", "宮崎県", "鹿児島県", "沖縄県"};

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

// The address behind its postal code (〒810-0001).
std::string_view without_postal_code(std::string_view address) {
  constexpr std::string_view kMark = "〒";
  if (address.starts_with(kMark)) address.remove_prefix(kMark.size());
  const size_t end = std::min(address.find_first_not_of("0123456789-"), address.size());
  return address.substr(end);
}

// The prefecture that a text in one spelling begins with, in bytes; 0: none.
size_t prefecture_bytes(std::string_view text) {
  const auto found = std::ranges::find_if(
      kPrefectures, [&](std::string_view one) { return text.starts_with(one); });
  return found == kPrefectures.end() ? 0 : found->size();
}

Within within_supply_area(std::string_view digits, uint8_t supply_area) {
  if (supply_area == 0) return Within::kUnknown;
  const int number = (digits[0] - '0') * 10 + (digits[1] - '0');
  return number == supply_area ? Within::kInside : Within::kOutside;
}

}  // namespace

uint8_t supply_area_of(std::string_view key) {
  if (key.size() < 2 || !is_digit(key[0]) || !is_digit(key[1])) return 0;
  const int number = (key[0] - '0') * 10 + (key[1] - '0');
  return number <= kLastSupplyArea ? static_cast<uint8_t>(number) : 0;
}

Within within(std::string_view area, const Place& place) {
  const std::string wanted = text::match_key(area);
  if (wanted.size() == 2 && is_digit(wanted[0]) && is_digit(wanted[1]))
    return within_supply_area(wanted, place.supply_area);
  const std::string key = text::match_key(place.address);
  const std::string_view address = without_postal_code(key);
  if (wanted.empty() || address.empty()) return Within::kUnknown;
  if (address.starts_with(wanted)) return Within::kInside;
  const size_t prefecture = prefecture_bytes(address);
  if (prefecture_bytes(wanted) == 0)
    return address.substr(prefecture).starts_with(wanted) ? Within::kInside : Within::kUnknown;
  // An address that ends before the area's name does may go on as the area, or otherwise.
  if (prefecture == 0 || std::string_view(wanted).starts_with(address)) return Within::kUnknown;
  return Within::kOutside;
}

}  // namespace sekisho::reg
