#pragma once

#include <string>
#include <vector>

#include "cedar/entity.h"
#include "cedar/evaluator.h"

// What bench/cedar decides. All made up, the same for the same seed.
namespace sekisho::bench {

struct Case {
  std::string name = {};
  std::string schema = {};  // in the human syntax; empty: none
  std::string policies = {};
  cedar::Entities entities = {};
  std::vector<cedar::Request> requests = {};
};

// A company in four levels (company, department, team, user) and folders with documents, with as
// many entities and policies as asked for, at least 10,000 and 2. Of every ten policies seven let a
// team into a folder and three a department. The requests come from members of teams that policies
// are about; two thirds are for documents in the folder of such a policy.
Case office_case(int entities, int policies, int requests);

// The shapes of the evaluation in the OOPSLA 2024 paper on Cedar, in our own words and with our own
// generator. `size` is the number of each kind of entity; the paper's range is 5 to 50, with 500
// requests for each hierarchy.
Case drive_case(int size, int seed);  // files shared through views, as gdrive
Case code_case(int size, int seed);   // repositories with roles for teams, as github
Case todo_case(int size, int seed);   // lists with readers and editors, as tinytodo
inline constexpr int kPaperRequests = 500;

// The default barrier over a utility: people, accounts, terminals and supply points as of one
// instant; requests with the context that a review makes. `policies` is the folder of policies and
// schema.
Case barrier_case(const std::string& policies, int requests);

// Writes `policies.cedar`, `entities.json` and `requests.json`; where there is one, `schema`; and
// as `first`, line by line, the types and ids of the first request and its context.
void write_case(const Case& made, const std::string& directory);

}  // namespace sekisho::bench
