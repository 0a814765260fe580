#include <cstdio>

#include "base/error.h"
#include "cedar/corpus.h"

// cedar_corpus DIR: runs the conformance tests below DIR. Exits with 0 when all hold, with 1 when
// one does not, with 2 when it was called wrongly or finds no test.
int main(int count, char** arguments) {
  if (count != 2) {
    std::fprintf(stderr, "usage: cedar_corpus DIR\n");
    return 2;
  }
  const auto report = sekisho::cedar::run_corpus(arguments[1]);
  if (!report) {
    std::fprintf(stderr, "%s\n", sekisho::to_string(report.error()).c_str());
    return 2;
  }
  std::fputs(report->to_text().c_str(), stdout);
  return report->all_held() ? 0 : 1;
}
