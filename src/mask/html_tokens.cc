#include "mask/html_tokens.h"

#include <algorithm>

#include "mask/html_words.h"
#include "mask/limits.h"
#include "text/fold.h"

namespace sekisho::mask {
namespace {

using Outcome = HtmlTokens::Outcome;

bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool is_space(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

std::string lower(std::string_view text) {
  return text::Fold{.case_ = true}.apply(text);
}

size_t skip_spaces(std::string_view text, size_t at) {
  while (at < text.size() && is_space(text[at])) ++at;
  return at;
}

bool same_ignoring_case(std::string_view a, std::string_view lower_case) {
  return a.size() == lower_case.size() &&
         std::ranges::equal(
             a, lower_case, {}, [](char c) { return is_letter(c) ? c | 0x20 : c; },
             [](char c) { return static_cast<int>(c); });
}

}  // namespace

const HtmlAttribute* HtmlToken::attribute(std::string_view name_wanted) const {
  const auto found = std::ranges::find(attributes, name_wanted, &HtmlAttribute::name);
  return found == attributes.end() ? nullptr : &*found;
}

Outcome HtmlTokens::next(std::string_view text, size_t& at, bool last, HtmlToken& token) {
  token = {};
  if (!inside_.empty()) return element_text(text, at, last, token);
  if (text[at] != '<') return this->text(text, at, last, token);
  if (at + 1 == text.size() && !last) return Outcome::kMore;
  const char next = at + 1 < text.size() ? text[at + 1] : '\0';
  if (next == '!' || next == '?') return declaration(text, at, last, token);
  if (next == '/' || is_letter(next)) return tag(text, at, last, token);
  return this->text(text, at, last, token);
}

Outcome HtmlTokens::text(std::string_view text, size_t& at, bool last, HtmlToken& token) {
  for (size_t from = at + (text[at] == '<' ? 1 : 0);;) {
    const size_t found = text.find('<', from);
    if (found == std::string_view::npos || found + 1 == text.size()) {
      if (!last) return Outcome::kMore;
      token.raw = text.substr(at);
      at = text.size();
      return Outcome::kToken;
    }
    const char next = text[found + 1];
    if (next == '!' || next == '?' || next == '/' || is_letter(next)) {
      token.raw = text.substr(at, found - at);
      at = found;
      return Outcome::kToken;
    }
    from = found + 1;
  }
}

// Content of `title`, `script` and their like: text up to their end tag.
Outcome HtmlTokens::element_text(std::string_view text, size_t& at, bool last, HtmlToken& token) {
  for (size_t from = at;;) {
    const size_t found = text.find("</", from);
    const size_t behind = found + 2 + inside_.size();
    if (found == std::string_view::npos || behind >= text.size()) {
      return incomplete(last, "the text ends within an element");
    }
    const char next = text[behind];
    if (same_ignoring_case(text.substr(found + 2, inside_.size()), inside_) &&
        (is_space(next) || next == '/' || next == '>')) {
      token.raw = text.substr(at, found - at);
      token.kind = holds_text_only(inside_) ? HtmlToken::Kind::kText : HtmlToken::Kind::kDropped;
      if (inside_ == "script" && token.raw.contains("<!--")) {
        return refuse("a comment within a script");
      }
      inside_.clear();
      at = found;
      return Outcome::kToken;
    }
    from = found + 2;
  }
}

Outcome HtmlTokens::declaration(std::string_view text, size_t& at, bool last, HtmlToken& token) {
  constexpr std::string_view kComment = "<!--";
  constexpr std::string_view kDoctype = "<!doctype";
  const std::string_view rest = text.substr(at);
  if (rest.size() < kDoctype.size() && !last) return Outcome::kMore;
  size_t end = std::string_view::npos;
  if (rest.starts_with(kComment)) {
    if (rest.starts_with("<!-->") || rest.starts_with("<!--->"))
      return refuse("a comment of odd form");
    end = rest.find("-->", kComment.size());
    if (end == std::string_view::npos) return incomplete(last, "the text ends within a comment");
    if (rest.substr(0, end + 3).contains("--!>")) return refuse("a comment of odd form");
    end += 3;
  } else {
    if (rest.starts_with("<![")) return refuse("a section of character data");
    end = rest.find('>');
    if (end == std::string_view::npos)
      return incomplete(last, "the text ends within a declaration");
    ++end;
  }
  token.raw = rest.substr(0, end);
  token.kind = same_ignoring_case(rest.substr(0, kDoctype.size()), kDoctype)
                   ? HtmlToken::Kind::kDoctype
                   : HtmlToken::Kind::kDropped;
  at += end;
  return Outcome::kToken;
}

Outcome HtmlTokens::tag(std::string_view text, size_t& at, bool last, HtmlToken& token) {
  const bool closing = text[at + 1] == '/';
  const size_t begin = at + (closing ? 2 : 1);
  if (begin >= text.size()) return incomplete(last, "the text ends within a tag");
  if (!is_letter(text[begin])) return refuse("an end tag without a name");
  size_t end = begin;
  while (end < text.size() && !is_space(text[end]) && text[end] != '/' && text[end] != '>') ++end;
  token.kind = closing ? HtmlToken::Kind::kEnd : HtmlToken::Kind::kStart;
  token.name = lower(text.substr(begin, end - begin));
  size_t behind = end;
  const Outcome read = attributes(text, end, behind, last, token);
  if (read != Outcome::kToken) return read;
  token.raw = text.substr(at, behind - at);
  if (token.raw.size() > kMaxTagBytes) return refuse("a tag that is too long");
  if (token.name == "plaintext") return refuse("an element that never ends");
  if (!closing && (holds_text_only(token.name) || holds_foreign_text(token.name))) {
    inside_ = token.name;
  }
  at = behind;
  return Outcome::kToken;
}

Outcome HtmlTokens::attributes(std::string_view text, size_t at, size_t& end, bool last,
                               HtmlToken& token) {
  constexpr std::string_view kWithin = "the text ends within a tag";
  const auto ended = [&] { return at >= text.size(); };
  while (true) {
    while (!ended() && (is_space(text[at]) || text[at] == '/')) ++at;
    if (ended()) return incomplete(last, kWithin);
    if (text[at] == '>') break;
    const size_t begin = at;
    if (text[at] == '=') ++at;
    while (!ended() && !is_space(text[at]) && text[at] != '/' && text[at] != '>' &&
           text[at] != '=') {
      ++at;
    }
    HtmlAttribute attribute{.name = lower(text.substr(begin, at - begin)), .raw = {}, .value = {}};
    size_t behind = at;
    at = skip_spaces(text, at);
    if (ended()) return incomplete(last, kWithin);
    if (text[at] == '=') {
      at = skip_spaces(text, at + 1);
      if (ended()) return incomplete(last, kWithin);
      const char quote = text[at];
      if (quote == '"' || quote == '\'') {
        const size_t close = text.find(quote, at + 1);
        if (close == std::string_view::npos) return incomplete(last, kWithin);
        attribute.value = text.substr(at + 1, close - at - 1);
        behind = at = close + 1;
      } else if (quote != '>') {
        const size_t value = at;
        while (!ended() && !is_space(text[at]) && text[at] != '>') ++at;
        if (ended()) return incomplete(last, kWithin);
        attribute.value = text.substr(value, at - value);
        behind = at;
      }
    }
    attribute.raw = text.substr(begin, behind - begin);
    // Of two of one name the first counts.
    if (token.attribute(attribute.name) == nullptr)
      token.attributes.push_back(std::move(attribute));
  }
  end = at + 1;
  return Outcome::kToken;
}

Outcome HtmlTokens::incomplete(bool last, std::string_view why) {
  return last ? refuse(why) : Outcome::kMore;
}

Outcome HtmlTokens::refuse(std::string_view why) {
  why_ = why;
  return Outcome::kRefused;
}

}  // namespace sekisho::mask
