#pragma once

/* What the files of the nginx module share: included behind nginx's own headers. */
#include "gateway/nginx/seam.h"

extern ngx_module_t ngx_http_sekisho_module;

/* A gate as one worker has it: who waits there, and how it is woken. */
typedef struct {
  sekisho_gate* gate;
  ngx_connection_t* wake;
  ngx_queue_t waiting; /* of sekisho_ctx_t, in the order of their tickets */
  ngx_event_t timer;
  ngx_event_t turn;          /* at the end of the next turn of the loop looks may be handed over */
  ngx_msec_t gathered_since; /* of those that wait for that */
  unsigned more : 1;         /* some have come in this turn */
} sekisho_door_t;

typedef struct {
  ngx_flag_t on;
  ngx_str_t name, system, routes, facts, masks, spool, sessions, session_keys, identity_key;
  ngx_str_t pseudonym_key, contact, login;
  ngx_http_complex_value_t* terminal;
  sekisho_door_t* door;
} sekisho_conf_t;

typedef enum {
  kModeNone, /* nothing is done to the answer */
  kModeMask,
  kModeHold,   /* its header waits, too */
  kModeDecide, /* all of it is there */
  kModeEmpty,  /* its body is dropped */
  kModePage,   /* the gate's own page takes its place */
  kModeFailed,
} sekisho_mode_t;

/* What goes out together. */
typedef struct {
  ngx_chain_t *first, *last;
  size_t bytes;
} sekisho_out_t;

typedef struct {
  ngx_http_request_t* request;
  sekisho_door_t* door;
  sekisho_exchange* exchange;
  ngx_queue_t queue;
  ngx_chain_t *free, *busy; /* buffers of masked bytes */
  sekisho_out_t out;        /* those that were not sent yet */
  ngx_event_t turn;         /* at the end of this turn of the loop they are */
  sekisho_mode_t mode;
  int step;
  unsigned waiting : 1; /* in the queue of the door */
  unsigned reading : 1; /* the body of the request is on its way */
  unsigned body_read : 1;
  unsigned passed : 1;   /* the system may be asked */
  unsigned own_page : 1; /* the answer is the gate's */
} sekisho_ctx_t;

static inline sekisho_text text_of(ngx_str_t string) {
  const sekisho_text out = {(const char*)string.data, string.len};
  return out;
}

static inline ngx_str_t string_of(sekisho_text text) {
  ngx_str_t out;
  out.data = (u_char*)text.data;
  out.len = text.size;
  return out;
}

static inline int64_t now_micros(void) {
  const ngx_time_t* now = ngx_timeofday();
  return (int64_t)now->sec * 1000000 + (int64_t)now->msec * 1000;
}

/* door.c: waiting for the disk */

/* The request goes on when its entries are on the disk, or never will be: ctx->step says which. */
ngx_int_t wait_for_disk(sekisho_ctx_t* ctx);
/* The write handler of a request that has not passed yet and waits: then its phases go on. */
void resume(ngx_http_request_t* r);
/* A cleanup of a request, whose context `data` is: gives up what it has in the gate. */
void on_end_of_request(void* data);

/* headers.c: of requests and of answers */

/* What the core is told of a request; 0 where there is no room for it. */
int describe_request(ngx_http_request_t* r, const sekisho_conf_t* conf, sekisho_head* head);
/* What the core is told of an answer. `type` keeps its content type. */
void describe_answer(ngx_http_request_t* r, sekisho_answer* answer, ngx_str_t* type);
/* What the system hears: the headers that may pass, and who asks. */
ngx_int_t rewrite_request(sekisho_ctx_t* ctx);
/* Leaves in the answer what may pass, and forbids to keep it. */
ngx_int_t pass_headers_downstream(sekisho_ctx_t* ctx);
/* The head of the gate's own page in the place of whatever there was. */
ngx_int_t put_page_head(sekisho_ctx_t* ctx);

/* answer.c: what comes back */

/* The body of that page. */
ngx_int_t send_page_body(sekisho_ctx_t* ctx);
/* Answers of all systems pass the gate from now on. */
void install_filters(void);
/* What was not sent yet never is. */
void forget_answer(sekisho_ctx_t* ctx);
