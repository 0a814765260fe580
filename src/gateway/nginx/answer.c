/* Answers on their way back: passed, masked, held until their records are on the disk, or replaced
 * by the page of the gate. */
#include <ngx_config.h>
#include <ngx_core.h>
#include <ngx_http.h>

#include "gateway/nginx/module.h"

#define SEKISHO_BUFFERED 0x08    /* r->buffered: an answer waits for the disk */
#define SEKISHO_MIN_BUFFER 16384 /* large enough for the pool to give it back */
#define SEKISHO_SMALL 1024       /* the whole of a small answer, or what its end leaves */
#define SEKISHO_TOGETHER 32768   /* bytes that are sent without waiting for more */

static ngx_http_output_header_filter_pt next_header_filter;
static ngx_http_output_body_filter_pt next_body_filter;

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

ngx_int_t send_page_body(sekisho_ctx_t* ctx) {
  sekisho_text type, body;
  sekisho_page(ctx->exchange, &type, &body);
  ctx->mode = kModeNone;
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
  if (pass_headers_downstream(ctx) != NGX_OK) return NGX_ERROR;
  ngx_http_clear_content_length(r);
  r->headers_out.content_length_n = (off_t)held.size;
  ctx->mode = kModeNone;
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
        ctx->mode = kModePage; /* the rest is dropped */
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
  ctx->mode = kModeDecide;
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

static void append_link(sekisho_out_t* out, ngx_chain_t* link) {
  link->next = NULL;
  if (out->last == NULL) {
    out->first = link;
  } else {
    out->last->next = link;
  }
  out->last = link;
}

/* Behind what is there, where there is room, or in a buffer of those that were sent. */
static ngx_int_t append_bytes(sekisho_ctx_t* ctx, sekisho_text bytes) {
  ngx_pool_t* pool = ctx->request->pool;
  ngx_chain_t* link = ctx->out.last;
  ngx_buf_t* buffer;
  if (bytes.size == 0) return NGX_OK;
  ctx->out.bytes += bytes.size;
  if (link != NULL && (size_t)(link->buf->end - link->buf->last) >= bytes.size) {
    link->buf->last = ngx_cpymem(link->buf->last, bytes.data, bytes.size);
    return NGX_OK;
  }
  link = ngx_chain_get_free_buf(pool, &ctx->free);
  if (link == NULL) return NGX_ERROR;
  buffer = link->buf;
  if (buffer->start == NULL || (size_t)(buffer->end - buffer->start) < bytes.size) {
    const size_t size = buffer->start == NULL && bytes.size <= SEKISHO_SMALL
                            ? SEKISHO_SMALL
                            : ngx_max(bytes.size, (size_t)SEKISHO_MIN_BUFFER);
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
  append_link(&ctx->out, link);
  return NGX_OK;
}

static ngx_int_t append_mark(sekisho_ctx_t* ctx, int last) {
  ngx_chain_t* link = ngx_alloc_chain_link(ctx->request->pool);
  if (link == NULL) return NGX_ERROR;
  link->buf = ngx_calloc_buf(ctx->request->pool);
  if (link->buf == NULL) return NGX_ERROR;
  link->buf->flush = !last;
  link->buf->last_buf = (unsigned)last;
  link->buf->last_in_chain = (unsigned)last;
  append_link(&ctx->out, link);
  return NGX_OK;
}

static ngx_int_t send_out(sekisho_ctx_t* ctx) {
  ngx_chain_t* out = ctx->out.first;
  ngx_int_t rc;
  ngx_memzero(&ctx->out, sizeof ctx->out);
  if (out == NULL && ctx->busy == NULL) return NGX_OK;
  rc = next_body_filter(ctx->request, out);
  ngx_chain_update_chains(ctx->request->pool, &ctx->free, &ctx->busy, &out,
                          (ngx_buf_tag_t)&ngx_http_sekisho_module);
  return rc;
}

/* Nothing more has come in this turn. An error is the connection's, where nginx finds it. */
static void end_of_turn(ngx_event_t* event) {
  (void)send_out(event->data);
}

/* nginx passes on what fits into its buffers, eight kilobytes as a rule, and each time wakes who
 * reads. What comes in one turn of the loop goes out together. */
static ngx_int_t send_later(sekisho_ctx_t* ctx) {
  if (ctx->out.first == NULL || ctx->turn.posted) return NGX_OK;
  ctx->turn.handler = end_of_turn;
  ctx->turn.data = ctx;
  ctx->turn.log = ctx->request->connection->log;
  ngx_post_event(&ctx->turn, &ngx_posted_events);
  return NGX_OK;
}

void forget_answer(sekisho_ctx_t* ctx) {
  if (ctx->turn.posted) {
    ngx_delete_posted_event(&ctx->turn); /* statements, not one */
  }
}

static ngx_int_t mask_body(sekisho_ctx_t* ctx, ngx_chain_t* in) {
  const int asked = in == NULL; /* for what is left */
  int last = 0, flush = 0;
  sekisho_text masked;
  for (; in != NULL; in = in->next) {
    ngx_buf_t* buffer = in->buf;
    if (ngx_buf_in_memory(buffer)) {
      const sekisho_text bytes = {(const char*)buffer->pos, (size_t)(buffer->last - buffer->pos)};
      if (!sekisho_push(ctx->exchange, bytes, &masked)) return NGX_ERROR;
      if (append_bytes(ctx, masked) != NGX_OK) return NGX_ERROR;
      buffer->pos = buffer->last;
    } else if (ngx_buf_size(buffer) != 0) {
      return NGX_ERROR;
    }
    last = last || buffer->last_buf;
    flush = flush || buffer->flush;
  }
  if (last) {
    if (!sekisho_finish(ctx->exchange, &masked)) return NGX_ERROR;
    if (append_bytes(ctx, masked) != NGX_OK) return NGX_ERROR;
  }
  flush = flush && ctx->out.first != NULL;
  if ((last || flush) && append_mark(ctx, last) != NGX_OK) return NGX_ERROR;
  if (asked || last || flush || ctx->out.bytes >= SEKISHO_TOGETHER) return send_out(ctx);
  return send_later(ctx);
}

static ngx_int_t body_filter(ngx_http_request_t* r, ngx_chain_t* in) {
  static const sekisho_text nothing = {"", 0};
  sekisho_ctx_t* ctx = ngx_http_get_module_ctx(r, ngx_http_sekisho_module);
  ngx_int_t rc;
  int last = 0;
  if (ctx == NULL || r != r->main) return next_body_filter(r, in);
  switch (ctx->mode) {
    case kModeNone:
      return next_body_filter(r, in);
    case kModeMask:
      rc = mask_body(ctx, in);
      if (rc == NGX_ERROR) {
        ctx->mode = kModeFailed;
        forget_answer(ctx);
        r->keepalive = 0;
        r->connection->error = 1; /* nothing more may look like the end of the answer */
        ngx_log_error(NGX_LOG_ERR, r->connection->log, 0, "sekisho: an answer was broken off");
      }
      return rc;
    case kModeHold:
      return hold_body(ctx, in);
    case kModeDecide:
      return go_on_with_held(ctx);
    case kModeEmpty:
      drop_body(in, &last);
      if (!last) return NGX_OK;
      ctx->mode = kModeNone;
      return send_last(r, nothing);
    case kModePage:
      drop_body(in, &last);
      return last ? send_page_body(ctx) : NGX_OK;
    case kModeFailed:
      break;
  }
  return NGX_ERROR;
}

static ngx_int_t pass_head(sekisho_ctx_t* ctx) {
  ngx_http_request_t* r = ctx->request;
  if (sekisho_is_static(ctx->exchange)) return next_header_filter(r);
  if (pass_headers_downstream(ctx) != NGX_OK) return NGX_ERROR;
  /* Of what was masked, and of what a HEAD request would be, the length would say something. */
  if (ctx->mode == kModeMask || r->method == NGX_HTTP_HEAD) ngx_http_clear_content_length(r);
  if (ctx->mode == kModeEmpty) {
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
      ctx->mode = kModeNone;
      return pass_head(ctx);
    case SEKISHO_MASK:
      ctx->mode = kModeMask;
      r->filter_need_in_memory = 1;
      return pass_head(ctx);
    case SEKISHO_HOLD:
      ctx->mode = kModeHold;
      r->filter_need_in_memory = 1;
      return NGX_OK;
    case SEKISHO_EMPTY:
      ctx->mode = kModeEmpty;
      return pass_head(ctx);
    default:
      break;
  }
  ctx->mode = kModePage;
  if (put_page_head(ctx) != NGX_OK) return NGX_ERROR;
  return next_header_filter(r);
}

void install_filters(void) {
  next_header_filter = ngx_http_top_header_filter;
  ngx_http_top_header_filter = header_filter;
  next_body_filter = ngx_http_top_body_filter;
  ngx_http_top_body_filter = body_filter;
}
