#include "report/paper_pdf.h"

#include <cairo-pdf.h>
#include <fmt/format.h>
#include <pango/pangocairo.h>

#include <array>
#include <memory>
#include <numbers>
#include <string_view>

#include "report/limits.h"
#include "report/paper_layout.h"
#include "report/xlsx_text.h"
#include "text/encoding.h"
#include "text/time_format.h"
#include "text/zone.h"

namespace sekisho::report {
namespace {

constexpr const char* kFont = "Noto Sans CJK JP";

template <auto kFree>
struct Freed {
  template <class T>
  void operator()(T* one) const {
    kFree(one);
  }
};
template <class T, auto kFree>
using Owned = std::unique_ptr<T, Freed<kFree>>;

struct Face {
  double size;
  bool bold;
};
constexpr std::array<Face, 11> kFaces{{{18, true},
                                       {11.5, false},
                                       {13, true},
                                       {10.5, true},
                                       {9.5, false},
                                       {9.5, true},
                                       {9, true},
                                       {8, false},
                                       {8, true},
                                       {7.5, false},
                                       {96, true}}};
static_assert(kFaces.size() == static_cast<size_t>(TextStyle::kStamp) + 1);

struct Colour {
  double red, green, blue;
};
constexpr std::array<Colour, 15> kColours{{{0.1, 0.1, 0.12},
                                           {0.38, 0.38, 0.42},
                                           {0.72, 0.73, 0.76},
                                           {0.93, 0.935, 0.95},
                                           {0.0, 0.19, 0.42},
                                           {0.0, 0.25, 0.53},
                                           {0.93, 0.6, 0.12},
                                           {0.52, 0.72, 0.86},
                                           {0.84, 0.84, 0.84},
                                           {0.87, 0.92, 0.97},
                                           {0.64, 0.79, 0.91},
                                           {0.22, 0.48, 0.72},
                                           {0.0, 0.25, 0.53},
                                           {1, 1, 1},
                                           {0.92, 0.92, 0.93}}};
static_assert(kColours.size() == static_cast<size_t>(Tone::kStamp) + 1);

bool turns_direction(char32_t c) {
  return (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069) || c == 0x200E ||
         c == 0x200F || c == 0x061C;
}

// What may be shown of a text from anywhere.
std::string shown(const std::string& text) {
  const std::string valid = xml_text(std::string_view(text).substr(0, kMaxPaperText));
  std::string out;
  for (size_t i = 0; i < valid.size();) {
    const char32_t c = text::next_code_point(valid, i).value_or(0xFFFD);
    text::append_code_point(turns_direction(c) || c == '\r' ? 0xFFFD : c, out);
  }
  return out;
}

cairo_status_t append(void* to, const unsigned char* data, unsigned length) {
  static_cast<std::string*>(to)->append(reinterpret_cast<const char*>(data), length);
  return CAIRO_STATUS_SUCCESS;
}

class Pdf {
 public:
  explicit Pdf(const Paper& paper)
      : surface_(cairo_pdf_surface_create_for_stream(append, &bytes_, kPageWidth, kPageHeight)),
        cairo_(cairo_create(surface_.get())),
        fonts_(pango_cairo_font_map_new()),
        context_(pango_font_map_create_context(fonts_.get())) {
    pango_cairo_font_map_set_resolution(PANGO_CAIRO_FONT_MAP(fonts_.get()), 72);
    const Owned<cairo_font_options_t, cairo_font_options_destroy> options(
        cairo_font_options_create());
    cairo_font_options_set_hint_style(options.get(), CAIRO_HINT_STYLE_NONE);
    cairo_font_options_set_hint_metrics(options.get(), CAIRO_HINT_METRICS_OFF);
    pango_cairo_context_set_font_options(context_.get(), options.get());
    pango_context_set_language(
        context_.get(),
        pango_language_from_string(paper.language == Language::kJapanese ? "ja" : "en"));
    const auto tell = [&](cairo_pdf_metadata_t what, const std::string& value) {
      cairo_pdf_surface_set_metadata(surface_.get(), what, shown(value).c_str());
    };
    tell(CAIRO_PDF_METADATA_TITLE, paper.title);
    tell(CAIRO_PDF_METADATA_AUTHOR, paper.organisation);
    tell(CAIRO_PDF_METADATA_SUBJECT, paper.mark);
    const std::string made = text::rfc3339(paper.made_at, text::kUtc);
    tell(CAIRO_PDF_METADATA_CREATE_DATE, made);
    tell(CAIRO_PDF_METADATA_MOD_DATE, made);
  }

  // Whether the type is there, and not something that stands in for it.
  Result<void> check_font() {
    const Owned<PangoFontDescription, pango_font_description_free> wanted(
        pango_font_description_from_string(kFont));
    const Owned<PangoFont, g_object_unref> font(
        pango_font_map_load_font(fonts_.get(), context_.get(), wanted.get()));
    std::string_view family;
    Owned<PangoFontDescription, pango_font_description_free> found;
    if (font != nullptr) {
      found.reset(pango_font_describe(font.get()));
      family = pango_font_description_get_family(found.get());
    }
    if (family == kFont) return {};
    return fail(ErrorCode::kUnsupported, fmt::format("the font `{}` is missing", kFont), {},
                "Install the package fonts-noto-cjk.");
  }

  double height(const std::string& text, TextStyle style, double width, int lines) {
    int tall = 0;
    pango_layout_get_size(laid(text, style, width, Align::kLeft, lines).get(), nullptr, &tall);
    return static_cast<double>(tall) / PANGO_SCALE;
  }

  void draw(const Page& page) {
    for (const Mark& mark : page.marks) {
      std::visit([this](const auto& one) { draw(one); }, mark);
    }
    cairo_show_page(cairo_.get());
  }

  Result<std::string> finish() {
    cairo_surface_finish(surface_.get());
    for (const cairo_status_t status :
         {cairo_status(cairo_.get()), cairo_surface_status(surface_.get())}) {
      if (status == CAIRO_STATUS_SUCCESS) continue;
      return fail(ErrorCode::kInternal,
                  fmt::format("cannot draw the paper: {}", cairo_status_to_string(status)));
    }
    return std::move(bytes_);
  }

 private:
  using LaidOut = Owned<PangoLayout, g_object_unref>;

  LaidOut laid(const std::string& text, TextStyle style, double width, Align align, int lines) {
    LaidOut out(pango_layout_new(context_.get()));
    const Face& face = kFaces[static_cast<size_t>(style)];
    const Owned<PangoFontDescription, pango_font_description_free> description(
        pango_font_description_from_string(kFont));
    pango_font_description_set_size(description.get(), static_cast<int>(face.size * PANGO_SCALE));
    pango_font_description_set_weight(description.get(),
                                      face.bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
    pango_layout_set_font_description(out.get(), description.get());
    pango_layout_set_width(out.get(), static_cast<int>(width * PANGO_SCALE));
    pango_layout_set_wrap(out.get(), PANGO_WRAP_WORD_CHAR);
    if (lines > 0) {
      pango_layout_set_height(out.get(), -lines);
      pango_layout_set_ellipsize(out.get(), PANGO_ELLIPSIZE_END);
    }
    pango_layout_set_alignment(out.get(), align == Align::kLeft     ? PANGO_ALIGN_LEFT
                                          : align == Align::kCentre ? PANGO_ALIGN_CENTER
                                                                    : PANGO_ALIGN_RIGHT);
    // Noto's own line spacing is that of a book with ruby.
    pango_layout_set_line_spacing(out.get(), style == TextStyle::kBody ? 1.05F : 0.9F);
    const std::string safe = shown(text);
    pango_layout_set_text(out.get(), safe.data(), static_cast<int>(safe.size()));
    return out;
  }

  void colour(Tone tone) {
    const Colour& one = kColours[static_cast<size_t>(tone)];
    cairo_set_source_rgb(cairo_.get(), one.red, one.green, one.blue);
  }

  void draw(const TextMark& mark) {
    colour(mark.tone);
    cairo_move_to(cairo_.get(), mark.x, mark.y);
    pango_cairo_show_layout(cairo_.get(),
                            laid(mark.text, mark.style, mark.width, mark.align, mark.lines).get());
  }
  void draw(const BoxMark& mark) {
    colour(mark.tone);
    cairo_rectangle(cairo_.get(), mark.x, mark.y, mark.width, mark.height);
    cairo_set_line_width(cairo_.get(), 0.5);
    mark.filled ? cairo_fill(cairo_.get()) : cairo_stroke(cairo_.get());
  }
  void draw(const LineMark& mark) {
    colour(mark.tone);
    cairo_set_line_width(cairo_.get(), mark.width);
    cairo_move_to(cairo_.get(), mark.x, mark.y);
    cairo_line_to(cairo_.get(), mark.to_x, mark.to_y);
    cairo_stroke(cairo_.get());
  }
  void draw(const StampMark& mark) {
    constexpr double kWidth = 700;
    cairo_save(cairo_.get());
    colour(Tone::kStamp);
    cairo_translate(cairo_.get(), kPageWidth / 2, kPageHeight / 2);
    cairo_rotate(cairo_.get(), -std::numbers::pi / 4);
    const double tall = height(mark.text, TextStyle::kStamp, kWidth, 1);
    cairo_move_to(cairo_.get(), -kWidth / 2, -tall / 2);
    pango_cairo_show_layout(cairo_.get(),
                            laid(mark.text, TextStyle::kStamp, kWidth, Align::kCentre, 1).get());
    cairo_restore(cairo_.get());
  }

  std::string bytes_;
  Owned<cairo_surface_t, cairo_surface_destroy> surface_;
  Owned<cairo_t, cairo_destroy> cairo_;
  Owned<PangoFontMap, g_object_unref> fonts_;
  Owned<PangoContext, g_object_unref> context_;
};

}  // namespace

Result<std::string> paper_pdf(const Paper& paper) {
  Pdf pdf(paper);
  if (auto ready = pdf.check_font(); !ready) return std::unexpected(ready.error());
  const auto height = [&pdf](const std::string& text, TextStyle style, double width, int lines) {
    return pdf.height(text, style, width, lines);
  };
  for (const Page& page : lay_out(paper, height)) pdf.draw(page);
  return pdf.finish();
}

}  // namespace sekisho::report
