#include "evidence/succession.h"

#include <fmt/format.h>

#include <algorithm>

#include "crypto/sha256.h"
#include "evidence/store_reader.h"
#include "tlog/file_system.h"
#include "tlog/key_file.h"
#include "tlog/limits.h"
#include "tlog/log_keys.h"

namespace sekisho::evidence {
namespace {

using text::JsonMember;
using text::JsonValue;

// As in a note's signature.
std::string key_name(const tlog::VerifierKey& key) {
  return fmt::format("{}+{:08x}", key.name(), key.id());
}

// An entry about a key of the log; `more` are members of its event.
JsonValue key_draft(const char* event, const tlog::VerifierKey& key, std::vector<JsonMember> more) {
  std::vector<JsonMember> members{{"kind", JsonValue::string("key")},
                                  {"use", JsonValue::string("log")},
                                  {"event", JsonValue::string(event)},
                                  {"key", JsonValue::string(key_name(key))},
                                  {"verifier", JsonValue::string(key.to_string())}};
  std::ranges::move(more, std::back_inserter(members));
  return JsonValue::object(std::move(members));
}

JsonValue checkpoint_value(const tlog::Checkpoint& checkpoint) {
  return JsonValue::object(
      {{"origin", JsonValue::string(checkpoint.origin)},
       {"size", JsonValue::integer(static_cast<int64_t>(checkpoint.size))},
       {"root", JsonValue::string(crypto::to_hex(crypto::view(checkpoint.root)))}});
}

std::string key_path(const StorePlace& place, const char* file) {
  return fmt::format("{}/{}", place.private_directory, file);
}

// The checkpoint with which a frozen log ended; kNotFound where it goes on.
Result<tlog::Checkpoint> frozen_checkpoint(const StorePlace& place) {
  const auto directory = tlog::open_directory(place.directory);
  if (!directory) return std::unexpected(directory.error());
  const Result<std::string> text =
      tlog::read_whole(**directory, tlog::kFrozenFile, tlog::kMaxNoteBytes);
  if (!text) return std::unexpected(text.error());
  return tlog::parse_checkpoint(*text);
}

// That the last entry of a frozen store names this origin.
Result<void> check_successor(const StorePlace& place, const std::string& origin) {
  Result<StoreReader> reader = StoreReader::open(place.directory);
  if (!reader) return std::unexpected(reader.error());
  std::string successor;
  if (reader->size() > 0) {
    const auto last = reader->prove(reader->size() - 1);
    if (!last) return std::unexpected(last.error());
    if (const auto entry = JsonValue::parse(last->entry)) {
      const JsonValue* named = entry->find("successor");
      if (named != nullptr) successor = named->as_string().value_or("");
    }
  }
  if (successor == origin) return {};
  return fail(ErrorCode::kUsage,
              successor.empty() ? "the log was frozen without naming a successor"
                                : fmt::format("the log was frozen for `{}`", successor),
              {place.directory},
              successor.empty() ? "Begin a log that continues none."
                                : "Give that name, or begin a log that continues none.");
}

// Whether the first entry says that the store continues this checkpoint.
bool begins_with(const StorePlace& place, const tlog::Checkpoint& last) {
  Result<StoreReader> reader = StoreReader::open(place.directory);
  const auto first = reader ? reader->prove(0) : std::unexpected(reader.error());
  const auto entry = first ? JsonValue::parse(first->entry) : std::unexpected(first.error());
  const JsonValue* const root = entry ? entry->at_pointer("/checkpoint/root") : nullptr;
  return root != nullptr && root->as_string() == crypto::to_hex(crypto::view(last.root));
}

// An empty store, also where an attempt that was cut off has left it.
Result<tlog::VerifierKey> create_or_find_empty(const StorePlace& place, const std::string& origin) {
  const Result<StoreReader> there = StoreReader::open(place.directory);
  if (there && there->size() == 0 && there->checkpoint().origin == origin) return there->key();
  return Store::create(place, origin);
}

}  // namespace

Result<tlog::VerifierKey> begin_rotation(const StorePlace& place, Instant now) {
  const Result<std::unique_ptr<Store>> store = Store::open(place);
  if (!store) return std::unexpected(store.error());
  if ((*store)->rotates()) {
    // Whoever was cut off before the new key was told is told here.
    const Result<tlog::SignerKey> next = tlog::read_key_file(key_path(place, kNextLogKeyFile));
    if (!next) return std::unexpected(next.error());
    return fail(ErrorCode::kUsage, "two keys sign already", {place.private_directory},
                fmt::format("Run `sekisho evidence rotate --finish` when everybody knows the new "
                            "one: {}",
                            next->verifier().to_string()));
  }
  const std::string path = key_path(place, kNextLogKeyFile);
  // The key of an attempt that was cut off, or a new one.
  Result<tlog::SignerKey> next = tlog::read_key_file(path);
  if (!next && next.error().code == ErrorCode::kNotFound) {
    next = tlog::SignerKey::generate((*store)->log().published().origin, tlog::KeyType::kEd25519);
    if (next) {
      if (auto written = tlog::write_key_file(path, *next); !written) {
        return std::unexpected(written.error());
      }
    }
  }
  if (!next) return std::unexpected(next.error());
  tlog::VerifierKey verifier = next->verifier();
  if (auto said = (*store)->append(key_draft("added", verifier, {}), now); !said) {
    return std::unexpected(said.error());
  }
  if (auto added = (*store)->log().add_key(std::move(*next)); !added) {
    return std::unexpected(added.error());
  }
  return verifier;
}

Result<tlog::VerifierKey> finish_rotation(const StorePlace& place, Instant now) {
  const Result<std::unique_ptr<Store>> store = Store::open(place);
  if (!store) return std::unexpected(store.error());
  if (!(*store)->rotates()) {
    return fail(ErrorCode::kUsage, "one key signs, and no other one is to take its place",
                {place.private_directory}, "Begin with `sekisho evidence rotate`.");
  }
  const Result<tlog::SignerKey> old = tlog::read_key_file(key_path(place, kLogKeyFile));
  if (!old) return std::unexpected(old.error());
  const Result<tlog::SignerKey> next = tlog::read_key_file(key_path(place, kNextLogKeyFile));
  if (!next) return std::unexpected(next.error());
  if (auto said = (*store)->append(key_draft("retired", old->verifier(), {}), now); !said) {
    return std::unexpected(said.error());
  }
  if (auto published = (*store)->log().publish(); !published) {
    return std::unexpected(published.error());
  }
  // First the file: a start after a crash signs with the new key alone, as the entry says.
  const auto directory = tlog::open_directory(place.private_directory);
  if (!directory) return std::unexpected(directory.error());
  if (auto moved = (*directory)->rename(kNextLogKeyFile, kLogKeyFile); !moved) {
    return std::unexpected(moved.error());
  }
  if (auto synced = (*directory)->sync(); !synced) return std::unexpected(synced.error());
  if (auto retired = (*store)->log().retire_key(old->verifier().id()); !retired) {
    return std::unexpected(retired.error());
  }
  return next->verifier();
}

Result<tlog::Checkpoint> freeze(const StorePlace& place, const std::string& successor,
                                Instant now) {
  const Result<std::unique_ptr<Store>> store = Store::open(place);
  if (!store) return std::unexpected(store.error());
  const Result<tlog::SignerKey> key = tlog::read_key_file(key_path(place, kLogKeyFile));
  if (!key) return std::unexpected(key.error());
  std::vector<JsonMember> more;
  if (!successor.empty()) {
    if (!tlog::is_key_name(successor)) {
      return fail(ErrorCode::kUsage, fmt::format("`{}` cannot be the name of a log", successor));
    }
    more.push_back({"successor", JsonValue::string(successor)});
  }
  const JsonValue draft = key_draft("frozen", key->verifier(), std::move(more));
  if (auto said = (*store)->append(draft, now); !said) return std::unexpected(said.error());
  return (*store)->log().freeze();
}

Result<tlog::VerifierKey> continue_store(const StorePlace& old, const StorePlace& place,
                                         const std::string& origin, Instant now) {
  Result<tlog::Checkpoint> last = frozen_checkpoint(old);
  if (last) {
    if (auto named = check_successor(old, origin); !named) return std::unexpected(named.error());
  } else if (last.error().code != ErrorCode::kNotFound) {
    return std::unexpected(last.error());
  }
  // The new place first: the old log does not end for one that cannot begin.
  const Result<tlog::VerifierKey> key = create_or_find_empty(place, origin);
  if (!key) return key;
  if (!last) last = freeze(old, origin, now);
  if (!last) return std::unexpected(last.error());
  const Result<std::unique_ptr<Store>> store = Store::open(place);
  if (!store) return std::unexpected(store.error());
  if ((*store)->log().durable() > 0) {
    if (begins_with(place, *last)) return key;  // all but telling it was done before
    return fail(ErrorCode::kUsage, "the new log has entries already", {place.directory},
                "What it continues would have to be the first.");
  }
  const JsonValue draft = key_draft("continued", *key, {{"checkpoint", checkpoint_value(*last)}});
  if (auto said = (*store)->append(draft, now); !said) return std::unexpected(said.error());
  if (auto published = (*store)->log().publish(); !published) {
    return std::unexpected(published.error());
  }
  return key;
}

}  // namespace sekisho::evidence
