#pragma once

#include <string>
#include <string_view>
#include <vector>

// What the HTML standard says of elements and attributes by their names (in lower case). An
// internal part of `mask`.
namespace sekisho::mask {

// `input`, `br` and the others that have no content and no end tag.
bool is_void_element(std::string_view tag);
// `title`, `textarea`: what looks like a tag in them is text.
bool holds_text_only(std::string_view tag);
// `script`, `style`, `iframe`…: their content is no text for people.
bool holds_foreign_text(std::string_view tag);
// The end tag of `open` may be left out where `next` begins: `td` before `td` and `tr`.
bool ends_before(std::string_view open, std::string_view next);
// …or where an element around it ends.
bool may_be_left_open(std::string_view tag);
// Its `value` is what it says: `input`, `option`, `button`…
bool has_value(std::string_view tag);

// Attributes that say how a page is built and looks, not what it is about.
bool is_structural_attribute(std::string_view name);
// Attributes that programs use for whatever they like: `data-…`, `on…`, `srcdoc`.
bool is_programs_attribute(std::string_view name);

// Character references replaced: numeric ones, and the named ones that can stand in a number, a
// name or an address. Others stay as they are.
std::string html_unescaped(std::string_view text);

// The names in the value of an attribute `class`, between white space. Views of the value.
std::vector<std::string_view> class_names(std::string_view value);

}  // namespace sekisho::mask
