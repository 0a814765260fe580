#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "http/problem.h"
#include "office/names.h"
#include "text/json.h"

namespace sekisho::http {

// The operations that are served: those of the document with `x-sekisho-since`. An operation
// without a handler does not compile (handlers.cc).
enum class Operation : uint8_t {
#include "http/operation_names.inc"
};

// Who may call an operation: `x-sekisho-act` of the document.
enum class Asks : uint8_t {
  kOpen,    // everybody
  kOwn,     // whoever is known, for what is theirs
  kOffice,  // whom the office lets do the route's action with the route's thing
};

// What is done with what.
struct Act {
  office::Action action = office::Action::kView;
  office::ThingKind thing = office::ThingKind::kReview;
};

struct Parameter {
  enum class In : uint8_t { kPath, kQuery, kHeader };
  std::string name;
  In in = In::kQuery;
  bool required = false;
  text::JsonValue schema;
};

// One operation, as the document describes it.
struct Route {
  Operation operation{};
  std::string_view id;
  std::string method;
  std::vector<std::string> segments;  // of the path; `{name}` stands for any one
  std::vector<Parameter> parameters = {};
  Asks asks = Asks::kOffice;
  office::Action action = office::Action::kView;         // kOffice
  office::ThingKind thing = office::ThingKind::kReview;  // kOffice
  std::vector<Act> or_acts = {};                         // kOffice: one of these is enough, too
  bool slow = false;
  bool streams = false;       // its body goes elsewhere while it arrives (Application::sink)
  std::string takes = {};     // the media type of its body; empty: it takes none
  text::JsonValue body = {};  // its schema
  std::vector<std::string> gives = {};  // media types of its answer
  // What a body of another media type is, and one that is not as its schema says: for an operation
  // whose document knows no 415 or 422, as those of other people's standards do not, malformed.
  Problem other_media = Problem::kUnsupportedMediaType, invalid = Problem::kInvalidRequest;
};

// What was asked, by name: checked against the document, defaults filled in.
class Arguments {
 public:
  // Empty, nothing, where it was not given.
  std::string text(std::string_view name) const;
  std::optional<uint64_t> number(std::string_view name) const;

 private:
  friend class Routes;
  std::map<std::string, std::string, std::less<>> values_;
};

// The routes of the document. Immutable; any number of threads.
class Routes {
 public:
  Routes();

  const std::string& json() const { return json_; }  // the document
  const text::JsonValue& document() const { return document_; }
  const std::vector<Route>& all() const { return routes_; }

  // The route of a request, or a problem: not-found, method-not-allowed.
  std::expected<const Route*, Fault> find(std::string_view method, std::string_view path) const;

  // Parameters of path, query and headers; malformed-request where they cannot be read,
  // invalid-request where they are not what the document says, or it does not know one.
  std::expected<Arguments, Fault> arguments(const Route& route, const Request& request) const;

  // The body of a route that takes one: unsupported-media-type, malformed-request, invalid-request.
  // Nothing but JSON is parsed.
  std::expected<text::JsonValue, Fault> body(const Route& route, const Request& request) const;

 private:
  struct Row;
  void add(const Row& row);

  std::string json_;
  text::JsonValue document_;
  std::vector<Route> routes_;
};

// `%E3%81%82` decoded; nothing where it cannot be, or holds a byte 0 or what is not UTF-8. `+` is a
// space in a query.
std::optional<std::string> percent_decoded(std::string_view text, bool query);

}  // namespace sekisho::http
