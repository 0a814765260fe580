#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace sekisho::text {

// How many bytes have to be put in, taken out, replaced or swapped with their neighbour to make `a`
// out of `b`; ASCII case counts as no difference.
size_t edit_distance(std::string_view a, std::string_view b);

// The candidate nearest to `word`, if it is near enough (a third of its length) to be a slip.
std::optional<std::string_view> nearest(std::string_view word,
                                        std::span<const std::string_view> candidates);

// "Did you mean `x`?", or an empty text: the help of an error about an unknown name.
std::string did_you_mean(std::string_view word, std::span<const std::string_view> candidates);

}  // namespace sekisho::text
