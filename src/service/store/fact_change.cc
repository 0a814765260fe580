#include "service/store/fact_change.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <utility>

#include "crypto/sha256.h"
#include "register/supply_point.h"
#include "register/tables.h"
#include "service/asked.h"
#include "service/store/fact_text.h"
#include "store/fact_query.h"
#include "text/json_writer.h"
#include "text/nearest.h"

namespace sekisho::service {
namespace {

using reg::FieldKind;

std::unexpected<Error> usage(std::string message, std::string help) {
  return fail(ErrorCode::kUsage, std::move(message), {}, std::move(help));
}

// Items of a list as people type them.
std::vector<std::string_view> items_of(std::string_view text) {
  std::vector<std::string_view> out;
  while (!text.empty()) {
    const size_t end = std::min(text.find(';'), text.size());
    if (end != 0) out.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return out;
}

class Setter {
 public:
  explicit Setter(const store::Fact& fact) : table_(fact.says.table) {}

  Result<void> start(const store::Statement& says) {
    if (auto read = stated_.read(says); !read) return read;
    row_ = stated_.row();
    return {};
  }

  Result<void> set(std::string_view assignment) {
    const size_t equals = assignment.find('=');
    if (equals == std::string_view::npos) {
      return usage(fmt::format("`{}` sets nothing", assignment), "Write --set FIELD=VALUE.");
    }
    const std::string_view name = assignment.substr(0, equals);
    const std::string_view value = assignment.substr(equals + 1);
    const auto specs = reg::fields_of(table_);
    const auto found = std::ranges::find(specs, name, &reg::FieldSpec::name);
    if (found == specs.end()) {
      std::vector<std::string_view> names;
      for (const reg::FieldSpec& field : specs) names.push_back(field.name);
      std::string help = text::did_you_mean(name, names);
      if (help.empty()) help = fmt::format("Its fields are {}.", fmt::join(names, ", "));
      return usage(fmt::format("`{}` is not a field of `{}`", name, reg::name_of(table_)),
                   std::move(help));
    }
    if (value.empty() && found->required) {
      return usage(fmt::format("`{}` cannot be empty", name),
                   "Withdraw the fact if it never held.");
    }
    return set_field(static_cast<size_t>(found - specs.begin()), *found, value);
  }

  store::Statement statement() const { return store::statement_of(table_, row_); }

 private:
  Result<void> set_field(size_t index, const reg::FieldSpec& spec, std::string_view value) {
    switch (spec.kind) {
      case FieldKind::kFrom:
        return set_instant(value, kBeginning, row_.period.from);
      case FieldKind::kUntil:
        return set_instant(value, kForever, row_.period.until);
      case FieldKind::kKind: {
        const auto kinds = reg::kinds_of(table_);
        const auto kind = std::ranges::find(kinds, value);
        if (kind == kinds.end()) {
          return usage(fmt::format("`{}` is not a kind of `{}`", value, reg::name_of(table_)),
                       fmt::format("Write one of {}.", fmt::join(kinds, ", ")));
        }
        row_.kind = static_cast<uint8_t>(kind - kinds.begin());
        return {};
      }
      case FieldKind::kList:
        row_.list = items_of(value);
        return {};
      case FieldKind::kCode:
      case FieldKind::kText:
      case FieldKind::kKey:
      case FieldKind::kInstant:
        break;
    }
    const bool control = std::ranges::any_of(
        value, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; });
    if (control || reg::damaged_by_spreadsheet(value)) {
      return usage(fmt::format("`{}` cannot be a value", value), "Write the value itself.");
    }
    row_.text[index] = value;
    return {};
  }

  static Result<void> set_instant(std::string_view value, Instant open, Instant& out) {
    if (value.empty()) {
      out = open;
      return {};
    }
    const Result<Instant> at = asked_instant(std::string(value));
    if (!at) return std::unexpected(at.error());
    out = *at;
    return {};
  }

  reg::Table table_;
  store::StatedRow stated_;
  reg::Row row_;
};

Result<store::Fact> current_fact(store::Database& database, int64_t id) {
  Result<store::Fact> fact = store::find_fact(database, id);
  if (!fact) return fact;
  if (fact->ended_by == 0) return fact;
  return usage(fmt::format("version {} of a fact is not what is known any more", id),
               fmt::format("Change {} ended it; `sekisho register history` shows the last one.",
                           fact->ended_by));
}

Result<FactChanged> commit(StoreSession& session, const store::Consent& consent,
                           store::ChangeKind kind, const store::Fact& before, store::Step step,
                           Instant now) {
  store::ChangeBody body;
  body.change.kind = kind;
  body.change.consent = consent;
  body.change.preview = crypto::sha256_hex(store::line_of(step));
  store::Counts& counts = body.change.counts[static_cast<size_t>(before.says.table)];
  (kind == store::ChangeKind::kWithdrawal ? counts.withdrawn : counts.corrected) = 1;
  FactChanged out{0, 0, before, step.says};
  body.change.steps.push_back(std::move(step));
  const auto no_content = [](size_t, const store::Put&) -> Result<void> { return {}; };
  const Result<uint64_t> entry = session.commit(body, no_content, now);
  if (!entry) return std::unexpected(entry.error());
  out.change = body.change.id;
  out.entry = *entry;
  return out;
}

}  // namespace

Result<FactChanged> correct_fact(const FactCorrection& request, Instant now) {
  if (auto checked = check_consent(request.consent); !checked)
    return std::unexpected(checked.error());
  const auto session = StoreSession::open(request.store);
  if (!session) return std::unexpected(session.error());
  const Result<store::Fact> fact = current_fact((*session)->database(), request.fact);
  if (!fact) return std::unexpected(fact.error());
  Setter setter(*fact);
  if (auto started = setter.start(fact->says); !started) return std::unexpected(started.error());
  for (const std::string& assignment : request.set) {
    if (auto set = setter.set(assignment); !set) return std::unexpected(set.error());
  }
  store::Statement says = setter.statement();
  if (says == fact->says)
    return usage("the fact is so already", "Say what is otherwise with --set.");
  return commit(**session, request.consent, store::ChangeKind::kCorrection, *fact,
                {store::Step::What::kCorrect, fact->id, std::move(says), fact->profile, 0, 0}, now);
}

Result<FactChanged> withdraw_fact(const FactWithdrawal& request, Instant now) {
  if (auto checked = check_consent(request.consent); !checked)
    return std::unexpected(checked.error());
  const auto session = StoreSession::open(request.store);
  if (!session) return std::unexpected(session.error());
  const Result<store::Fact> fact = current_fact((*session)->database(), request.fact);
  if (!fact) return std::unexpected(fact.error());
  return commit(**session, request.consent, store::ChangeKind::kWithdrawal, *fact,
                {store::Step::What::kWithdraw, fact->id, std::nullopt, fact->profile, 0, 0}, now);
}

std::string changed_text(const FactChanged& changed, bool japanese) {
  std::string out = statement_text(changed.before.says) + "\n";
  if (changed.after) {
    out += "→ " + statement_text(*changed.after) + "\n";
  } else {
    out += japanese ? "→ 取消\n" : "→ withdrawn\n";
  }
  return out +
         fmt::format(fmt::runtime(japanese ? "変更 {} として登録しました(証跡 {})。\n"
                                           : "Recorded as change {} (entry {} of the record).\n"),
                     changed.change, changed.entry);
}

std::string changed_json(const FactChanged& changed) {
  std::string out;
  text::JsonWriter json(out);
  json.begin_object()
      .member("change", changed.change)
      .member("entry", changed.entry)
      .member("fact", changed.before.id)
      .key("before");
  write_statement(json, changed.before.says);
  json.key("after");
  if (changed.after) {
    write_statement(json, *changed.after);
  } else {
    json.null();
  }
  json.end_object();
  return out + "\n";
}

}  // namespace sekisho::service
