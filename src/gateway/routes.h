#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "barrier/facts.h"
#include "base/error.h"
#include "gateway/request_target.h"

namespace sekisho::gateway {

// Where a request names the record that it is about.
struct RecordSource {
  enum class Part : uint8_t { kNone, kPath, kQuery, kForm, kJson };
  Part part = Part::kNone;
  std::string name;  // a variable of the path, a parameter, a JSON pointer

  bool in_body() const { return part == Part::kForm || part == Part::kJson; }
};

// Where a response names the records that it shows.
struct ListedPlaces {
  std::vector<std::string> json;  // pointers, `*` for each element: `/points/*/spid`
  std::vector<std::string> csv;   // column names
  std::vector<std::string> html;  // classes of elements that hold a key and nothing else

  bool any() const { return !json.empty() || !csv.empty() || !html.empty(); }
};

// By which field a request searches (docs/adr/0133-a-search-is-by-what-one-sees-or-was-told.md).
struct TermSource {
  RecordSource at;    // a parameter of the query or the form, a JSON pointer
  std::string field;  // of the vocabulary of obligations
  // Somebody from whom the field is masked may search by the whole of what they were told.
  struct Told {
    size_t least = 0;  // letters and digits that it has at least
    size_t hits = 0;   // that are shown at most
  };
  std::optional<Told> told = {};
  ListedPlaces shown = {};  // where each hit shows the field
};

// Requests of one kind, and what they mean to the barrier.
struct Route {
  struct Segment {
    std::string text;  // of the path; of a variable its name
    bool variable = false;
  };
  std::string name;  // for people: `GET /points/{spid}`
  std::vector<std::string> methods;
  std::vector<Segment> path;
  std::vector<std::string> query;  // the parameters that there may be
  std::string action = "view";
  barrier::RecordKind kind = barrier::RecordKind::kNothing;
  RecordSource record;
  ListedPlaces lists;
  ListedPlaces addresses;             // where answers say where a record is; one for each key
  std::vector<TermSource> terms;      // of a route with lists
  std::vector<std::string> harmless;  // parameters that neither choose nor order records

  // Where the body of a request names the record or a term of the search; else kNone.
  RecordSource::Part body() const;
};

// What a request is about, or that it holds no records.
struct Mapped {
  const Route* route = nullptr;  // null: a static one
  std::string record = {};       // its canonical key; empty: none, or not known before the body
  bool needs_body = false;       // the record or a term is named there: ask `read_body`
  std::vector<Parameter> given = {};  // of the query
};

// How the requests to one system are understood (docs/formats/gate-routes.md): data, one file a
// system. What no route fits is denied. Immutable; any number of threads.
class Routes {
 public:
  // TOML text. A mistake is an error at its line.
  static Result<Routes> parse(std::string_view toml, const std::string& file);

  const std::string& system() const { return system_; }
  const std::vector<Route>& routes() const { return routes_; }
  // Cookies of the system that say nothing of a record: its own session.
  const std::vector<std::string>& cookies() const { return cookies_; }

  // The first route that fits. Errors: kBadInput where the request can be read in two ways, or
  // names its record not exactly once or not as such a key is written; kNotFound where nothing
  // fits.
  Result<Mapped> map(std::string_view method, std::string_view target) const;

  // Whether a redirection says no more than a record's key: a path that a route knows, without a
  // query, whose one variable at most is the record.
  bool leads_plainly(std::string_view location) const;

 private:
  std::string system_;
  bool fold_case_ = false;                         // of the path, where variables are not
  std::vector<std::vector<std::string>> statics_;  // prefixes of whole segments
  std::vector<Route> routes_;
  std::vector<std::string> cookies_;
};

// What the body of a request says.
struct MappedBody {
  std::string record = {};            // the canonical key; empty: the body does not name it
  std::vector<Parameter> given = {};  // of a form; of JSON by pointer, where the route has terms
};
// kBadInput where the body is of another type, broken, encoded or names the record not exactly
// once; kLimit.
Result<MappedBody> read_body(const Route& route, std::string_view content_type,
                             std::string_view content_encoding, std::string_view body);

// The key as the registers and reviews have it: 22 digits of a supply point, everything else with
// its width folded. kBadInput for what is no key.
Result<std::string> canonical_record(barrier::RecordKind kind, std::string_view key);

}  // namespace sekisho::gateway
