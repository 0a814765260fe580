#pragma once

#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "http/message.h"
#include "http/schema_check.h"

namespace sekisho::http {

// The types of problems: `x-sekisho-problems` of the document.
enum class Problem : uint8_t {
#include "http/problem_names.inc"
};

struct ProblemRow {
  Problem problem;
  int status;
  std::string_view name, title, title_ja, help, help_ja;
};
const ProblemRow& row_of(Problem problem);
const ProblemRow* find_problem(std::string_view name);

// Why a request was refused, as a value.
struct Fault {
  Problem problem = Problem::kInternalError;
  std::string detail = {};     // what exactly
  std::string detail_ja = {};  // the same in Japanese, where it is known
  std::string help = {};       // instead of the type's
  std::string place = {};
  std::string purpose = {};  // of step-up-needed: of the proof that is lacking
  std::vector<Complaint> complaints = {};
  std::vector<Header> headers = {};
};

// An error of a service as a problem: what is not there is not found, what makes no sense or cannot
// be read is the client's, the rest is ours. No detail of the latter leaves: it may name files.
Fault fault_of(const Error& error);
// The error of something that is there, but whose state does not permit what was asked.
Fault conflict_of(const Error& error);

// RFC 9457, `application/problem+json`.
Response problem_response(const Fault& fault, bool japanese, std::string_view request_id);
// What an operation for people reads of a type.
std::string problem_type_json(const ProblemRow& row);

using Answer = std::expected<Response, Fault>;

inline std::unexpected<Fault> refuse(Problem problem, std::string detail = {}) {
  return std::unexpected(Fault{.problem = problem, .detail = std::move(detail)});
}

}  // namespace sekisho::http
