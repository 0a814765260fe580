#pragma once

#include <vector>

#include "mask/folded_text.h"
#include "mask/free_text.h"

// The parts of find_personal_data. Each looks at what begins at `at` (or around it), appends what
// it finds and returns where the search goes on, behind `at`.
namespace sekisho::mask {

// A run of digits in groups: telephones, postal codes, supply points, My Numbers, accounts.
size_t find_in_number(const FoldedText& text, size_t at, std::vector<FoundData>& out);

// Around the `@` at `at`.
size_t find_mail(const FoldedText& text, size_t at, std::vector<FoundData>& out);

// From the 都, 道, 府, 県, 市, 区, 町, 村, 丁 or 番 at `at`.
size_t find_address(const FoldedText& text, size_t at, std::vector<FoundData>& out);
bool may_be_address(char32_t code);

// The check digit of an Individual Number (番号利用法).
bool is_my_number(std::u32string_view twelve_digits);

}  // namespace sekisho::mask
