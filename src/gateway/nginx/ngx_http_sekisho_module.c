/* The nginx side of the gate: hands requests and answers to the core (seam.h) and does what it says.
 * nginx knows of sockets, memory and events; what is allowed, masked and recorded is decided in the
 * core. Whatever fails here ends the request without an answer. */
#include <ngx_config.h>
#include <ngx_core.h>
#include <ngx_http.h>

#include "gateway/nginx/seam.h"

#define SEKISHO_BUFFERED 0x08      /* r->buffered: an answer waits for the disk */
#define SEKISHO_LOOK_EVERY 200     /* milliseconds, at waiting requests that nothing woke */
#define SEKISHO_MIN_BUFFER 16384   /* large enough for the pool to give it back */
#define SEKISHO_ERROR_LENGTH 1024

extern ngx_module_t ngx_http_sekisho_module;
static ngx_http_output_header_filter_pt next_header_filter;
static ngx_http_output_body_filter_pt next_body_filter;

/* A gate as one worker has it: who waits there, and how it is woken. */
typedef struct {
  sekisho_gate* gate;
  ngx_connection_t* wake;
  ngx_queue_t waiting; /* of sekisho_ctx_t, in the order of their tickets */
  ngx_event_t timer;
} sekisho_door_t;

typedef struct {
  ngx_flag_t on;
  ngx_str_t name, system, routes, facts, masks, spool, sessions, session_keys, identity_key;
  ngx_str_t contact, login;
  ngx_http_complex_value_t* terminal;
  sekisho_door_t* door;
} sekisho_conf_t;

typedef enum {
  MODE_NONE,    /* nothing is done to the answer */
  MODE_MASK,
  MODE_HOLD,    /* its header waits, too */
  MODE_DECIDE,  /* all of it is there */
  MODE_EMPTY,   /* its body is dropped */
  MODE_PAGE,    /* the gate's own page takes its place */
  MODE_FAILED,
} sekisho_mode_t;

typedef struct {
  ngx_http_request_t* request;
  sekisho_door_t* door;
  sekisho_exchange* exchange;
  ngx_queue_t queue;
  ngx_chain_t *free, *busy; /* buffers of masked bytes */
  sekisho_mode_t mode;
  int step;
  unsigned waiting : 1; /* in the queue of the door */
  unsigned reading : 1; /* the body of the request is on its way */
  unsigned body_read : 1;
  unsigned passed : 1;   /* the system may be asked */
  unsigned own_page : 1; /* the answer is the gate's */
} sekisho_ctx_t;

static sekisho_text text_of(ngx_str_t string) {
  const sekisho_text out = {(const char*)string.data, string.len};
  return out;
}

static ngx_str_t string_of(sekisho_text text) {
  ngx_str_t out;
  out.data = (u_char*)text.data;
  out.len = text.size;
  return out;
}

static int64_t now_micros(void) {
  const ngx_time_t* now = ngx_timeofday();
  return (int64_t)now->sec * 1000000 + (int64_t)now->msec * 1000;
}

/* --- waiting for the disk --- */

static void settle(sekisho_ctx_t* ctx) {
  if (!ctx->waiting) return;
  ngx_queue_remove(&ctx->queue);
  ctx->waiting = 0;
}

/* Requests whose entries are on the disk, or never will be, go on. Tickets are in order, so the
 * first that waits ends the search, unless time may have run out for others. */
static void look_at_waiting(sekisho_door_t* door, int all) {
  ngx_queue_t* at = ngx_queue_head(&door->waiting);
  while (at != ngx_queue_sentinel(&door->waiting)) {
    sekisho_ctx_t* ctx = ngx_queue_data(at, sekisho_ctx_t, queue);
    at = ngx_queue_next(at);
    ctx->step = sekisho_look(ctx->exchange, now_micros());
    if (ctx->step == SEKISHO_WAIT) {
      if (!all) return;
      continue;
    }
    settle(ctx);
    ngx_post_event(ctx->request->connection->write, &ngx_posted_events);
  }
}

static void on_wake(ngx_event_t* event) {
  const ngx_connection_t* connection = event->data;
  sekisho_door_t* door = connection->data;
  sekisho_woken(door->gate);
  look_at_waiting(door, 0);
}

static void on_timer(ngx_event_t* event) {
  sekisho_door_t* door = event->data;
  look_at_waiting(door, 1);
  if (!ngx_queue_empty(&door->waiting)) ngx_add_timer(event, SEKISHO_LOOK_EVERY);
}

/* Listens to the recorder: anew after each connection to it. */
static ngx_int_t listen_to(sekisho_door_t* door, ngx_log_t* log) {
  const int fd = sekisho_wake_fd(door->gate);
  ngx_connection_t* wake;
  if (fd == -1 || (door->wake != NULL && door->wake->fd == fd)) return NGX_OK;
  if (door->wake != NULL) {
    /* Its descriptor was closed with the connection to the recorder. */
    door->wake->fd = (ngx_socket_t)-1;
    ngx_free_connection(door->wake);
    door->wake = NULL;
  }
  wake = ngx_get_connection(fd, log);
  if (wake == NULL) return NGX_ERROR;
  wake->data = door;
  wake->read->handler = on_wake;
  wake->read->log = log;
  wake->write->log = log;
  wake->read->channel = 1; /* not a client that a worker waits for when it ends */
  if (ngx_add_event(wake->read, NGX_READ_EVENT, NGX_CLEAR_EVENT) != NGX_OK) {
    wake->fd = (ngx_socket_t)-1;
    ngx_free_connection(wake);
    return NGX_ERROR;
  }
  door->wake = wake;
  return NGX_OK;
}

static ngx_int_t wait_for_disk(sekisho_ctx_t* ctx) {
  sekisho_door_t* door = ctx->door;
  /* The log of the process: the connection outlives the request. */
  if (listen_to(door, ngx_cycle->log) != NGX_OK) return NGX_ERROR;
  ngx_queue_insert_tail(&door->waiting, &ctx->queue);
  ctx->waiting = 1;
  if (!door->timer.timer_set) {
    door->timer.handler = on_timer;
    door->timer.data = door;
    door->timer.log = ngx_cycle->log;
    door->timer.cancelable = 1;
    ngx_add_timer(&door->timer, SEKISHO_LOOK_EVERY);
  }
  return NGX_OK;
}

static void resume(ngx_http_request_t* r) {
  const sekisho_ctx_t* ctx = ngx_http_get_module_ctx(r, ngx_http_sekisho_module);
  if (ctx == NULL || ctx->waiting) return;
  if (ngx_handle_read_event(r->connection->read, 0) != NGX_OK) {
    ngx_http_finalize_request(r, NGX_HTTP_INTERNAL_SERVER_ERROR);
    return;
  }
  r->read_event_handler = ngx_http_block_reading;
  r->write_event_handler = ngx_http_core_run_phases;
  ngx_http_core_run_phases(r);
}

static void on_end_of_request(void* data) {
  sekisho_ctx_t* ctx = data;
  settle(ctx);
  sekisho_exchange_free(ctx->exchange);
  ctx->exchange = NULL;
}

/* --- headers --- */

static ngx_int_t add_header(ngx_list_t* list, const char* name, const char* lowcase, ngx_str_t value) {
  ngx_table_elt_t* header = ngx_list_push(list);
  if (header == NULL) return NGX_ERROR;
  ngx_memzero(header, sizeof(*header));
  ngx_str_set(&header->value, "");
  header->key.data = (u_char*)name;
  header->key.len = ngx_strlen(name);
  header->lowcase_key = (u_char*)lowcase;
  header->hash = ngx_hash_key((u_char*)lowcase, header->key.len);
  header->value = value;
  return NGX_OK;
}

static ngx_int_t add_answer_header(ngx_http_request_t* r, const char* name, const char* value) {
  ngx_str_t text;
  text.data = (u_char*)value;
  text.len = ngx_strlen(value);
  return add_header(&r->headers_out.headers, name, name, text);
}

/* Calls `visit` for each header of a list, until it does not say NGX_OK. */
static ngx_int_t for_each_header(ngx_list_part_t* part, void* data,
                                 ngx_int_t (*visit)(ngx_table_elt_t*, void*)) {
  for (; part != NULL; part = part->next) {
    ngx_table_elt_t* headers = part->elts;
    ngx_uint_t i;
    for (i = 0; i < part->nelts; ++i) {
      const ngx_int_t rc = visit(&headers[i], data);
      if (rc != NGX_OK) return rc;
    }
  }
  return NGX_OK;
}

static int is_header(const ngx_table_elt_t* header, const char* name) {
  const size_t size = ngx_strlen(name);
  return header->key.len == size && ngx_strncasecmp(header->key.data, (u_char*)name, size) == 0;
}

typedef struct {
  ngx_http_request_t* r;
  sekisho_head* head;
} sekisho_reading_t;

static ngx_int_t read_header(ngx_table_elt_t* header, void* data) {
  const sekisho_reading_t* reading = data;
  sekisho_head* head = reading->head;
  if (is_header(header, "cookie")) {
    ngx_str_t joined;
    u_char* end;
    if (head->cookies.size == 0) {
      head->cookies = text_of(header->value);
      return NGX_OK;
    }
    joined.len = head->cookies.size + 2 + header->value.len;
    joined.data = ngx_pnalloc(reading->r->pool, joined.len);
    if (joined.data == NULL) return NGX_ERROR;
    end = ngx_cpymem(joined.data, head->cookies.data, head->cookies.size);
    end = ngx_cpymem(end, "; ", 2);
    ngx_memcpy(end, header->value.data, header->value.len);
    head->cookies = text_of(joined);
  } else if (is_header(header, "content-encoding")) {
    head->content_encoding = text_of(header->value);
  } else if (is_header(header, "accept")) {
    head->accept = text_of(header->value);
  }
  return NGX_OK;
}

static ngx_int_t pass_header_upstream(ngx_table_elt_t* header, void* data) {
  sekisho_ctx_t* ctx = data;
  ngx_http_request_t* r = ctx->request;
  ngx_table_elt_t* kept;
  ngx_str_t value = header->value;
  if (!sekisho_passes_upstream(ctx->exchange, text_of(header->key))) return NGX_OK;
  if (is_header(header, "cookie")) {
    const ngx_str_t rest = string_of(sekisho_cookies_upstream(ctx->exchange, text_of(value)));
    if (rest.len == 0) return NGX_OK;
    value.data = ngx_pstrdup(r->pool, (ngx_str_t*)&rest);
    value.len = rest.len;
    if (value.data == NULL) return NGX_ERROR;
  }
  kept = ngx_list_push(&r->headers_in.headers);
  if (kept == NULL) return NGX_ERROR;
  *kept = *header;
  kept->value = value;
  return NGX_OK;
}

/* What the system hears: the headers that may pass, and who asks. nginx has read some headers
 * already and keeps pointers to them; it must not go by those that were taken away. */
static ngx_int_t rewrite_request(sekisho_ctx_t* ctx) {
  ngx_http_request_t* r = ctx->request;
  ngx_list_part_t part = r->headers_in.headers.part;
  const ngx_str_t identity = string_of(sekisho_identity(ctx->exchange));
  if (ngx_list_init(&r->headers_in.headers, r->pool, 20, sizeof(ngx_table_elt_t)) != NGX_OK ||
      for_each_header(&part, ctx, pass_header_upstream) != NGX_OK) {
    return NGX_ERROR;
  }
  r->headers_in.upgrade = NULL;
  if (!sekisho_is_static(ctx->exchange)) {
    r->headers_in.range = NULL;
    r->headers_in.if_range = NULL;
    r->headers_in.if_match = NULL;
    r->headers_in.if_none_match = NULL;
    r->headers_in.if_modified_since = NULL;
    r->headers_in.if_unmodified_since = NULL;
  }
  if (add_header(&r->headers_in.headers, "X-Sekisho-Request", "x-sekisho-request",
                 string_of(sekisho_reference(ctx->exchange))) != NGX_OK) {
    return NGX_ERROR;
  }
  if (identity.len == 0) return NGX_OK;
  return add_header(&r->headers_in.headers, "X-Sekisho-Identity", "x-sekisho-identity", identity);
}

static ngx_int_t drop_header(ngx_table_elt_t* header, void* data) {
  (void)data;
  header->hash = 0;
  return NGX_OK;
}

static ngx_int_t pass_header_downstream(ngx_table_elt_t* header, void* data) {
  const sekisho_ctx_t* ctx = data;
  if (header->hash != 0 && !sekisho_passes_downstream(ctx->exchange, text_of(header->key)))
    header->hash = 0;
  return NGX_OK;
}

static ngx_int_t forbid_keeping(ngx_http_request_t* r) {
  ngx_http_clear_accept_ranges(r);
  ngx_http_clear_last_modified(r);
  ngx_http_clear_etag(r);
  ngx_memzero(&r->headers_out.cache_control, sizeof(r->headers_out.cache_control));
  r->headers_out.expires = NULL;
  if (add_answer_header(r, "Cache-Control", "private, no-store") != NGX_OK) return NGX_ERROR;
  return add_answer_header(r, "X-Content-Type-Options", "nosniff");
}

/* The head of the gate's own page in the place of whatever there was. */
static ngx_int_t put_page_head(sekisho_ctx_t* ctx) {
  ngx_http_request_t* r = ctx->request;
  sekisho_text type, body;
  r->headers_out.status = (ngx_uint_t)sekisho_page(ctx->exchange, &type, &body);
  ngx_str_null(&r->headers_out.status_line);
  for_each_header(&r->headers_out.headers.part, NULL, drop_header);
  r->headers_out.server = NULL;
  r->headers_out.date = NULL;
  r->headers_out.location = NULL;
  r->headers_out.content_encoding = NULL;
  r->headers_out.content_range = NULL;
  r->headers_out.www_authenticate = NULL;
  ngx_memzero(&r->headers_out.link, sizeof(r->headers_out.link));
  ngx_str_null(&r->headers_out.charset);
  r->headers_out.content_type = string_of(type);
  r->headers_out.content_type_len = type.size;
  r->headers_out.content_type_lowcase = NULL;
  ngx_http_clear_content_length(r);
  r->headers_out.content_length_n = (off_t)body.size;
  if (forbid_keeping(r) != NGX_OK) return NGX_ERROR;
  ctx->own_page = 1;
  ngx_log_error(NGX_LOG_NOTICE, r->connection->log, 0, "sekisho: not shown: %*s, %*s",
                (size_t)sekisho_reason(ctx->exchange).size, sekisho_reason(ctx->exchange).data,
                (size_t)sekisho_reference(ctx->exchange).size,
                sekisho_reference(ctx->exchange).data);
  return add_answer_header(r, "Content-Security-Policy", "default-src 'none'");
}

/* --- the answer --- */

static ngx_int_t send_last(ngx_http_request_t* r, sekisho_text bytes) {
  ngx_buf_t* buffer = ngx_calloc_buf(r->pool);
  ngx_chain_t chain;
  if (buffer == NULL) return NGX_ERROR;
  buffer->start = buffer->pos = (u_char*)bytes.data;
  buffer->end = buffer->last = buffer->pos + bytes.size;
  buffer->memory = bytes.size != 0;
  buffer->last_buf = 1;
  buffer->last_in_chain = 1;
  chain.buf = buffer;
  chain.next = NULL;
  return next_body_filter(r, &chain);
}

static ngx_int_t send_page_body(sekisho_ctx_t* ctx) {
  sekisho_text type, body;
  sekisho_page(ctx->exchange, &type, &body);
  ctx->mode = MODE_NONE;
  return send_last(ctx->request, body);
}

static ngx_int_t send_page(sekisho_ctx_t* ctx) {
  ngx_int_t rc;
  if (put_page_head(ctx) != NGX_OK) return NGX_ERROR;
  rc = next_header_filter(ctx->request);
  if (rc == NGX_ERROR || rc > NGX_OK || ctx->request->header_only) return rc;
  return send_page_body(ctx);
}

static ngx_int_t send_held(sekisho_ctx_t* ctx) {
  ngx_http_request_t* r = ctx->request;
  const sekisho_text held = sekisho_held(ctx->exchange);
  ngx_int_t rc;
  if (for_each_header(&r->headers_out.headers.part, ctx, pass_header_downstream) != NGX_OK ||
      forbid_keeping(r) != NGX_OK) {
    return NGX_ERROR;
  }
  ngx_http_clear_content_length(r);
  r->headers_out.content_length_n = (off_t)held.size;
  ctx->mode = MODE_NONE;
  rc = next_header_filter(r);
  if (rc == NGX_ERROR || rc > NGX_OK || r->header_only) return rc;
  return send_last(r, held);
}

static ngx_int_t go_on_with_held(sekisho_ctx_t* ctx) {
  ngx_http_request_t* r = ctx->request;
  if (ctx->waiting) return NGX_AGAIN;
  r->buffered &= ~SEKISHO_BUFFERED;
  if (ctx->step == SEKISHO_PASS) return send_held(ctx);
  return send_page(ctx);
}

static ngx_int_t hold_body(sekisho_ctx_t* ctx, ngx_chain_t* in) {
  ngx_http_request_t* r = ctx->request;
  int last = 0;
  for (; in != NULL; in = in->next) {
    ngx_buf_t* buffer = in->buf;
    const sekisho_text bytes = {(const char*)buffer->pos, (size_t)(buffer->last - buffer->pos)};
    if (ngx_buf_in_memory(buffer)) {
      if (!sekisho_hold(ctx->exchange, bytes)) {
        ctx->step = SEKISHO_REFUSE;
        ctx->mode = MODE_PAGE; /* the rest is dropped */
        buffer->pos = buffer->last;
        return send_page(ctx);
      }
      buffer->pos = buffer->last;
    } else if (ngx_buf_size(buffer) != 0) {
      return NGX_ERROR;
    }
    last = last || buffer->last_buf;
  }
  if (!last) return NGX_OK;
  ctx->mode = MODE_DECIDE;
  ctx->step = sekisho_end_of_held(ctx->exchange, now_micros());
  if (ctx->step == SEKISHO_WAIT) {
    if (wait_for_disk(ctx) != NGX_OK) return NGX_ERROR;
    r->buffered |= SEKISHO_BUFFERED;
  }
  return go_on_with_held(ctx);
}

static void drop_body(ngx_chain_t* in, int* last) {
  for (; in != NULL; in = in->next) {
    in->buf->pos = in->buf->last;
    in->buf->file_pos = in->buf->file_last;
    *last = *last || in->buf->last_buf;
  }
}

/* A buffer that holds the bytes, of those that were sent where one is free. */
static ngx_int_t append_bytes(sekisho_ctx_t* ctx, sekisho_text bytes, ngx_chain_t*** tail) {
  ngx_pool_t* pool = ctx->request->pool;
  ngx_chain_t* link;
  ngx_buf_t* buffer;
  if (bytes.size == 0) return NGX_OK;
  link = ngx_chain_get_free_buf(pool, &ctx->free);
  if (link == NULL) return NGX_ERROR;
  buffer = link->buf;
  if (buffer->start == NULL || (size_t)(buffer->end - buffer->start) < bytes.size) {
    const size_t size = ngx_max(bytes.size, (size_t)SEKISHO_MIN_BUFFER);
    if (buffer->start != NULL) ngx_pfree(pool, buffer->start);
    buffer->start = ngx_palloc(pool, size);
    if (buffer->start == NULL) return NGX_ERROR;
    buffer->end = buffer->start + size;
  }
  buffer->pos = buffer->start;
  buffer->last = ngx_cpymem(buffer->start, bytes.data, bytes.size);
  buffer->temporary = 1;
  buffer->flush = 0;
  buffer->last_buf = 0;
  buffer->last_in_chain = 0;
  buffer->tag = (ngx_buf_tag_t)&ngx_http_sekisho_module;
  link->next = NULL;
  **tail = link;
  *tail = &link->next;
  return NGX_OK;
}

static ngx_int_t append_mark(sekisho_ctx_t* ctx, int last, ngx_chain_t*** tail) {
  ngx_chain_t* link = ngx_alloc_chain_link(ctx->request->pool);
  if (link == NULL) return NGX_ERROR;
  link->buf = ngx_calloc_buf(ctx->request->pool);
  if (link->buf == NULL) return NGX_ERROR;
  link->buf->flush = !last;
  link->buf->last_buf = (unsigned)last;
  link->buf->last_in_chain = (unsigned)last;
  link->next = NULL;
  **tail = link;
  *tail = &link->next;
  return NGX_OK;
}

static ngx_int_t mask_body(sekisho_ctx_t* ctx, ngx_chain_t* in) {
  ngx_http_request_t* r = ctx->request;
  ngx_chain_t* out = NULL;
  ngx_chain_t** tail = &out;
  ngx_int_t rc;
  int last = 0, flush = 0;
  sekisho_text masked;
  for (; in != NULL; in = in->next) {
    ngx_buf_t* buffer = in->buf;
    if (ngx_buf_in_memory(buffer)) {
      const sekisho_text bytes = {(const char*)buffer->pos, (size_t)(buffer->last - buffer->pos)};
      if (!sekisho_push(ctx->exchange, bytes, &masked)) return NGX_ERROR;
      if (append_bytes(ctx, masked, &tail) != NGX_OK) return NGX_ERROR;
      buffer->pos = buffer->last;
    } else if (ngx_buf_size(buffer) != 0) {
      return NGX_ERROR;
    }
    last = last || buffer->last_buf;
    flush = flush || buffer->flush;
  }
  if (last) {
    if (!sekisho_finish(ctx->exchange, &masked)) return NGX_ERROR;
    if (append_bytes(ctx, masked, &tail) != NGX_OK) return NGX_ERROR;
  }
  if ((last || (flush && out != NULL)) && append_mark(ctx, last, &tail) != NGX_OK) return NGX_ERROR;
  if (out == NULL && ctx->busy == NULL) return NGX_OK;
  rc = next_body_filter(r, out);
  ngx_chain_update_chains(r->pool, &ctx->free, &ctx->busy, &out,
                          (ngx_buf_tag_t)&ngx_http_sekisho_module);
  return rc;
}

static ngx_int_t body_filter(ngx_http_request_t* r, ngx_chain_t* in) {
  static const sekisho_text nothing = {"", 0};
  sekisho_ctx_t* ctx = ngx_http_get_module_ctx(r, ngx_http_sekisho_module);
  ngx_int_t rc;
  int last = 0;
  if (ctx == NULL || r != r->main) return next_body_filter(r, in);
  switch (ctx->mode) {
    case MODE_NONE:
      return next_body_filter(r, in);
    case MODE_MASK:
      rc = mask_body(ctx, in);
      if (rc == NGX_ERROR) {
        ctx->mode = MODE_FAILED;
        r->keepalive = 0;
        r->connection->error = 1; /* nothing more may look like the end of the answer */
        ngx_log_error(NGX_LOG_ERR, r->connection->log, 0, "sekisho: an answer was broken off");
      }
      return rc;
    case MODE_HOLD:
      return hold_body(ctx, in);
    case MODE_DECIDE:
      return go_on_with_held(ctx);
    case MODE_EMPTY:
      drop_body(in, &last);
      if (!last) return NGX_OK;
      ctx->mode = MODE_NONE;
      return send_last(r, nothing);
    case MODE_PAGE:
      drop_body(in, &last);
      return last ? send_page_body(ctx) : NGX_OK;
    case MODE_FAILED:
      break;
  }
  return NGX_ERROR;
}

static void describe_answer(ngx_http_request_t* r, sekisho_answer* answer, ngx_str_t* type) {
  const ngx_http_headers_out_t* out = &r->headers_out;
  ngx_memzero(answer, sizeof(*answer));
  answer->status = (int)out->status;
  answer->has_body = !r->header_only && r->method != NGX_HTTP_HEAD && out->content_length_n != 0;
  *type = out->content_type;
  if (out->charset.len != 0 && out->content_type.len == out->content_type_len) {
    u_char* end;
    type->len = out->content_type.len + sizeof("; charset=") - 1 + out->charset.len;
    type->data = ngx_pnalloc(r->pool, type->len);
    if (type->data == NULL) {
      type->len = 0; /* an unknown type, which is refused */
    } else {
      end = ngx_cpymem(type->data, out->content_type.data, out->content_type.len);
      end = ngx_cpymem(end, "; charset=", sizeof("; charset=") - 1);
      ngx_memcpy(end, out->charset.data, out->charset.len);
    }
  }
  answer->content_type = text_of(*type);
  if (out->content_encoding != NULL) answer->content_encoding = text_of(out->content_encoding->value);
  if (out->content_range != NULL) answer->content_range = text_of(out->content_range->value);
}

static ngx_int_t pass_head(sekisho_ctx_t* ctx) {
  ngx_http_request_t* r = ctx->request;
  if (sekisho_is_static(ctx->exchange)) return next_header_filter(r);
  if (for_each_header(&r->headers_out.headers.part, ctx, pass_header_downstream) != NGX_OK ||
      forbid_keeping(r) != NGX_OK) {
    return NGX_ERROR;
  }
  /* Of what was masked, and of what a HEAD request would be, the length would say something. */
  if (ctx->mode == MODE_MASK || r->method == NGX_HTTP_HEAD) ngx_http_clear_content_length(r);
  if (ctx->mode == MODE_EMPTY) {
    ngx_http_clear_content_length(r);
    r->headers_out.content_length_n = 0;
  }
  return next_header_filter(r);
}

static ngx_int_t header_filter(ngx_http_request_t* r) {
  const sekisho_conf_t* conf = ngx_http_get_module_loc_conf(r, ngx_http_sekisho_module);
  sekisho_ctx_t* ctx = ngx_http_get_module_ctx(r, ngx_http_sekisho_module);
  sekisho_answer answer;
  ngx_str_t type;
  if (!conf->on || (ctx != NULL && ctx->own_page)) return next_header_filter(r);
  /* Pages that nginx makes itself hold nothing of the system. */
  if (r == r->main && (r->err_status != 0 || (ctx == NULL && r->upstream == NULL)))
    return next_header_filter(r);
  if (r != r->main || ctx == NULL || !ctx->passed) {
    ngx_log_error(NGX_LOG_ERR, r->connection->log, 0,
                  "sekisho: an answer to what the gate did not see is not shown");
    return NGX_ERROR;
  }
  describe_answer(r, &answer, &type);
  switch (sekisho_fate(ctx->exchange, &answer)) {
    case SEKISHO_PLAIN:
      ctx->mode = MODE_NONE;
      return pass_head(ctx);
    case SEKISHO_MASK:
      ctx->mode = MODE_MASK;
      r->filter_need_in_memory = 1;
      return pass_head(ctx);
    case SEKISHO_HOLD:
      ctx->mode = MODE_HOLD;
      r->filter_need_in_memory = 1;
      return NGX_OK;
    case SEKISHO_EMPTY:
      ctx->mode = MODE_EMPTY;
      return pass_head(ctx);
    default:
      break;
  }
  ctx->mode = MODE_PAGE;
  if (put_page_head(ctx) != NGX_OK) return NGX_ERROR;
  return next_header_filter(r);
}

/* --- the request --- */

static ngx_int_t refuse_request(sekisho_ctx_t* ctx) {
  ngx_http_request_t* r = ctx->request;
  ngx_int_t rc = ngx_http_discard_request_body(r);
  if (rc != NGX_OK) return rc;
  if (put_page_head(ctx) != NGX_OK) return NGX_HTTP_INTERNAL_SERVER_ERROR;
  rc = ngx_http_send_header(r);
  if (rc != NGX_ERROR && rc <= NGX_OK && !r->header_only) rc = send_page_body(ctx);
  ngx_http_finalize_request(r, rc);
  return NGX_DONE;
}

static int describe_request(ngx_http_request_t* r, const sekisho_conf_t* conf, sekisho_head* head) {
  sekisho_reading_t reading = {r, head};
  ngx_str_t terminal;
  ngx_memzero(head, sizeof(*head));
  head->method = text_of(r->method_name);
  head->target = text_of(r->unparsed_uri);
  head->address = text_of(r->connection->addr_text);
  if (r->headers_in.content_type != NULL)
    head->content_type = text_of(r->headers_in.content_type->value);
  if (for_each_header(&r->headers_in.headers.part, &reading, read_header) != NGX_OK) return 0;
  if (conf->terminal != NULL) {
    if (ngx_http_complex_value(r, conf->terminal, &terminal) != NGX_OK) return 0;
    head->terminal = text_of(terminal);
  }
#if (NGX_HTTP_SSL)
  if (r->connection->ssl != NULL) {
    ngx_str_t verdict, certificate;
    if (ngx_ssl_get_client_verify(r->connection, r->pool, &verdict) != NGX_OK) return 0;
    if (verdict.len == 7 && ngx_strncmp(verdict.data, "SUCCESS", 7) == 0) {
      if (ngx_ssl_get_raw_certificate(r->connection, r->pool, &certificate) != NGX_OK) return 0;
      head->certificate = text_of(certificate);
    }
  }
#endif
  return 1;
}

static sekisho_ctx_t* new_ctx(ngx_http_request_t* r, const sekisho_conf_t* conf) {
  ngx_http_cleanup_t* cleanup = ngx_http_cleanup_add(r, 0);
  sekisho_ctx_t* ctx = ngx_pcalloc(r->pool, sizeof(*ctx));
  if (cleanup == NULL || ctx == NULL) return NULL;
  ctx->request = r;
  ctx->door = conf->door;
  ctx->exchange = sekisho_exchange_new(conf->door->gate);
  if (ctx->exchange == NULL) return NULL;
  cleanup->handler = on_end_of_request;
  cleanup->data = ctx;
  ngx_http_set_ctx(r, ctx, ngx_http_sekisho_module);
  return ctx;
}

/* After an internal redirection nginx has forgotten the context, but the request is the same. */
static sekisho_ctx_t* ctx_before_redirection(const ngx_http_request_t* r) {
  const ngx_http_cleanup_t* cleanup;
  for (cleanup = r->cleanup; cleanup != NULL; cleanup = cleanup->next) {
    if (cleanup->handler == on_end_of_request) return cleanup->data;
  }
  return NULL;
}

/* The body of the request in one piece, as far as the core wants it and one byte further. */
static int gather_body(ngx_http_request_t* r, sekisho_text* out) {
  const size_t limit = sekisho_max_mapped_body() + 1;
  const ngx_chain_t* link;
  u_char* bytes;
  size_t size = 0;
  if (r->request_body == NULL || r->request_body->bufs == NULL) return 1;
  for (link = r->request_body->bufs; link != NULL; link = link->next)
    size += (size_t)ngx_buf_size(link->buf);
  size = ngx_min(size, limit);
  bytes = ngx_pnalloc(r->pool, size);
  if (bytes == NULL) return 0;
  out->data = (const char*)bytes;
  for (link = r->request_body->bufs; link != NULL && out->size < size; link = link->next) {
    ngx_buf_t* buffer = link->buf;
    size_t part = ngx_min((size_t)ngx_buf_size(buffer), size - out->size);
    if (ngx_buf_in_memory(buffer)) {
      ngx_memcpy(bytes + out->size, buffer->pos, part);
    } else if (ngx_read_file(buffer->file, bytes + out->size, part, buffer->file_pos) !=
               (ssize_t)part) {
      return 0;
    }
    out->size += part;
  }
  return 1;
}

static void on_body(ngx_http_request_t* r) {
  sekisho_ctx_t* ctx = ngx_http_get_module_ctx(r, ngx_http_sekisho_module);
  r->main->count--;
  ctx->body_read = 1;
  if (!ctx->reading) return;
  ctx->reading = 0;
  r->write_event_handler = ngx_http_core_run_phases;
  ngx_http_core_run_phases(r);
}

static ngx_int_t take_body(sekisho_ctx_t* ctx) {
  ngx_http_request_t* r = ctx->request;
  sekisho_text body = {"", 0};
  if (!ctx->body_read) {
    const ngx_int_t rc = ngx_http_read_client_request_body(r, on_body);
    if (rc == NGX_ERROR || rc >= NGX_HTTP_SPECIAL_RESPONSE) return rc;
    if (rc == NGX_AGAIN) {
      ctx->reading = 1;
      return NGX_DONE;
    }
  }
  if (!gather_body(r, &body)) return NGX_HTTP_INTERNAL_SERVER_ERROR;
  ctx->step = sekisho_take_body(ctx->exchange, body, now_micros());
  return NGX_OK;
}

static ngx_int_t suspend(sekisho_ctx_t* ctx) {
  ngx_http_request_t* r = ctx->request;
  if (wait_for_disk(ctx) != NGX_OK ||
      ngx_handle_read_event(r->connection->read, 0) != NGX_OK) {
    return NGX_HTTP_INTERNAL_SERVER_ERROR;
  }
  r->read_event_handler = ngx_http_test_reading;
  r->write_event_handler = resume;
  return NGX_AGAIN;
}

static ngx_int_t begin(ngx_http_request_t* r, const sekisho_conf_t* conf, sekisho_ctx_t** out) {
  sekisho_ctx_t* ctx = ctx_before_redirection(r);
  sekisho_head head;
  if (ctx != NULL) {
    if (!ctx->passed || ctx->door != conf->door) return NGX_HTTP_FORBIDDEN;
    ngx_http_set_ctx(r, ctx, ngx_http_sekisho_module);
    *out = ctx;
    return NGX_OK;
  }
  ctx = new_ctx(r, conf);
  if (ctx == NULL || !describe_request(r, conf, &head)) return NGX_HTTP_INTERNAL_SERVER_ERROR;
  ctx->step = sekisho_begin(ctx->exchange, &head, now_micros());
  *out = ctx;
  return NGX_OK;
}

static ngx_int_t access_handler(ngx_http_request_t* r) {
  const sekisho_conf_t* conf = ngx_http_get_module_loc_conf(r, ngx_http_sekisho_module);
  sekisho_ctx_t* ctx = ngx_http_get_module_ctx(r, ngx_http_sekisho_module);
  ngx_int_t rc;
  if (!conf->on) return NGX_DECLINED;
  if (ctx == NULL) {
    rc = begin(r, conf, &ctx);
    if (rc != NGX_OK) return rc;
  }
  if (ctx->passed) return NGX_OK;
  if (ctx->waiting) return NGX_AGAIN;
  if (ctx->reading) return NGX_DONE;
  if (ctx->step == SEKISHO_NEED_BODY) {
    rc = take_body(ctx);
    if (rc != NGX_OK) return rc;
  }
  if (ctx->step == SEKISHO_WAIT) return suspend(ctx);
  if (ctx->step != SEKISHO_PASS) return refuse_request(ctx);
  if (rewrite_request(ctx) != NGX_OK) return NGX_HTTP_INTERNAL_SERVER_ERROR;
  ctx->passed = 1;
  return NGX_OK;
}

/* --- configuration --- */

static void* create_conf(ngx_conf_t* cf) {
  sekisho_conf_t* conf = ngx_pcalloc(cf->pool, sizeof(*conf));
  if (conf == NULL) return NULL;
  conf->on = NGX_CONF_UNSET;
  return conf;
}

static void unload(void* data) {
  const sekisho_door_t* door = data;
  sekisho_unload(door->gate);
}

static sekisho_door_t* load(ngx_conf_t* cf, const sekisho_conf_t* conf) {
  char error[SEKISHO_ERROR_LENGTH];
  const sekisho_settings settings = {
      .name = text_of(conf->name),
      .system = text_of(conf->system),
      .routes = text_of(conf->routes),
      .facts = text_of(conf->facts),
      .masks = text_of(conf->masks),
      .spool = text_of(conf->spool),
      .sessions = text_of(conf->sessions),
      .session_keys = text_of(conf->session_keys),
      .identity_key = text_of(conf->identity_key),
      .contact = text_of(conf->contact),
      .login = text_of(conf->login),
  };
  ngx_pool_cleanup_t* cleanup = ngx_pool_cleanup_add(cf->pool, sizeof(sekisho_door_t));
  sekisho_door_t* door;
  if (cleanup == NULL) return NULL;
  door = cleanup->data;
  ngx_memzero(door, sizeof(*door));
  ngx_queue_init(&door->waiting);
  door->gate = sekisho_load(&settings, error, sizeof(error));
  if (door->gate == NULL) {
    ngx_conf_log_error(NGX_LOG_EMERG, cf, 0, "sekisho: %s", error);
    return NULL;
  }
  cleanup->handler = unload;
  return door;
}

static int same(const sekisho_conf_t* a, const sekisho_conf_t* b) {
  const ngx_str_t* of_a = &a->name;
  const ngx_str_t* of_b = &b->name;
  for (; of_a <= &a->login; ++of_a, ++of_b) {
    if (of_a->len != of_b->len || ngx_strncmp(of_a->data, of_b->data, of_a->len) != 0) return 0;
  }
  return 1;
}

static char* merge_conf(ngx_conf_t* cf, void* parent, void* child) {
  sekisho_conf_t* prev = parent;
  sekisho_conf_t* conf = child;
  const ngx_http_core_loc_conf_t* core =
      ngx_http_conf_get_module_loc_conf(cf, ngx_http_core_module);
  const ngx_str_t* one;
  ngx_conf_merge_value(conf->on, prev->on, 0);
  ngx_conf_merge_str_value(conf->name, prev->name, "gate");
  ngx_conf_merge_str_value(conf->system, prev->system, "");
  ngx_conf_merge_str_value(conf->routes, prev->routes, "");
  ngx_conf_merge_str_value(conf->facts, prev->facts, "");
  ngx_conf_merge_str_value(conf->masks, prev->masks, "");
  ngx_conf_merge_str_value(conf->spool, prev->spool, "");
  ngx_conf_merge_str_value(conf->sessions, prev->sessions, "");
  ngx_conf_merge_str_value(conf->session_keys, prev->session_keys, "");
  ngx_conf_merge_str_value(conf->identity_key, prev->identity_key, "");
  ngx_conf_merge_str_value(conf->contact, prev->contact, "");
  ngx_conf_merge_str_value(conf->login, prev->login, "");
  if (conf->terminal == NULL) conf->terminal = prev->terminal;
  if (!conf->on) return NGX_CONF_OK;
  if (core->satisfy == NGX_HTTP_SATISFY_ANY) {
    ngx_conf_log_error(NGX_LOG_EMERG, cf, 0,
                       "\"satisfy any\" would let others in past \"sekisho on\"");
    return NGX_CONF_ERROR;
  }
  for (one = &conf->name; one <= &conf->identity_key; ++one) {
    if (one->len == 0) {
      ngx_conf_log_error(NGX_LOG_EMERG, cf, 0,
                         "\"sekisho on\" needs all of sekisho_system, sekisho_routes, "
                         "sekisho_facts, sekisho_masks, sekisho_spool, sekisho_sessions, "
                         "sekisho_session_keys and sekisho_identity_key");
      return NGX_CONF_ERROR;
    }
  }
  conf->door = prev->door != NULL && same(conf, prev) ? prev->door : load(cf, conf);
  return conf->door == NULL ? NGX_CONF_ERROR : NGX_CONF_OK;
}

static ngx_int_t install(ngx_conf_t* cf) {
  ngx_http_core_main_conf_t* core = ngx_http_conf_get_module_main_conf(cf, ngx_http_core_module);
  ngx_http_handler_pt* handler =
      ngx_array_push(&core->phases[NGX_HTTP_ACCESS_PHASE].handlers);
  if (handler == NULL) return NGX_ERROR;
  *handler = access_handler;
  next_header_filter = ngx_http_top_header_filter;
  ngx_http_top_header_filter = header_filter;
  next_body_filter = ngx_http_top_body_filter;
  ngx_http_top_body_filter = body_filter;
  return NGX_OK;
}

#define SEKISHO_ANYWHERE (NGX_HTTP_MAIN_CONF | NGX_HTTP_SRV_CONF | NGX_HTTP_LOC_CONF)
#define SEKISHO_STRING(directive, member)                                              \
  {ngx_string(directive), SEKISHO_ANYWHERE | NGX_CONF_TAKE1, ngx_conf_set_str_slot,    \
   NGX_HTTP_LOC_CONF_OFFSET, offsetof(sekisho_conf_t, member), NULL}

static ngx_command_t commands[] = {
    {ngx_string("sekisho"), SEKISHO_ANYWHERE | NGX_CONF_FLAG, ngx_conf_set_flag_slot,
     NGX_HTTP_LOC_CONF_OFFSET, offsetof(sekisho_conf_t, on), NULL},
    SEKISHO_STRING("sekisho_name", name),
    SEKISHO_STRING("sekisho_system", system),
    SEKISHO_STRING("sekisho_routes", routes),
    SEKISHO_STRING("sekisho_facts", facts),
    SEKISHO_STRING("sekisho_masks", masks),
    SEKISHO_STRING("sekisho_spool", spool),
    SEKISHO_STRING("sekisho_sessions", sessions),
    SEKISHO_STRING("sekisho_session_keys", session_keys),
    SEKISHO_STRING("sekisho_identity_key", identity_key),
    SEKISHO_STRING("sekisho_contact", contact),
    SEKISHO_STRING("sekisho_login", login),
    {ngx_string("sekisho_terminal"), SEKISHO_ANYWHERE | NGX_CONF_TAKE1,
     ngx_http_set_complex_value_slot, NGX_HTTP_LOC_CONF_OFFSET,
     offsetof(sekisho_conf_t, terminal), NULL},
    ngx_null_command};

static ngx_http_module_t module_context = {
    NULL, install, NULL, NULL, NULL, NULL, create_conf, merge_conf};

ngx_module_t ngx_http_sekisho_module = {
    NGX_MODULE_V1, &module_context, commands, NGX_HTTP_MODULE, NULL, NULL, NULL, NULL,
    NULL,          NULL,            NULL,     NGX_MODULE_V1_PADDING};

/* What nginx looks for in a dynamic module. The order puts the filters behind whatever reads files
 * into memory and before whatever compresses. */
ngx_module_t* ngx_modules[] = {&ngx_http_sekisho_module, NULL};
char* ngx_module_names[] = {"ngx_http_sekisho_module", NULL};
char* ngx_module_order[] = {"ngx_http_sekisho_module", "ngx_http_copy_filter_module", NULL};
