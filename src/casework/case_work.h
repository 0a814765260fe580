#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "casework/case.h"
#include "casework/journal.h"
#include "casework/triage.h"

// What else is done with a case; all of it within a transaction, in any state.
namespace sekisho::casework {

// Nothing: it stays as it is. An empty text takes the assignee or the day away.
struct Assignment {
  std::optional<std::string> assignee;  // a pseudonym
  std::optional<std::string> due;       // YYYY-MM-DD, a day of Japan
};
Result<void> assign(Journal& journal, const SeenCase& which, const Assignment& assignment);

Result<void> comment(Journal& journal, const SeenCase& which, const std::string& text);

// A file that somebody added; its bytes are kept elsewhere, under their hash.
struct Attachment {
  std::string name;
  std::string media;
  int64_t bytes = 0;
  std::string sha256;
  // The body that holds it (docs/formats/evidence.md), where there is one.
  std::string body, body_key;
  int64_t body_bytes = 0;
};
Result<void> attach(Journal& journal, const SeenCase& which, const Attachment& file);
// In the order in which they were added.
Result<std::vector<Attachment>> attachments_of(store::Database& database, int64_t id);

// When the company came to know of what happened (覚知日時), from which the regulators' deadlines
// run. Who sets it anew says why; what stood there before stays in the steps.
struct Awareness {
  Instant at;
  bool wrongful = false;  // 不正の目的によるおそれがある
  std::string reason;
};
// kBadInput for a time to come.
Result<void> set_awareness(Journal& journal, const SeenCase& which, const Awareness& awareness);

// That a report went out under a deadline rule.
struct Report {
  std::string rule;
  std::string day;        // YYYY-MM-DD
  std::string reference;  // 受付番号, or the number of the letter
};
Result<void> note_report(Journal& journal, const SeenCase& which, const Report& report);
Result<std::vector<Report>> reports_of(store::Database& database, int64_t id);

// Days since 1970 of `YYYY-MM-DD`; nothing where it is no day.
std::optional<int64_t> day_named(std::string_view text);
std::string day_text(int64_t day);
// The day of Japan.
int64_t day_of(Instant instant);

}  // namespace sekisho::casework
