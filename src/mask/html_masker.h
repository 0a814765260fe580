#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "mask/held_bytes.h"
#include "mask/html_table.h"
#include "mask/html_tokens.h"
#include "mask/plan.h"

namespace sekisho::mask {

// Masks HTML (UTF-8) as it streams by. Places are elements by id, class, name or tag, and whatever
// stands under or behind a heading that a place has: cells of a table, `dd` behind `dt`, controls
// of a `label`. The whole content of a masked element becomes one text, without the elements in it;
// a removed one goes with its heading. Text that belongs to no place is treated as all others are.
//
// Programs may hold the record once more: the content of `script`, `style` and their like, comments
// and the attributes `data-…`, `on…` and `srcdoc` are dropped. Of a masked element, and of all that
// belong to no place where those are masked, only attributes of structure stay and the ones that
// the places list, unless they hold a number of five digits or more.
//
// Refused (kBadInput, with the byte) is what browsers may read in another way than this: elements
// that do not nest within a place, odd comments, character data, a document that ends within a tag
// or a place. Nothing is given out of a place before it ends. Not thread-safe.
class HtmlMasker {
 public:
  explicit HtmlMasker(Plan plan) : plan_(std::move(plan)) {}

  // Appends to `out` what can be given out already. The result does not depend on how the text is
  // cut into pieces.
  Result<void> push(std::string_view bytes, std::string& out);
  Result<void> finish(std::string& out);

 private:
  // An element that is a place, or that may say what comes behind it.
  struct Region {
    enum class Heading : uint8_t { kNone, kCell, kTerm, kLabel };
    std::string tag;
    Treatment treatment;
    Heading heading = Heading::kNone;
    HtmlTable::Cell cell;   // of a heading that is a cell
    std::string label_for;  // of a label: the id of its control
    bool has_control = false;
    std::string open;                // its tag, as it is given out
    std::string out;                 // what it holds, as it is given out where it is shown
    std::string text;                // what it says
    std::vector<std::string> inner;  // elements that are open within

    bool hides() const { return heading == Heading::kNone && !treatment.shows(); }
    // It is given out at its end.
    bool waits() const { return heading != Heading::kNone || treatment.text || hides(); }
  };

  bool take(std::string_view slice, std::string& out);
  bool walk(bool last, std::string& out);
  bool handle(const HtmlToken& token, std::string& out);
  void text(std::string_view raw, std::string& out);
  bool start(const HtmlToken& token, std::string& out);
  bool end(const HtmlToken& token, std::string& out);
  bool is_empty(const HtmlToken& token) const;
  void begin_element(const HtmlToken& token, bool empty, std::string& out);
  void begin_structure(const HtmlToken& token, Region& region);
  void end_structure(std::string_view tag);
  void end_region(std::string_view end_tag, std::string& out);
  void end_heading(Region& region, const Treatment* says);
  Treatment named_by(const HtmlToken& token) const;
  void add_label(const HtmlToken& token, Treatment& treatment);
  std::string start_tag(const HtmlToken& token, const Treatment& treatment) const;
  bool keeps(const HtmlToken& token, const HtmlAttribute& attribute, bool hides) const;
  std::string& sink(std::string& out);
  bool refuse(std::string_view why, ErrorCode code = ErrorCode::kBadInput);
  Result<void> result() const;

  Plan plan_;
  HtmlTokens tokens_;
  HeldBytes held_;
  size_t at_ = 0;     // of the next token in held_
  size_t retry_ = 0;  // bytes of held_ with which it is worth looking for its end again
  std::vector<Region> regions_;
  std::vector<HtmlTable> tables_;
  std::vector<std::optional<Treatment>> terms_;  // of each list that is open
  bool behind_description_ = false;
  std::map<std::string, Treatment, std::less<>> labels_;  // by the id of the control
  std::optional<Treatment> label_;                        // of the control that comes
  size_t foreign_ = 0;                                    // `svg` and `math` that are open
  std::optional<Error> error_;
};

}  // namespace sekisho::mask
