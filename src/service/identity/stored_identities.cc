#include "service/identity/stored_identities.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <deque>
#include <utility>

#include "crypto/secret_box.h"
#include "evidence/key_id.h"
#include "service/identity/record_columns.h"
#include "text/base64.h"

namespace sekisho::service {
namespace {

using identity::Applied;
using identity::Digest;
using identity::Purpose;
using store::Database;
using store::ResultRow;
using store::Value;

constexpr std::string_view kAbout = "identity secret";

std::string text_of(const Digest& digest) {
  return text::base64url_encode(crypto::view(digest));
}

// The columns of a record as the values of a statement.
class Writer {
 public:
  void operator()(std::string_view name, const std::string& text) {
    add(name, store::value_of(std::string_view(text)));
  }
  void bytes(std::string_view name, const std::string& any) {
    keep(name, text::base64url_encode(any));
  }
  void only(std::string_view name) { add(name, store::value_of(1)); }
  void operator()(std::string_view name, Instant at) { add(name, store::value_of(at)); }
  void operator()(std::string_view name, std::integral auto number) {
    add(name, store::value_of(number));
  }
  template <class Enum>
    requires std::is_enum_v<Enum>
  void operator()(std::string_view name, Enum value) {
    add(name, store::value_of(std::to_underlying(value)));
  }
  void operator()(std::string_view name, const Digest& digest) { keep(name, text_of(digest)); }
  void operator()(std::string_view name, const std::optional<Digest>& digest) {
    digest ? keep(name, text_of(*digest)) : add(name, store::value_of(nullptr));
  }
  void operator()(std::string_view name, const std::optional<uint64_t>& number) {
    add(name, store::value_of(number));
  }
  void operator()(std::string_view name, const std::vector<std::string>& words) {
    keep(name, fmt::format("{}", fmt::join(words, " ")));
  }
  void operator()(std::string_view name, const std::map<Purpose, Instant>& ends, Purpose purpose) {
    const auto found = ends.find(purpose);
    add(name, found == ends.end() ? store::value_of(nullptr) : store::value_of(found->second));
  }

  const std::vector<std::string_view>& names() const { return names_; }
  std::vector<Value>& values() { return values_; }
  void add(std::string_view name, Value value) {
    names_.push_back(name);
    values_.push_back(value);
  }

 private:
  void keep(std::string_view name, std::string text) {
    texts_.push_back(std::move(text));
    add(name, store::value_of(std::string_view(texts_.back())));
  }

  std::vector<std::string_view> names_;
  std::vector<Value> values_;
  std::deque<std::string> texts_;  // that values point into
};

// The columns of a row, in the same order, into a record.
class Reader {
 public:
  explicit Reader(const ResultRow& row) : row_(row) {}

  void operator()(std::string_view, std::string& text) { text = row_.text(at_++); }
  void bytes(std::string_view, std::string& any) { any = decoded(); }
  void only(std::string_view) { ++at_; }
  void operator()(std::string_view, Instant& at) { at.micros = row_.integer(at_++); }
  template <class Number>
    requires std::integral<Number> || std::is_enum_v<Number>
  void operator()(std::string_view, Number& number) {
    number = static_cast<Number>(row_.integer(at_++));
  }
  void operator()(std::string_view, Digest& digest) { digest = digest_in(decoded()); }
  void operator()(std::string_view, std::optional<Digest>& digest) {
    if (row_.is_null(at_)) {
      ++at_;
    } else {
      digest = digest_in(decoded());
    }
  }
  void operator()(std::string_view, std::optional<uint64_t>& number) {
    if (!row_.is_null(at_)) number = static_cast<uint64_t>(row_.integer(at_));
    ++at_;
  }
  void operator()(std::string_view, std::vector<std::string>& words) {
    std::string_view rest = row_.text(at_++);
    while (!rest.empty()) {
      const size_t end = std::min(rest.find(' '), rest.size());
      words.emplace_back(rest.substr(0, end));
      rest.remove_prefix(std::min(end + 1, rest.size()));
    }
  }
  void operator()(std::string_view, std::map<Purpose, Instant>& ends, Purpose purpose) {
    if (!row_.is_null(at_)) ends[purpose] = Instant{row_.integer(at_)};
    ++at_;
  }

  uint64_t revision() const { return static_cast<uint64_t>(row_.integer(at_)); }
  bool whole() const { return whole_; }

 private:
  std::string decoded() {
    std::optional<std::string> bytes = text::base64url_decode(row_.text(at_++));
    whole_ = whole_ && bytes;
    return std::move(bytes).value_or("");
  }
  Digest digest_in(const std::string& bytes) {
    Digest out{};
    whole_ = whole_ && bytes.size() == out.size();
    if (bytes.size() == out.size()) std::ranges::copy(bytes, out.begin());
    return out;
  }

  const ResultRow& row_;
  int at_ = 0;
  bool whole_ = true;
};

template <class Record>
std::string select(std::string_view condition) {
  Record none{};
  Writer names;
  columns_of(std::as_const(none), names);
  return fmt::format("SELECT {}, revision FROM {} WHERE {}", fmt::join(names.names(), ", "),
                     TableOf<Record>::kName, condition);
}

// A record in its key's column, which is the first one.
template <class Record>
Writer written(const Record& record) {
  Writer out;
  columns_of(record, out);
  return out;
}

Result<bool> there_is(Database& database, std::string_view sql, const auto&... values) {
  const auto count = database.number(sql, values...);
  if (!count) return std::unexpected(count.error());
  return count->value_or(0) != 0;
}

// Whether a unique name of the record is another's.
Result<bool> is_taken(Database& database, const identity::User& user) {
  return there_is(database, "SELECT COUNT(*) FROM identity_user WHERE login_name = $1 AND id <> $2",
                  std::string_view(user.login_name), std::string_view(user.id.value));
}
Result<bool> is_taken(Database& database, const identity::Factor& factor) {
  const std::string handle = text::base64url_encode(factor.handle);
  return there_is(
      database, "SELECT COUNT(*) FROM identity_factor WHERE kind = $1 AND handle = $2 AND id <> $3",
      std::to_underlying(factor.kind), std::string_view(handle), std::string_view(factor.id.value));
}
Result<bool> is_taken(Database&, const auto&) {
  return false;
}

// False where the stored one has another revision.
template <class Record>
Result<bool> put(Database& database, const Record& record) {
  using Table = TableOf<Record>;
  const Result<bool> taken = is_taken(database, record);
  if (!taken || *taken) return taken ? Result<bool>(false) : taken;
  Writer row = written(record);
  const Value key = row.values().front();
  if (record.revision == 0) {
    const std::array<Value, 1> keys{key};
    bool there = false;
    auto asked = database.query_with(
        fmt::format("SELECT 1 FROM {} WHERE {} = $1", Table::kName, Table::kKey), keys,
        [&](const ResultRow&) -> Result<void> {
          there = true;
          return {};
        });
    if (!asked) return std::unexpected(asked.error());
    if (there) return false;
  }
  row.add("revision", store::value_of(record.revision + 1));
  std::vector<std::string> places;
  for (size_t i = 0; i < row.names().size(); ++i) {
    places.push_back(record.revision == 0 ? fmt::format("${}", i + 1)
                                          : fmt::format("{} = ${}", row.names()[i], i + 1));
  }
  const std::string sql =
      record.revision == 0
          ? fmt::format("INSERT INTO {} ({}) VALUES ({})", Table::kName,
                        fmt::join(row.names(), ", "), fmt::join(places, ", "))
          : fmt::format("UPDATE {} SET {} WHERE {} = $1 AND revision = ${}", Table::kName,
                        fmt::join(places, ", "), Table::kKey, places.size() + 1);
  if (record.revision != 0) row.values().push_back(store::value_of(record.revision));
  const Result<uint64_t> touched = database.run_with(sql, row.values());
  if (!touched) return std::unexpected(touched.error());
  return *touched == 1;
}

template <class Record>
Result<bool> remove(Database& database, const Record& record) {
  using Table = TableOf<Record>;
  Writer row = written(record);
  const std::array<Value, 2> values{row.values().front(), store::value_of(record.revision)};
  const Result<uint64_t> touched = database.run_with(
      fmt::format("DELETE FROM {} WHERE {} = $1 AND revision = $2", Table::kName, Table::kKey),
      values);
  if (!touched) return std::unexpected(touched.error());
  return *touched == 1;
}

std::string& secret_of(identity::Factor& factor) {
  return factor.secret;
}
std::string& secret_of(identity::Enrolment& enrolment) {
  return enrolment.offered_secret;
}
template <class Record>
concept HasSecret = requires(Record& record) { secret_of(record); };

}  // namespace

Result<std::string> StoredIdentities::sealed(const identity::UserId& user,
                                             const std::string& secret) {
  if (secret.empty()) return secret;
  const Result<evidence::KeyId> id = evidence::KeyId::of_person(user.value);
  if (!id) return std::unexpected(id.error());
  std::string box;
  auto done = ledger_.with_beside([&](evidence::Beside& beside) -> Result<void> {
    const Result<crypto::SecretKey> key = beside.vault().find_or_make(*id);
    if (!key) return std::unexpected(key.error());
    box = crypto::encrypt(*key, secret, kAbout);
    return {};
  });
  if (!done) return std::unexpected(done.error());
  return box;
}

Result<std::string> StoredIdentities::opened(const identity::UserId& user, const std::string& box) {
  if (box.empty()) return box;
  const Result<evidence::KeyId> id = evidence::KeyId::of_person(user.value);
  if (!id) return std::unexpected(id.error());
  std::optional<std::string> secret;
  auto done = ledger_.with_beside([&](evidence::Beside& beside) -> Result<void> {
    const Result<evidence::FoundKey> found = beside.vault().find(*id);
    if (!found) return std::unexpected(found.error());
    if (found->key) secret = crypto::decrypt(*found->key, box, kAbout);
    return {};
  });
  if (!done) return std::unexpected(done.error());
  if (secret) return std::move(*secret);
  return fail(ErrorCode::kBadInput, "the secret of a second factor cannot be decrypted", {},
              "Bring record.private back from its backup, or let the account be recovered.");
}

template <class Record>
Result<Record> StoredIdentities::with_secret_sealed(Record record) {
  if constexpr (HasSecret<Record>) {
    Result<std::string> box = sealed(record.user, secret_of(record));
    if (!box) return std::unexpected(box.error());
    secret_of(record) = std::move(*box);
  }
  return record;
}

template <class Record>
Result<void> StoredIdentities::open_secret(Record& record) {
  if constexpr (HasSecret<Record>) {
    Result<std::string> plain = opened(record.user, secret_of(record));
    if (!plain) return std::unexpected(plain.error());
    secret_of(record) = std::move(*plain);
  }
  return {};
}

template <class Record, class... Values>
Result<std::vector<Record>> StoredIdentities::rows(std::string_view condition,
                                                   const Values&... values) {
  std::vector<Record> out;
  bool whole = true;
  auto done = ledger_.read([&](Database& database) {
    return database.query(
        [&](const ResultRow& row) -> Result<void> {
          Reader reader(row);
          Record& record = out.emplace_back();
          columns_of(record, reader);
          record.revision = reader.revision();
          whole = whole && reader.whole();
          return {};
        },
        select<Record>(condition), values...);
  });
  if (!done) return std::unexpected(done.error());
  if (!whole) {
    return fail(ErrorCode::kBadInput,
                fmt::format("a row of {} cannot be read", TableOf<Record>::kName), {},
                "Restore a backup of the store.");
  }
  for (Record& record : out) {
    if (auto plain = open_secret(record); !plain) return std::unexpected(plain.error());
  }
  return out;
}

template <class Record, class... Values>
Result<std::optional<Record>> StoredIdentities::row(std::string_view condition,
                                                    const Values&... values) {
  Result<std::vector<Record>> found = rows<Record>(condition, values...);
  if (!found) return std::unexpected(found.error());
  if (found->empty()) return std::nullopt;
  return std::move(found->front());
}

Result<std::vector<identity::User>> StoredIdentities::users() {
  return rows<identity::User>("id <> '' ORDER BY login_name");
}
Result<std::optional<identity::User>> StoredIdentities::user(const identity::UserId& id) {
  return row<identity::User>("id = $1", std::string_view(id.value));
}
Result<std::optional<identity::User>> StoredIdentities::user_named(std::string_view login_name) {
  return row<identity::User>("login_name = $1", login_name);
}
Result<std::vector<identity::Factor>> StoredIdentities::factors_of(const identity::UserId& user) {
  return rows<identity::Factor>("user_id = $1 ORDER BY enrolled, id", std::string_view(user.value));
}
Result<std::optional<identity::Factor>> StoredIdentities::factor(identity::FactorKind kind,
                                                                 std::string_view handle) {
  const std::string text = text::base64url_encode(handle);
  return row<identity::Factor>("kind = $1 AND handle = $2", std::to_underlying(kind),
                               std::string_view(text));
}
Result<std::optional<identity::Session>> StoredIdentities::session(const Digest& hash) {
  const std::string text = text_of(hash);
  return row<identity::Session>("hash = $1", std::string_view(text));
}
Result<std::vector<identity::Session>> StoredIdentities::sessions_of(const identity::UserId& user) {
  return rows<identity::Session>("user_id = $1 ORDER BY begun, id", std::string_view(user.value));
}
Result<std::optional<identity::PendingLogin>> StoredIdentities::pending_login(const Digest& hash) {
  const std::string text = text_of(hash);
  return row<identity::PendingLogin>("hash = $1", std::string_view(text));
}
Result<std::optional<identity::Enrolment>> StoredIdentities::enrolment(const Digest& hash) {
  const std::string text = text_of(hash);
  return row<identity::Enrolment>("hash = $1", std::string_view(text));
}
Result<std::vector<identity::Enrolment>> StoredIdentities::enrolments_of(
    const identity::UserId& user) {
  return rows<identity::Enrolment>("user_id = $1 ORDER BY ends, hash",
                                   std::string_view(user.value));
}
Result<std::optional<identity::Recovery>> StoredIdentities::recovery(const identity::ItemId& id) {
  return row<identity::Recovery>("id = $1", std::string_view(id.value));
}
Result<std::optional<identity::ApiToken>> StoredIdentities::api_token(const Digest& hash) {
  const std::string text = text_of(hash);
  return row<identity::ApiToken>("hash = $1", std::string_view(text));
}
Result<std::vector<identity::ApiToken>> StoredIdentities::api_tokens_of(
    const identity::UserId& user) {
  return rows<identity::ApiToken>("user_id = $1 ORDER BY created, id",
                                  std::string_view(user.value));
}
Result<std::vector<identity::Notice>> StoredIdentities::notices_of(const identity::UserId& user) {
  return rows<identity::Notice>("user_id = $1 ORDER BY time, id", std::string_view(user.value));
}
Result<std::optional<identity::Device>> StoredIdentities::device(const Digest& hash) {
  const std::string text = text_of(hash);
  return row<identity::Device>("hash = $1", std::string_view(text));
}
Result<std::optional<identity::Budget>> StoredIdentities::budget(const Digest& key) {
  const std::string text = text_of(key);
  return row<identity::Budget>("hash = $1", std::string_view(text));
}
Result<identity::Installation> StoredIdentities::installation() {
  const auto found = row<identity::Installation>("id = 1");
  if (!found) return std::unexpected(found.error());
  return found->value_or(identity::Installation{});
}

std::string StoredIdentities::pseudonym_of_source(std::string_view source) const {
  return ledger_.pseudonym(fmt::format("address {}", source));
}

Result<Applied> StoredIdentities::apply(const identity::Change& change) {
  bool conflict = false;
  // The same for what is removed and what is put: whether it went as the change expected.
  const auto expect = [&](const Result<bool>& done) -> Result<void> {
    if (!done) return std::unexpected(done.error());
    conflict = !*done;
    if (!conflict) return {};
    return fail(ErrorCode::kUsage, "somebody else changed the account", {}, "Try again.");
  };
  const auto work = [&](Database& database) -> Result<std::vector<LedgerEntry>> {
    conflict = false;
    for (const identity::Record& record : change.removed) {
      auto done =
          expect(std::visit([&](const auto& one) { return remove(database, one); }, record));
      if (!done) return std::unexpected(done.error());
    }
    for (const identity::Record& record : change.put) {
      auto done = expect(std::visit(
          [&](const auto& one) -> Result<bool> {
            const auto sealed = with_secret_sealed(one);
            return sealed ? put(database, *sealed) : std::unexpected(sealed.error());
          },
          record));
      if (!done) return std::unexpected(done.error());
    }
    std::vector<LedgerEntry> entries;
    const auto pseudonym = [&](std::string_view source) { return pseudonym_of_source(source); };
    for (const identity::Event& event : change.events)
      entries.push_back({identity::draft_of(event, kOwnSystem, pseudonym)});
    return entries;
  };
  // Every event states its time.
  const auto written = ledger_.write(work, Instant{});
  const auto is_account = [](const identity::Record& record) {
    return std::holds_alternative<identity::User>(record);
  };
  // Where the log refused them, the rows may be there all the same.
  if (!change.removed.empty() || std::ranges::any_of(change.put, is_account)) ++losses_;
  if (written) return Applied::kDone;
  if (conflict) return Applied::kConflict;
  return std::unexpected(written.error());
}

Result<void> StoredIdentities::sweep(Instant now, Instant budgets_before) {
  const auto work = [&](Database& database) -> Result<std::vector<LedgerEntry>> {
    for (const char* table :
         {"identity_session", "identity_pending_login", "identity_enrolment", "identity_recovery",
          "identity_api_token", "identity_notice", "identity_device"}) {
      const auto swept = database.run(fmt::format("DELETE FROM {} WHERE ends <= $1", table), now);
      if (!swept) return std::unexpected(swept.error());
    }
    const auto swept =
        database.run("DELETE FROM identity_budget WHERE last_failure < $1", budgets_before);
    if (!swept) return std::unexpected(swept.error());
    return std::vector<LedgerEntry>{};
  };
  const auto swept = ledger_.write(work, now);
  return swept ? Result<void>() : std::unexpected(swept.error());
}

}  // namespace sekisho::service
