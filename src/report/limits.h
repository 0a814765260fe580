#pragma once

#include <cstddef>

// Bounds of what this folder writes. What goes beyond is cut or counted, and the output says so.
namespace sekisho::report {

inline constexpr size_t kMaxTextBytes = 600;   // of one text in a cell of the page
inline constexpr size_t kMaxRawBytes = 4'096;  // of one raw line on the page
inline constexpr size_t kMaxMatrixRows = 50;
inline constexpr size_t kMaxFindings = 60;
inline constexpr size_t kMaxEvidenceRows = 100;  // of each of the other lists of examples
inline constexpr size_t kMaxFacts = 40;          // of one finding
inline constexpr size_t kMaxBars = 400;          // of the timeline; more are shown by month
inline constexpr size_t kMaxBands = 24;
inline constexpr size_t kMaxSystems = 200;
inline constexpr size_t kMaxCoverageDays = 366 * 6;  // of one system

inline constexpr size_t kMaxCellUnits = 32'767;     // UTF-16 units of a cell; Excel's bound
inline constexpr size_t kMaxSheetRows = 1'048'576;  // Excel's bound
inline constexpr size_t kMaxSheetColumns = 16'384;  // Excel's bound
inline constexpr size_t kMaxSheetNameUnits = 31;    // Excel's bound

// Of papers.
inline constexpr size_t kMaxPaperSeries = 4;
inline constexpr int kMaxPaperCellLines = 12;
inline constexpr size_t kMaxPaperRows = 50'000;  // of a table in a PDF; the workbook has all
inline constexpr size_t kMaxPaperText = 20'000;  // bytes of one text in a PDF
inline constexpr size_t kMaxPaperBars = 60;      // of one chart
inline constexpr size_t kMaxPaperRanking = 30;
inline constexpr size_t kMaxPaperColumns = 12;  // of a matrix

}  // namespace sekisho::report
