#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace sekisho::mask {

// `福岡県福岡市` of `〒810-0004 福岡県福岡市中央区渡辺通2-1-82`; nothing where no municipality can
// be told. Where a name can be read in two ways it may be cut short, never long.
std::optional<std::string> municipality_of(std::string_view utf8);

// `2022-10` of a date in any form of docs/formats/dates.md; nothing of any other text.
std::optional<std::string> month_of(std::string_view utf8);

// Where the name of a prefecture ends that `utf8` begins with; 0 where it begins with none.
size_t prefecture_end(std::string_view utf8);

}  // namespace sekisho::mask
