#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "identity/administration.h"
#include "identity/settings.h"

namespace sekisho::identity {

bool has_scope(const ApiToken& token, std::string_view scope);

// Tokens for programs (`ska_…`): of a person, for some scopes, until a day. What a token may do is
// never more than its owner may. Any number of threads.
class ApiTokens {
 public:
  explicit ApiTokens(const Means& means) : means_(means) {}

  struct Wish {
    std::string name;                 // that its owner gives it
    std::vector<std::string> scopes;  // lower-case letters, digits, `-`, `.`: `findings.read`
    Instant ends;
  };
  struct Issued {
    std::string token;  // is shown once
    ApiToken record;
  };
  // The session needs Purpose::kAccount. kUsage where it does not have it, or a wish makes no
  // sense; kLimit beyond kMaxApiTokens.
  Result<Issued> issue(const Session& session, const Wish& wish, Instant now);

  // For a program that nobody sits at: an account of its own, with this token and nothing that one
  // could log in with. kUsage where the name or the account is another one's.
  Result<Issued> admit_program(const Administration::Decision& decision, const UserId& user,
                               std::string_view login_name, const Wish& wish, Instant now);

  // The token's record, where it is in force and its owner is active. What it may be used for its
  // scopes say. The last use is written down once a minute.
  Result<std::optional<ApiToken>> use(std::string_view token, Instant now);

  // Those in force, the newest first: for their owner.
  Result<std::vector<ApiToken>> of(const UserId& user, Instant now);
  // False where the owner has no such token.
  Result<bool> revoke(const Session& session, const ItemId& id, Instant now);

 private:
  const Means& means_;
};

}  // namespace sekisho::identity
