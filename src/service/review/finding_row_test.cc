#include "service/review/finding_row.h"

#include <gtest/gtest.h>

#include "base/file.h"
#include "text/csv.h"

namespace sekisho::service {
namespace {

// The example of the format's document has the columns that the program writes.
TEST(FindingRow, HasTheColumnsOfItsDocument) {
  const Result<std::string> document = read_file(SEKISHO_ROOT "/docs/formats/findings.md", 1 << 20);
  ASSERT_TRUE(document.has_value());
  const size_t at = document->find("    file,line,");
  ASSERT_NE(at, std::string::npos);
  const size_t end = document->find("\n\n", at);
  text::CsvReader reader(std::string_view(*document).substr(at + 4, end - at - 4));
  text::CsvRecord header;
  ASSERT_TRUE(reader.next(header));
  EXPECT_EQ(std::vector<std::string_view>(kFindingColumns.begin(), kFindingColumns.end()),
            header.fields);
  text::CsvRecord row;
  ASSERT_TRUE(reader.next(row));
  EXPECT_EQ(row.fields.size(), kFindingColumns.size());
}

}  // namespace
}  // namespace sekisho::service
