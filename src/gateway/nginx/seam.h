#pragma once

// Between the C of the nginx module and the gate. Texts are not terminated and are only read during
// the call. Nothing throws, waits or ends the process. A worker is one thread. C includes it behind
// nginx's own headers, which have its types.
#ifdef __cplusplus
#include <cstddef>
#include <cstdint>
extern "C" {
#endif
// NOLINTBEGIN(readability-identifier-naming,modernize-use-using): C

typedef struct {
  const char* data;
  size_t size;
} sekisho_text;

// What a location is configured with; see docs/gate.md. Empty: not given.
typedef struct {
  sekisho_text name, system, routes, facts, masks, spool, sessions, session_keys, identity_key;
  sekisho_text pseudonym_key, contact, login;
} sekisho_settings;

// A gate. Loaded by the master when it reads its configuration, then used by each worker that it
// forks. Null, and `error` holds a line: it cannot be.
typedef struct sekisho_gate sekisho_gate;
sekisho_gate* sekisho_load(const sekisho_settings* settings, char* error, size_t error_size);
void sekisho_unload(sekisho_gate* gate);
// Readable when `sekisho_look` may have come to something; -1: not now. Ask after every `begin`,
// `take_body` and `end_of_held`, and watch it from then on.
int sekisho_wake_fd(const sekisho_gate* gate);
// Lets the recorder have the looks of all exchanges that have to wait since the last time.
void sekisho_hand_over(sekisho_gate* gate);

// Removes what has been noted, so that the descriptor is not readable any more.
void sekisho_woken(sekisho_gate* gate);

typedef struct {
  sekisho_text method, target, cookies, content_type, content_encoding, accept, address, terminal;
  sekisho_text certificate;  // PEM, of a connection that proved it; empty: none
  int has_body;
} sekisho_head;

typedef struct {
  int status;
  int has_body;
  sekisho_text content_type, content_encoding, content_range;
  sekisho_text location;
} sekisho_answer;

enum { SEKISHO_NEED_BODY, SEKISHO_WAIT, SEKISHO_PASS, SEKISHO_REFUSE };
enum { SEKISHO_PLAIN, SEKISHO_MASK, SEKISHO_HOLD, SEKISHO_EMPTY, SEKISHO_REFUSE_ANSWER };

// One request, as gateway/gate.h has it. `now` is in microseconds since 1970. Null: no memory.
typedef struct sekisho_exchange sekisho_exchange;
sekisho_exchange* sekisho_exchange_new(sekisho_gate* gate);
void sekisho_exchange_free(sekisho_exchange* exchange);
int sekisho_begin(sekisho_exchange* exchange, const sekisho_head* head, int64_t now);
int sekisho_take_body(sekisho_exchange* exchange, sekisho_text body, int64_t now);
int sekisho_look(sekisho_exchange* exchange, int64_t now);
int sekisho_fate(sekisho_exchange* exchange, const sekisho_answer* answer);
int sekisho_hold(sekisho_exchange* exchange, sekisho_text bytes);  // 0: refused
int sekisho_end_of_held(sekisho_exchange* exchange, int64_t now);
// What may go out, until the next call with the exchange. 0: what was sent must end as broken.
int sekisho_push(sekisho_exchange* exchange, sekisho_text bytes, sekisho_text* out);
int sekisho_finish(sekisho_exchange* exchange, sekisho_text* out);
sekisho_text sekisho_held(sekisho_exchange* exchange);

// All of these until the exchange ends.
sekisho_text sekisho_identity(const sekisho_exchange* exchange);
sekisho_text sekisho_reference(const sekisho_exchange* exchange);
sekisho_text sekisho_reason(const sekisho_exchange* exchange);
// The page of a refusal, and its status.
int sekisho_page(sekisho_exchange* exchange, sekisho_text* type, sekisho_text* body);
const char* sekisho_page_policy(void);  // its Content-Security-Policy

int sekisho_is_static(const sekisho_exchange* exchange);
int sekisho_passes_upstream(const sekisho_exchange* exchange, sekisho_text name);
int sekisho_passes_downstream(const sekisho_exchange* exchange, sekisho_text name,
                              sekisho_text value);
// Whether something is masked from whoever asked: then the type of the answer is as
// `sekisho_type_downstream` has it, until the next call of that; empty: it has none.
int sekisho_is_masked(const sekisho_exchange* exchange);
sekisho_text sekisho_type_downstream(sekisho_exchange* exchange, sekisho_text type);
// The header without the gate's own cookie, until the next call with the exchange.
sekisho_text sekisho_cookies_upstream(sekisho_exchange* exchange, sekisho_text header);

size_t sekisho_max_mapped_body(void);

// NOLINTEND(readability-identifier-naming,modernize-use-using)
#ifdef __cplusplus
}
#endif
