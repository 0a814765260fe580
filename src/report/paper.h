#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "base/instant.h"

// A paper that people hand in: what stands in it, in one language, without saying how it looks.
// paper_pdf.h lays it out on A4, paper_xlsx.h as a workbook; both say the same. All texts are UTF-8
// without markup; what comes from logs and registers may be any bytes.
namespace sekisho::report {

enum class Language : uint8_t { kJapanese, kEnglish };

// What a cell holds. Texts stay texts, numbers of 22 digits too; counts can be added up.
using PaperCell = std::variant<std::string, uint64_t>;

struct PaperColumn {
  std::string heading = {};
  double share = 1;  // of the width, relative to the other columns
};

// Numbered by the layout: level 1 as `1`, level 2 as `1.1`.
struct PaperHeading {
  std::string text = {};
  int level = 1;
};

struct PaperParagraph {
  std::string text = {};
};

// What must not be overlooked, in a frame: what logs cannot show.
struct PaperNotice {
  std::string title = {};
  std::vector<std::string> points = {};
};

struct PaperTable {
  std::string caption = {};  // and the name of its sheet
  std::vector<PaperColumn> columns = {};
  std::vector<std::vector<PaperCell>> rows = {};  // as many cells as columns, or fewer
  std::string when_empty = {};                    // stands there instead of rows
  std::string note = {};                          // below the table: what is counted, and what not
};

// Columns of time, each of several parts one upon the other.
struct PaperBars {
  struct Bar {
    std::string label = {};
    std::vector<uint64_t> values = {};  // of the series, in their order
  };
  std::string caption = {};
  std::vector<std::string> series = {};  // at most kMaxPaperSeries
  std::vector<Bar> bars = {};
};

// Horizontal bars, the longest first or as they come.
struct PaperRanking {
  struct Row {
    std::string label = {};
    uint64_t value = 0;
  };
  std::string caption = {};
  std::string value_heading = {};  // what is counted
  std::vector<Row> rows = {};
};

// Who × where: a table whose cells are darker the more they count.
struct PaperMatrix {
  struct Row {
    std::string label = {};
    std::vector<uint64_t> cells = {};  // of the columns, in their order; 0 shows as empty
  };
  std::string caption = {};
  std::string corner = {};  // heading of the labels
  std::vector<std::string> columns = {};
  std::vector<Row> rows = {};
  std::string note = {};
};

// Stretches of time one below the other on one axis: the windows of each system.
struct PaperSpans {
  struct Span {
    std::optional<Period> period = {};  // nullopt: there is none, and `text` says why
    std::string text = {};              // the same in words
  };
  struct Row {
    std::string label = {};
    std::vector<Span> spans = {};  // of the series, in their order
  };
  std::string caption = {};
  std::string corner = {};               // heading of the labels
  std::vector<std::string> series = {};  // at most kMaxPaperSeries
  std::vector<Row> rows = {};
};

using PaperBlock = std::variant<PaperHeading, PaperParagraph, PaperNotice, PaperTable, PaperBars,
                                PaperRanking, PaperMatrix, PaperSpans>;

struct PaperFact {
  std::string label = {};
  std::string value = {};
};

// Who stands by the paper. Without a name the box is left empty, to be signed by hand.
struct PaperSignature {
  std::string role = {};
  std::string name = {};
};

struct Paper {
  Language language = Language::kJapanese;
  std::string title = {};
  std::string subtitle = {};      // of what, of when
  std::string organisation = {};  // whose paper it is
  std::string addressee = {};     // to whom it goes; may be empty
  std::string approval = {};      // the number of the decision; empty: DRAFT (案) on every page
  std::string mark = {};          // at the foot of every page: the run and its seal
  Instant made_at = {};           // the only time in the file's metadata
  std::vector<PaperFact> facts = {};
  std::vector<PaperSignature> signatures = {};
  std::vector<PaperBlock> blocks = {};
};

}  // namespace sekisho::report
