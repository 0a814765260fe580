#include <algorithm>
#include <array>
#include <string>

#include "identity/breached_passwords.h"
#include "text/fold.h"

namespace sekisho::identity {
namespace {

// What passwords are made of most often, here and elsewhere, in lower case, sorted. Digits and
// signs around a word do not make it another one, and what is shorter than four letters is no word.
constexpr std::array<std::string_view, 118> kWords{
    "aaaa",      "abcd",     "abcdef",    "access",    "admin",     "administrator", "aikatsu",
    "anpanman",  "apple",    "arashi",    "asdf",      "asdfasdf",  "asdfgh",        "asdfghjkl",
    "autumn",    "azerty",   "baseball",  "batman",    "changeit",  "changeme",      "charlie",
    "chocolate", "computer", "default",   "denki",     "denryoku",  "donald",        "doraemon",
    "dragon",    "eigyo",    "football",  "freedom",   "fukuoka",   "gakusei",       "gundam",
    "haru",      "hello",    "hiroshima", "hunter",    "iloveyou",  "internet",      "jordan",
    "kaisha",    "kanri",    "kanrisha",  "kawaii",    "kyoto",     "kyuden",        "kyushu",
    "letmein",   "login",    "lovely",    "master",    "michael",   "monkey",        "mustang",
    "nagoya",    "naruto",   "natsu",     "network",   "nihon",     "nippon",        "ohayo",
    "onepiece",  "osaka",    "pass",      "passw0rd",  "passwd",    "password",      "pikachu",
    "pokemon",   "princess", "qazwsx",    "qazwsxedc", "qwer",      "qwerty",        "qwertyuiop",
    "root",      "sakura",   "samurai",   "secret",    "seikatsu",  "sekisho",       "sendai",
    "server",    "shadow",   "soccer",    "soumu",     "spring",    "starwars",      "summer",
    "sunshine",  "superman", "support",   "system",    "takoyaki",  "tanaka",        "tarou",
    "temppass",  "test",     "testtest",  "tokyo",     "tomodachi", "trustno1",      "user",
    "utility",   "watashi",  "welcome",   "whatever",  "winter",    "yamada",        "yokohama",
    "zaq12wsx",  "zaqwsx",   "zxcv",      "zxcvbn",    "zxcvbnm",   "zzzz"};
static_assert(std::ranges::is_sorted(kWords));

bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || static_cast<unsigned char>(c) >= 0x80;
}

// The signs that people write for letters.
char plain_letter(char c) {
  switch (c) {
    case '@':
    case '4':
      return 'a';
    case '0':
      return 'o';
    case '3':
      return 'e';
    case '$':
    case '5':
      return 's';
    case '1':
    case '!':
      return 'i';
    default:
      return c;
  }
}

bool is_word(std::string_view text) {
  return std::ranges::binary_search(kWords, text);
}

// A word, or one word several times over, with anything but letters before, between and behind.
bool is_repeated_word(std::string_view text) {
  for (size_t length = 4; length <= text.size(); ++length) {
    const std::string_view word = text.substr(0, length);
    if (!is_word(word)) continue;
    std::string_view rest = text.substr(length);
    while (rest.starts_with(word)) rest.remove_prefix(length);
    if (rest.empty()) return true;
  }
  return false;
}

// Every character is the one before it or a neighbour of that, but for one.
bool is_run(std::string_view text) {
  size_t steps = 0;
  for (size_t i = 1; i < text.size(); ++i) {
    const int step = text[i] - text[i - 1];
    if ((step >= -1 && step <= 1) || (text[i] == '0' && text[i - 1] == '9')) ++steps;
  }
  return text.size() > 1 && steps + 2 >= text.size();
}

std::string letters_of(std::string_view text) {
  std::string out;
  std::ranges::copy_if(text, std::back_inserter(out), is_letter);
  return out;
}

}  // namespace

size_t common_word_at(std::string_view folded, size_t offset) {
  size_t longest = 0;
  for (const std::string_view word : kWords) {
    if (folded.substr(offset).starts_with(word)) longest = std::max(longest, word.size());
  }
  return longest;
}

bool is_common_password(std::string_view password) {
  const std::string lower = text::fold_case(text::fold_width(password));
  if (is_run(lower) || is_repeated_word(lower) || is_repeated_word(letters_of(lower))) return true;
  // Signs for letters, without the digits and signs at the end, which are mostly a year.
  std::string plain = lower;
  while (!plain.empty() && !is_letter(plain.back())) plain.pop_back();
  std::ranges::transform(plain, plain.begin(), plain_letter);
  return is_repeated_word(letters_of(plain));
}

}  // namespace sekisho::identity
