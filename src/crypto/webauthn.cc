#include "crypto/webauthn.h"

#include <cbor.h>
#include <fido.h>
#include <fido/eddsa.h>
#include <fido/es256.h>
#include <fido/rs256.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <memory>
#include <mutex>
#include <optional>

#include "base/big_endian.h"
#include "crypto/freed.h"
#include "crypto/limits.h"

namespace sekisho::crypto {
namespace {

void release(cbor_item_t* item) {
  cbor_decref(&item);
}

using Item = std::unique_ptr<cbor_item_t, Freed<release>>;
using Credential = std::unique_ptr<fido_cred_t, FreedByAddress<fido_cred_free>>;
using Assertion = std::unique_ptr<fido_assert_t, FreedByAddress<fido_assert_free>>;

constexpr size_t kHashBytes = 32;
constexpr size_t kHeadBytes = kHashBytes + 1 + 4;  // and flags, and a counter
constexpr size_t kKeyIdBytes = 16 + 2;             // the model, and the length of the id
constexpr uint8_t kTouched = 0x01;
constexpr uint8_t kVerified = 0x04;
constexpr uint8_t kHasCredential = 0x40;

const unsigned char* bytes_of(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

std::unexpected<Error> refused(std::string_view what) {
  return fail(ErrorCode::kBadInput, fmt::format("the authenticator is not accepted: {}", what));
}

void prepare() {
  static std::once_flag once;
  std::call_once(once, [] { fido_init(0); });
}

// Whether bytes are items of CBOR, one behind the other, that hold no more than they say. libcbor
// and libfido2 take memory for as many members as an array or a map claims to have before they look
// for the first one, and go down as deep as it goes.
bool is_sound(std::string_view bytes) {
  struct Seen {
    size_t left;
    size_t collections = 0;
    bool good = true;
    void collection(uint64_t members) {
      good = good && members <= left && ++collections <= kMaxCborCollections;
    }
  };
  static const cbor_callbacks callbacks = [] {
    const auto refuse = [](void* seen) { static_cast<Seen*>(seen)->good = false; };
    cbor_callbacks out = cbor_empty_callbacks;
    out.array_start = [](void* seen, auto members) {
      static_cast<Seen*>(seen)->collection(members);
    };
    out.map_start = out.array_start;
    out.indef_array_start = refuse;
    out.indef_map_start = refuse;
    out.byte_string_start = refuse;
    out.string_start = refuse;
    return out;
  }();
  Seen seen{.left = bytes.size()};
  while (!bytes.empty()) {
    const cbor_decoder_result step =
        cbor_stream_decode(bytes_of(bytes), bytes.size(), &callbacks, &seen);
    if (step.status != CBOR_DECODER_FINISHED || !seen.good) return false;
    bytes.remove_prefix(step.read);
    seen.left = bytes.size();
  }
  return true;
}

// One item of CBOR, and nothing behind it where `whole`.
Item load(std::string_view bytes, bool whole) {
  cbor_load_result result{};
  Item item(cbor_load(bytes_of(bytes), bytes.size(), &result));
  if (item && whole && result.read != bytes.size()) return nullptr;
  return item;
}

bool is_text(const cbor_item_t* item, std::string_view text) {
  return cbor_isa_string(item) && cbor_string_is_definite(item) &&
         std::string_view(reinterpret_cast<const char*>(cbor_string_handle(item)),
                          cbor_string_length(item)) == text;
}

// The value of a key of a map; null where there is none. A key twice is no map of ours.
const cbor_item_t* find_if(const cbor_item_t* map, auto is_key) {
  if (!cbor_isa_map(map) || !cbor_map_is_definite(map)) return nullptr;
  const cbor_item_t* found = nullptr;
  const cbor_pair* pairs = cbor_map_handle(map);
  for (size_t i = 0; i < cbor_map_size(map); ++i) {
    if (!is_key(pairs[i].key)) continue;
    if (found != nullptr) return nullptr;
    found = pairs[i].value;
  }
  return found;
}

const cbor_item_t* find(const cbor_item_t* map, std::string_view name) {
  return find_if(map, [&](const cbor_item_t* key) { return is_text(key, name); });
}

// The three parts of an attestation object. They point into `object`.
struct Attestation {
  Item object;
  const cbor_item_t* statement = nullptr;
  std::string_view format = {};
  std::string_view data = {};
};

std::optional<Attestation> split(std::string_view bytes) {
  if (!is_sound(bytes)) return std::nullopt;
  Attestation out{.object = load(bytes, true)};
  if (!out.object) return std::nullopt;
  const cbor_item_t* format = find(out.object.get(), "fmt");
  const cbor_item_t* data = find(out.object.get(), "authData");
  out.statement = find(out.object.get(), "attStmt");
  if (format == nullptr || data == nullptr || out.statement == nullptr) return std::nullopt;
  if (!cbor_isa_string(format) || !cbor_string_is_definite(format)) return std::nullopt;
  if (!cbor_isa_bytestring(data) || !cbor_bytestring_is_definite(data)) return std::nullopt;
  out.format = {reinterpret_cast<const char*>(cbor_string_handle(format)),
                cbor_string_length(format)};
  out.data = {reinterpret_cast<const char*>(cbor_bytestring_handle(data)),
              cbor_bytestring_length(data)};
  return out;
}

std::optional<std::string> serialized(const cbor_item_t* item) {
  unsigned char* buffer = nullptr;
  size_t capacity = 0;
  const size_t size = cbor_serialize_alloc(item, &buffer, &capacity);
  if (size == 0) return std::nullopt;
  std::string out(reinterpret_cast<const char*>(buffer), size);
  std::free(buffer);
  return out;
}

// What stands at the head of an authenticator's data.
struct Head {
  uint8_t flags;
  uint32_t counter;
};

Result<Head> check_head(std::string_view data, const WebAuthnExpectation& expected) {
  if (data.size() < kHeadBytes) return refused("its data are too short");
  if (data.substr(0, kHashBytes) != view(sha256(expected.relying_party))) {
    return refused("it was asked by another host");
  }
  const Head head{static_cast<uint8_t>(data[kHashBytes]), read_u32(data.substr(kHashBytes + 1))};
  if ((head.flags & kTouched) == 0) return refused("nobody touched it");
  if (expected.user_verified && (head.flags & kVerified) == 0) {
    return refused("it did not verify the person");
  }
  return head;
}

// The algorithm of the key in the data of a registration: member 3 of a COSE key.
std::optional<int32_t> algorithm_of(std::string_view data) {
  if (data.size() < kHeadBytes + kKeyIdBytes) return std::nullopt;
  const size_t id_bytes = read_big_endian(data.substr(kHeadBytes + 16), 2);
  const size_t key = kHeadBytes + kKeyIdBytes + id_bytes;
  if (id_bytes == 0 || id_bytes > kMaxCredentialIdBytes || key >= data.size()) return std::nullopt;
  if (!is_sound(data.substr(key))) return std::nullopt;
  const Item cose = load(data.substr(key), false);
  if (!cose) return std::nullopt;
  const cbor_item_t* value = find_if(cose.get(), [](const cbor_item_t* name) {
    return cbor_isa_uint(name) && cbor_get_int(name) == 3;
  });
  if (value == nullptr || !cbor_isa_negint(value)) return std::nullopt;
  const uint64_t number = cbor_get_int(value);
  if (number > 100'000) return std::nullopt;
  return -1 - static_cast<int32_t>(number);
}

bool is_known(int32_t algorithm) {
  static const std::array known{COSE_ES256, COSE_EDDSA, COSE_RS256};
  return std::ranges::find(known, algorithm) != known.end();
}

// Checks the signature of the format `packed`: by the authenticator's own certificate, or by the
// key that it enrols.
bool is_signed(fido_cred_t* credential, const cbor_item_t* statement) {
  const std::optional<std::string> bytes = serialized(statement);
  if (!bytes || fido_cred_set_attstmt(credential, bytes_of(*bytes), bytes->size()) != FIDO_OK) {
    return false;
  }
  const bool has_certificate = find(statement, "x5c") != nullptr;
  return (has_certificate ? fido_cred_verify(credential) : fido_cred_verify_self(credential)) ==
         FIDO_OK;
}

// An algorithm's public key from its stored form, and what libfido2 needs to verify with it.
bool verifies(const fido_assert_t* assertion, const WebAuthnCredential& credential) {
  const void* bytes = credential.public_key.data();
  const size_t size = credential.public_key.size();
  switch (credential.algorithm) {
    case COSE_ES256: {
      const std::unique_ptr<es256_pk_t, FreedByAddress<es256_pk_free>> key(es256_pk_new());
      return key && es256_pk_from_ptr(key.get(), bytes, size) == FIDO_OK &&
             fido_assert_verify(assertion, 0, COSE_ES256, key.get()) == FIDO_OK;
    }
    case COSE_EDDSA: {
      const std::unique_ptr<eddsa_pk_t, FreedByAddress<eddsa_pk_free>> key(eddsa_pk_new());
      return key && eddsa_pk_from_ptr(key.get(), bytes, size) == FIDO_OK &&
             fido_assert_verify(assertion, 0, COSE_EDDSA, key.get()) == FIDO_OK;
    }
    case COSE_RS256: {
      const std::unique_ptr<rs256_pk_t, FreedByAddress<rs256_pk_free>> key(rs256_pk_new());
      return key && rs256_pk_from_ptr(key.get(), bytes, size) == FIDO_OK &&
             fido_assert_verify(assertion, 0, COSE_RS256, key.get()) == FIDO_OK;
    }
    default:
      return false;
  }
}

}  // namespace

Result<WebAuthnCredential> verify_registration(std::string_view attestation_object,
                                               const WebAuthnExpectation& expected) {
  prepare();
  if (attestation_object.size() > kMaxAttestationBytes) return refused("its object is too long");
  const std::optional<Attestation> attestation = split(attestation_object);
  if (!attestation) return refused("its object is malformed");
  const Result<Head> head = check_head(attestation->data, expected);
  if (!head) return std::unexpected(head.error());
  if ((head->flags & kHasCredential) == 0) return refused("it enrols nothing");
  const std::optional<int32_t> algorithm = algorithm_of(attestation->data);
  if (!algorithm) return refused("its key is malformed");
  if (!is_known(*algorithm)) {
    return fail(ErrorCode::kUnsupported,
                fmt::format("an authenticator's key is of the algorithm {}", *algorithm), {},
                "ES256, EdDSA and RS256 are known.");
  }
  const bool unsigned_one = attestation->format == "none";
  if (!unsigned_one && attestation->format != "packed") {
    return fail(ErrorCode::kUnsupported,
                fmt::format("an attestation of the format `{}`", attestation->format), {},
                "Ask the browser for `attestation: none`.");
  }
  const Credential credential(fido_cred_new());
  const std::string relying_party(expected.relying_party);
  const std::string format(attestation->format);
  const bool taken =
      credential && fido_cred_set_type(credential.get(), *algorithm) == FIDO_OK &&
      fido_cred_set_rp(credential.get(), relying_party.c_str(), nullptr) == FIDO_OK &&
      fido_cred_set_clientdata_hash(credential.get(), expected.client_data_hash.data(),
                                    expected.client_data_hash.size()) == FIDO_OK &&
      fido_cred_set_fmt(credential.get(), format.c_str()) == FIDO_OK &&
      fido_cred_set_authdata_raw(credential.get(), bytes_of(attestation->data),
                                 attestation->data.size()) == FIDO_OK;
  if (!taken) return refused("its data are malformed");
  if (!unsigned_one && !is_signed(credential.get(), attestation->statement)) {
    return refused("its attestation is not signed so");
  }
  const auto text = [](const unsigned char* bytes, size_t size) {
    return bytes == nullptr ? std::string()
                            : std::string(reinterpret_cast<const char*>(bytes), size);
  };
  WebAuthnCredential out{
      .id = text(fido_cred_id_ptr(credential.get()), fido_cred_id_len(credential.get())),
      .public_key =
          text(fido_cred_pubkey_ptr(credential.get()), fido_cred_pubkey_len(credential.get())),
      .algorithm = *algorithm,
      .counter = head->counter};
  if (out.id.empty() || out.public_key.empty()) return refused("its key is malformed");
  return out;
}

Result<uint32_t> verify_assertion(const WebAuthnCredential& credential,
                                  std::string_view authenticator_data, std::string_view signature,
                                  const WebAuthnExpectation& expected) {
  prepare();
  if (authenticator_data.size() + signature.size() > kMaxAttestationBytes) {
    return refused("its data are too long");
  }
  const Result<Head> head = check_head(authenticator_data, expected);
  if (!head) return std::unexpected(head.error());
  if (!is_sound(authenticator_data.substr(kHeadBytes))) return refused("its data are malformed");
  const Assertion assertion(fido_assert_new());
  const std::string relying_party(expected.relying_party);
  const bool taken =
      assertion && fido_assert_set_rp(assertion.get(), relying_party.c_str()) == FIDO_OK &&
      fido_assert_set_clientdata_hash(assertion.get(), expected.client_data_hash.data(),
                                      expected.client_data_hash.size()) == FIDO_OK &&
      fido_assert_set_count(assertion.get(), 1) == FIDO_OK &&
      fido_assert_set_up(assertion.get(), FIDO_OPT_TRUE) == FIDO_OK &&
      fido_assert_set_authdata_raw(assertion.get(), 0, bytes_of(authenticator_data),
                                   authenticator_data.size()) == FIDO_OK &&
      fido_assert_set_sig(assertion.get(), 0, bytes_of(signature), signature.size()) == FIDO_OK;
  if (!taken) return refused("its data are malformed");
  if (!verifies(assertion.get(), credential)) return refused("the signature is not its own");
  const bool counts = head->counter != 0 || credential.counter != 0;
  if (counts && head->counter <= credential.counter) {
    return refused("its counter did not go on: there may be two of it");
  }
  return head->counter;
}

}  // namespace sekisho::crypto
