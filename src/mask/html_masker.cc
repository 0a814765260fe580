#include "mask/html_masker.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "mask/html_words.h"
#include "mask/limits.h"
#include "mask/plan_parts.h"
#include "text/html.h"
#include "text/number.h"

namespace sekisho::mask {
namespace {

using policy::MaskMethod;

constexpr size_t kTellingDigits = 5;  // so many in a row may be the number of somebody

bool is_blank(std::string_view text) {
  return text.find_first_not_of(" \t\r\n\f") == std::string_view::npos;
}

bool holds_number(std::string_view text) {
  size_t digits = 0;
  for (const char c : text) {
    digits = c >= '0' && c <= '9' ? digits + 1 : 0;
    if (digits == kTellingDigits) return true;
  }
  return false;
}

size_t span_of(const HtmlToken& token, std::string_view name) {
  const HtmlAttribute* const attribute = token.attribute(name);
  if (attribute == nullptr) return 1;
  const auto number = text::parse_u64(attribute->value);
  if (!number) return 1;
  // 0 rows: all that are left.
  return *number == 0 ? kMaxSpan : static_cast<size_t>(std::min<uint64_t>(*number, kMaxSpan));
}

bool is_drawing(std::string_view tag) {
  return tag == "svg" || tag == "math";
}

bool is_control(std::string_view tag) {
  return tag == "input" || tag == "textarea" || tag == "select" || tag == "output";
}

}  // namespace

Result<void> HtmlMasker::push(std::string_view bytes, std::string& out) {
  if (error_) return result();
  held_.in_slices(bytes, [&](std::string_view slice) { return take(slice, out); });
  return result();
}

Result<void> HtmlMasker::finish(std::string& out) {
  if (error_) return result();
  if (!held_.whole()) {
    static_cast<void>(refuse("the text ends within a character"));
  } else if (walk(true, out)) {
    // Elements whose end may be left out end with the document.
    while (!regions_.empty() && may_be_left_open(regions_.back().tag) &&
           std::ranges::all_of(regions_.back().inner, may_be_left_open)) {
      end_region({}, out);
    }
    if (regions_.empty()) {
      static_cast<void>(refuse("the text was finished already"));
      return {};
    }
    static_cast<void>(refuse("the text ends within a place"));
  }
  return result();
}

bool HtmlMasker::take(std::string_view slice, std::string& out) {
  // No character of UTF-8; some of them switch the characters of other encodings.
  const auto control = [](char c) {
    return static_cast<unsigned char>(c) < 0x20 && c != '\t' && c != '\n' && c != '\r' && c != '\f';
  };
  if (std::ranges::any_of(slice, control)) return refuse("a control character");
  if (!held_.append_utf8(slice)) return refuse("the text is no UTF-8");
  if (held_.size() >= retry_ && !walk(false, out)) return false;
  const size_t gone = held_.forget(at_);
  at_ -= gone;
  retry_ -= std::min(retry_, gone);
  const size_t waiting =
      regions_.empty() ? 0 : regions_.back().text.size() + regions_.back().out.size();
  if (held_.size() - at_ + waiting > kMaxHeldBytes + kSliceBytes) {
    return refuse(fmt::format("a text or a place of more than {} bytes", kMaxHeldBytes),
                  ErrorCode::kLimit);
  }
  return true;
}

bool HtmlMasker::walk(bool last, std::string& out) {
  HtmlToken token;
  while (at_ < held_.size()) {
    switch (tokens_.next(held_.view(), at_, last, token)) {
      case HtmlTokens::Outcome::kToken:
        if (!handle(token, out)) return false;
        break;
      case HtmlTokens::Outcome::kMore:
        retry_ = held_.size() + (held_.size() - at_) / 8;
        return true;
      case HtmlTokens::Outcome::kRefused:
        return refuse(tokens_.why());
    }
  }
  return true;
}

bool HtmlMasker::handle(const HtmlToken& token, std::string& out) {
  switch (token.kind) {
    case HtmlToken::Kind::kText:
      text(token.raw, out);
      return true;
    case HtmlToken::Kind::kDoctype:
      if (regions_.empty()) out += token.raw;
      return true;
    case HtmlToken::Kind::kDropped:
      if (plan_.shows_all()) sink(out) += token.raw;
      return true;
    case HtmlToken::Kind::kStart:
      return start(token, out);
    case HtmlToken::Kind::kEnd:
      return end(token, out);
  }
  return false;
}

// Where what is not hidden goes: into the innermost region that waits for its end.
std::string& HtmlMasker::sink(std::string& out) {
  for (size_t i = regions_.size(); i > 0; --i) {
    if (regions_[i - 1].waits()) return regions_[i - 1].out;
  }
  return out;
}

void HtmlMasker::text(std::string_view raw, std::string& out) {
  if (!regions_.empty()) {
    if (!regions_.back().hides()) sink(out) += raw;
    const auto waiting = std::find_if(regions_.rbegin(), regions_.rend(),
                                      [](const Region& region) { return region.waits(); });
    if (waiting != regions_.rend()) waiting->text += html_unescaped(raw);
    return;
  }
  const Treatment& others = plan_.others();
  if (others.shows() || is_blank(raw)) {
    out += raw;
  } else if (others.mask.method != MaskMethod::kRemove) {
    text::append_html_escaped(out, plan_.treated(html_unescaped(raw), others));
  }
}

bool HtmlMasker::start(const HtmlToken& token, std::string& out) {
  while (!regions_.empty()) {
    auto& inner = regions_.back().inner;
    while (!inner.empty() && ends_before(inner.back(), token.name)) inner.pop_back();
    if (!inner.empty() || !ends_before(regions_.back().tag, token.name)) break;
    end_region({}, out);
  }
  if (token.name == "table" && !regions_.empty() && regions_.back().tag == "p" &&
      regions_.back().inner.empty()) {
    return refuse("a table within a paragraph");  // it depends on the document's type
  }
  if (foreign_ > 0 && (holds_text_only(token.name) || holds_foreign_text(token.name))) {
    return refuse("an element of HTML within a drawing");
  }
  const bool empty = is_empty(token);
  if (is_drawing(token.name) && !empty) ++foreign_;
  const bool too_deep = !regions_.empty() && regions_.back().inner.size() == kMaxNesting;
  if (too_deep || std::max({regions_.size(), tables_.size(), terms_.size()}) == kMaxNesting) {
    return refuse("nested too deep", ErrorCode::kLimit);
  }
  if (regions_.empty() || !regions_.back().hides()) {
    begin_element(token, empty, out);
  } else if (!empty) {
    regions_.back().inner.push_back(token.name);
  }
  return true;
}

// It has neither content nor an end tag.
bool HtmlMasker::is_empty(const HtmlToken& token) const {
  const bool drawing = foreign_ > 0 || is_drawing(token.name);
  return is_void_element(token.name) || (drawing && token.raw.ends_with("/>"));
}

// An element that is not hidden by one around it.
void HtmlMasker::begin_element(const HtmlToken& token, bool empty, std::string& out) {
  Region region;
  region.tag = token.name;
  region.treatment = named_by(token);
  begin_structure(token, region);
  if (is_control(token.name)) add_label(token, region.treatment);
  if (!regions_.empty() && regions_.back().treatment.named) {
    const Treatment& around = regions_.back().treatment;
    region.treatment = region.treatment.named
                           ? Treatment{stronger(around.mask, region.treatment.mask), true,
                                       around.text || region.treatment.text}
                           : around;
  }
  if (empty) {
    const bool removed =
        region.treatment.named && region.treatment.mask.method == MaskMethod::kRemove;
    if (!removed) sink(out) += start_tag(token, region.treatment);
    return;
  }
  region.open = start_tag(token, region.treatment);
  const bool around = !regions_.empty() && region.treatment == regions_.back().treatment;
  if ((!region.treatment.named || around) && region.heading == Region::Heading::kNone) {
    if (!regions_.empty()) regions_.back().inner.push_back(token.name);
    sink(out) += region.open;
    return;
  }
  if (!region.waits()) sink(out) += std::exchange(region.open, {});
  regions_.push_back(std::move(region));
}

void HtmlMasker::begin_structure(const HtmlToken& token, Region& region) {
  const std::string& tag = token.name;
  std::optional<Treatment> more;
  if (tag == "table") {
    tables_.emplace_back();
  } else if (tag == "dl") {
    terms_.emplace_back();
  } else if (tag == "label") {
    region.heading = Region::Heading::kLabel;
    const HtmlAttribute* const control = token.attribute("for");
    if (control != nullptr) region.label_for = html_unescaped(control->value);
  } else if (tag == "dt") {
    region.heading = Region::Heading::kTerm;
  } else if (tag == "dd" && !terms_.empty()) {
    more = terms_.back();
    behind_description_ = true;
  } else if (!tables_.empty() && tag == "thead") {
    tables_.back().begin_head();
  } else if (!tables_.empty() && (tag == "tbody" || tag == "tfoot")) {
    tables_.back().begin_body();
  } else if (!tables_.empty() && tag == "tr") {
    tables_.back().begin_row();
  } else if (!tables_.empty() && (tag == "td" || tag == "th")) {
    const auto cell =
        tables_.back().cell(tag == "th", span_of(token, "colspan"), span_of(token, "rowspan"));
    // A cell too far to the right is not known: it is hidden.
    region.cell = cell.value_or(HtmlTable::Cell{});
    if (!cell) more = Treatment{{MaskMethod::kRedact, 0}, true, false};
    if (tag == "th" && cell) {
      region.heading = Region::Heading::kCell;
    } else {
      merge(more, region.cell.under);
      merge(more, region.cell.behind);
    }
  }
  std::optional<Treatment> merged;
  if (region.treatment.named) merged = region.treatment;
  merge(merged, more);
  if (merged) region.treatment = *merged;
}

bool HtmlMasker::end(const HtmlToken& token, std::string& out) {
  const std::string tag = "</" + token.name + ">";
  if (is_drawing(token.name) && foreign_ > 0) --foreign_;
  while (!regions_.empty()) {
    Region& region = regions_.back();
    while (!region.inner.empty() && region.inner.back() != token.name &&
           may_be_left_open(region.inner.back())) {
      region.inner.pop_back();
    }
    if (!region.inner.empty()) {
      if (region.inner.back() != token.name) return refuse("elements that do not nest");
      region.inner.pop_back();
      if (region.hides()) return true;
      end_structure(token.name);
      sink(out) += tag;
      return true;
    }
    if (region.tag == token.name) {
      end_structure(token.name);
      end_region(tag, out);
      return true;
    }
    if (!may_be_left_open(region.tag)) return refuse("elements that do not nest");
    end_region({}, out);
  }
  end_structure(token.name);
  out += tag;
  return true;
}

void HtmlMasker::end_structure(std::string_view tag) {
  if (tag == "dl" && !terms_.empty()) terms_.pop_back();
  if (tables_.empty()) return;
  if (tag == "table") tables_.pop_back();
  if (tag == "tr") tables_.back().end_row();
  if (tag == "thead") tables_.back().begin_body();
}

void HtmlMasker::end_region(std::string_view end_tag, std::string& out) {
  Region region = std::move(regions_.back());
  regions_.pop_back();
  if (!region.waits()) {
    sink(out) += end_tag;
    return;
  }
  if (region.heading != Region::Heading::kNone) {
    const Treatment* const says = plan_.parts().heading(region.text);
    end_heading(region, says);
    if (says != nullptr)
      region.treatment = {says->mask.method == MaskMethod::kRemove ? says->mask : policy::Mask{},
                          true, false};
  }
  if (region.treatment.mask.method == MaskMethod::kRemove) return;
  const std::string treated = plan_.treated(region.text, region.treatment);
  std::string& into = sink(out);
  into += region.open;
  if (region.treatment.shows() && treated == region.text) {
    into += region.out;
  } else {
    text::append_html_escaped(into, treated);
  }
  into += end_tag;
  if (regions_.empty() || !regions_.back().waits()) return;
  if (regions_.back().heading != Region::Heading::kLabel) regions_.back().text += treated;
}

// A heading that is known is a name, and speaks of what comes; any other is what it stands in.
void HtmlMasker::end_heading(Region& region, const Treatment* says) {
  std::optional<Treatment> known;
  if (says != nullptr) known = *says;
  switch (region.heading) {
    case Region::Heading::kCell: {
      std::optional<Treatment> data = region.cell.under;
      if (region.treatment.named) merge(data, region.treatment);
      if (data) region.treatment = *data;
      if (!tables_.empty()) tables_.back().read_heading(region.cell, known);
      break;
    }
    case Region::Heading::kTerm:
      if (terms_.empty()) break;
      if (std::exchange(behind_description_, false)) terms_.back().reset();
      merge(terms_.back(), known);
      break;
    case Region::Heading::kLabel:
      if (region.label_for.empty()) {
        label_ = region.has_control ? std::nullopt : known;
      } else if (known && labels_.size() < kMaxColumns) {
        labels_.insert_or_assign(region.label_for, *known);
      }
      break;
    case Region::Heading::kNone:
      break;
  }
}

Treatment HtmlMasker::named_by(const HtmlToken& token) const {
  std::optional<Treatment> out;
  const auto look_for = [&](Selector::Kind kind, std::string_view name) {
    if (const Treatment* const says = plan_.parts().element(kind, name)) merge(out, *says);
  };
  look_for(Selector::Kind::kTag, token.name);
  for (const HtmlAttribute& attribute : token.attributes) {
    const bool is_id = attribute.name == "id";
    if (is_id || attribute.name == "name") {
      look_for(is_id ? Selector::Kind::kId : Selector::Kind::kName,
               html_unescaped(attribute.value));
    } else if (attribute.name == "class") {
      const std::string classes = html_unescaped(attribute.value);
      for (const std::string_view name : class_names(classes))
        look_for(Selector::Kind::kClass, name);
    }
  }
  return out.value_or(plan_.others());
}

// The label of a control: around it, before it, or by its id.
void HtmlMasker::add_label(const HtmlToken& token, Treatment& treatment) {
  std::optional<Treatment> out;
  if (treatment.named) out = treatment;
  merge(out, std::exchange(label_, std::nullopt));
  for (Region& region : regions_) {
    if (region.heading != Region::Heading::kLabel) continue;
    region.has_control = true;
    if (const Treatment* const says = plan_.parts().heading(region.text)) merge(out, *says);
  }
  if (const HtmlAttribute* const id = token.attribute("id")) {
    const auto found = labels_.find(html_unescaped(id->value));
    if (found != labels_.end()) merge(out, found->second);
  }
  if (out) treatment = *out;
}

bool HtmlMasker::keeps(const HtmlToken& token, const HtmlAttribute& attribute, bool hides) const {
  if (is_programs_attribute(attribute.name)) return false;
  if (!hides) return true;
  const auto& listed = plan_.parts().attributes;
  const bool known = is_structural_attribute(attribute.name) || listed.contains(attribute.name) ||
                     listed.contains(token.name + " " + attribute.name);
  return known && !holds_number(html_unescaped(attribute.value));
}

std::string HtmlMasker::start_tag(const HtmlToken& token, const Treatment& treatment) const {
  if (plan_.shows_all()) return std::string(token.raw);
  std::string out = "<" + token.name;
  bool changed = false;
  for (const HtmlAttribute& attribute : token.attributes) {
    const bool value = attribute.name == "value" && has_value(token.name);
    if (value && (treatment.named || !treatment.shows())) {
      const std::string plain = html_unescaped(attribute.value);
      const std::string treated = treatment.mask.method == MaskMethod::kRemove
                                      ? std::string()
                                      : plan_.treated(plain, treatment);
      if (treated != plain) {
        out += " value=\"" + text::html_escape(treated) + "\"";
        changed = true;
        continue;
      }
    } else if (!keeps(token, attribute, !treatment.shows())) {
      changed = true;
      continue;
    }
    out += ' ';
    out += attribute.raw;
  }
  if (!changed) return std::string(token.raw);
  return out + (token.raw.ends_with("/>") ? " />" : ">");
}

bool HtmlMasker::refuse(std::string_view why, ErrorCode code) {
  error_ = Error{code,
                 fmt::format("{} at byte {}", why, held_.begin() + at_),
                 {},
                 "What was not understood is not given out."};
  return false;
}

Result<void> HtmlMasker::result() const {
  if (error_) return std::unexpected(*error_);
  return {};
}

}  // namespace sekisho::mask
