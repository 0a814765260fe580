#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "text/json.h"

// The information model of the OpenID AuthZEN Authorization API 1.0, section 5.
namespace sekisho::authzen {

// A subject or a resource. `properties` is an object, or null where there are none.
struct Entity {
  std::string type;
  std::string id;  // empty: what a search looks for
  text::JsonValue properties = {};
};

struct Action {
  std::string name;  // empty: what a search looks for
  text::JsonValue properties = {};
};

// One question: may the subject do the action to the resource?
struct Evaluation {
  Entity subject;
  Action action;
  Entity resource;
  text::JsonValue context = {};  // an object, or null
};

// A member of `properties` or of a context that is a text; empty where there is none.
std::string text_of(const text::JsonValue& object, std::string_view member);

// In which order, and how far, evaluations of one request are made (section 7.1.2.1).
enum class Semantic : uint8_t { kExecuteAll, kDenyOnFirstDeny, kPermitOnFirstPermit };

// Whether nothing behind such a decision is asked any more.
constexpr bool ends(Semantic semantic, bool allowed) {
  return semantic == (allowed ? Semantic::kPermitOnFirstPermit : Semantic::kDenyOnFirstDeny);
}

// A request of several evaluations, each with what it leaves out taken from the request itself. One
// that cannot be asked is an error of its own; it is denied, and the others are asked.
struct Evaluations {
  std::vector<Result<Evaluation>> items;
  Semantic semantic = Semantic::kExecuteAll;
  bool boxed = false;  // whether the request has `evaluations`; else its one question is the item
};

// The readers of request bodies. Members that the standard does not know are skipped. What is not
// an object, lacks something, is of another kind than it must be, names something twice or is
// beyond limits.h is kBadInput.
Result<Evaluation> read_evaluation(const text::JsonValue& request);
Result<Evaluations> read_evaluations(const text::JsonValue& request);

// What a search looks for (section 8).
enum class Sought : uint8_t { kSubject, kResource, kAction };

struct Search {
  Evaluation asked;  // without the id, or the action, that is looked for
  uint64_t from = 0;
  uint64_t limit = 0;  // 0: as many as an answer holds
};
Result<Search> read_search(const text::JsonValue& request, Sought sought);

}  // namespace sekisho::authzen
