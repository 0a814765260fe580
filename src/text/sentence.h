#pragma once

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace sekisho::text {

// Sentences with places for values, so that what was said in one language can be said again in
// another with the same values. Pure functions; any number of threads.

// The values of a text that a sentence fits, in their order; each `{}` of the sentence stands for
// one. A value reaches to what follows it in the sentence. They are parts of `text`.
std::optional<std::vector<std::string_view>> values_of(std::string_view sentence,
                                                       std::string_view text);

// A sentence with its values: `{1}` is the first of them. All that it names are there.
std::string filled(std::string_view sentence, const std::vector<std::string_view>& values);

// The same in two languages, both with places for values.
struct Words {
  std::string_view en, ja;
};
// What the first of `sentences` that fits `english` says in Japanese, each value as `value` says
// it; empty where none fits.
std::string in_japanese(std::span<const Words> sentences, std::string_view english,
                        const std::function<std::string(std::string_view)>& value);

}  // namespace sekisho::text
