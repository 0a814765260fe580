#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "casework/case.h"
#include "casework/deadline_rules.h"
#include "casework/journal.h"
#include "casework/triage.h"

// Inquiries (照会票): somebody outside the department is asked about one person's accesses, and
// answers. What they are shown is made of Looks, which know times and systems and nothing else: no
// record, no customer, no supplier.
namespace sekisho::casework {

// 所属長, 業務委託先, 特定関係事業者のコンプライアンス窓口.
enum class Addressee : uint8_t { kManager, kContractor, kAffiliateDesk };
inline constexpr std::array<std::string_view, 3> kAddressees{"manager", "contractor",
                                                             "affiliate-desk"};
constexpr std::string_view name_of(Addressee addressee) {
  return kAddressees[static_cast<size_t>(addressee)];
}
std::optional<Addressee> addressee_named(std::string_view name);

enum class InquiryState : uint8_t { kOpen, kAnswered, kWithdrawn };
inline constexpr std::array<std::string_view, 3> kInquiryStates{"open", "answered", "withdrawn"};
constexpr std::string_view name_of(InquiryState state) {
  return kInquiryStates[static_cast<size_t>(state)];
}

// All that an inquiry shows of an access.
struct Look {
  Instant at;
  std::string system;
  bool operator==(const Look&) const = default;
};
// Those of one person, as viewer or as holder of the account, by time. Equal ones stand there once.
std::vector<Look> looks_of(std::span<const CaseFinding> findings, std::string_view person);

struct Inquiry {
  int64_t id = 0;
  int64_t revision = 0;
  int64_t case_id = 0;
  Addressee kind = Addressee::kManager;
  std::string addressee;  // who is asked, as the letter names them
  std::string subject;    // about whom: a person of the registers
  std::string question;
  std::string due;  // YYYY-MM-DD
  InquiryState state = InquiryState::kOpen;
  std::string named_user;  // who answers where no link is given out; a pseudonym
  bool has_link = false;   // that nobody used yet
  std::string asked_by;
  Instant asked_at;
  int64_t reminders = 0;  // that were sent
  std::string answer, answered_by;
  std::optional<Instant> answered_at;
  std::vector<Look> looks;
};

struct Question {
  Addressee kind = Addressee::kManager;
  std::string addressee, subject, question, due;
  std::string named_user;   // or
  std::string link_sha256;  // of the one-time link
  Period during = {};       // of the accesses that are asked about
  // What must not be in the question: records and suppliers of the case's findings, as the review
  // has them.
  std::span<const std::string> forbidden = {};
};
// Within a transaction. kUsage where the case has no access of the subject; kBadInput where both or
// neither of user and link are given, or where the question names a record or a supplier: one that
// is forbidden, or a number as long as a supply point's or a customer's.
Result<int64_t> ask(Journal& journal, const SeenCase& about, const Question& question);

// The text that must not be in a question, if there is any; else nothing.
std::optional<std::string> named_in(std::string_view question,
                                    std::span<const std::string> forbidden);

// Answers once; later ones are refused. The journal's author is the named user; of a link `name` is
// what whoever has it calls themselves.
Result<void> answer(Journal& journal, const Inquiry& inquiry, const std::string& text,
                    const std::string& name = {});
Result<void> withdraw(Journal& journal, const Inquiry& inquiry, const std::string& reason);
Result<void> note_reminder(Journal& journal, const Inquiry& inquiry);

// kNotFound where there is none.
Result<Inquiry> find_inquiry(store::Database& database, int64_t id);
// By the hash of its link. kNotFound also where it was answered or withdrawn.
Result<Inquiry> linked_inquiry(store::Database& database, std::string_view link_sha256);
// Of a case, or of all where `case_id` is 0; in a state, or in any. By number, without their looks.
Result<std::vector<Inquiry>> list_inquiries(store::Database& database, int64_t case_id,
                                            std::string_view state);

// Whether a reminder is to be sent today.
bool wants_reminder(const Inquiry& inquiry, const ReminderRule& rule, int64_t today);

// The letter as text that a clerk can print and send. `link` is what to type to answer, or empty.
struct Letter {
  std::string sender;  // 差出人
  std::string link;
};
std::string letter_ja(const Inquiry& inquiry, const Letter& letter);
std::string letter_en(const Inquiry& inquiry, const Letter& letter);

}  // namespace sekisho::casework
