/* Headers of requests and of answers: what the core is told of them, and what may pass. */
#include <ngx_config.h>
#include <ngx_core.h>
#include <ngx_http.h>

#include "gateway/nginx/module.h"

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
ngx_int_t rewrite_request(sekisho_ctx_t* ctx) {
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
  if (header->hash != 0 &&
      !sekisho_passes_downstream(ctx->exchange, text_of(header->key), text_of(header->value)))
    header->hash = 0;
  return NGX_OK;
}

/* What stands outside the list of headers and is the system's to write: the words behind the
 * status, and the type. */
static ngx_int_t hide_words(sekisho_ctx_t* ctx) {
  ngx_http_request_t* r = ctx->request;
  sekisho_answer answer;
  ngx_str_t type;
  describe_answer(r, &answer, &type);
  type = string_of(sekisho_type_downstream(ctx->exchange, text_of(type)));
  ngx_str_null(&r->headers_out.status_line);
  ngx_str_null(&r->headers_out.charset);
  ngx_str_null(&r->headers_out.content_type);
  r->headers_out.content_type_lowcase = NULL;
  r->headers_out.content_type_len = 0;
  if (type.len == 0) return NGX_OK;
  r->headers_out.content_type.data = ngx_pstrdup(r->pool, &type);
  if (r->headers_out.content_type.data == NULL) return NGX_ERROR;
  r->headers_out.content_type.len = type.len;
  while (r->headers_out.content_type_len < type.len &&
         r->headers_out.content_type.data[r->headers_out.content_type_len] != ';')
    ++r->headers_out.content_type_len;
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

ngx_int_t pass_headers_downstream(sekisho_ctx_t* ctx) {
  ngx_http_request_t* r = ctx->request;
  if (for_each_header(&r->headers_out.headers.part, ctx, pass_header_downstream) != NGX_OK)
    return NGX_ERROR;
  if (sekisho_is_masked(ctx->exchange) && hide_words(ctx) != NGX_OK) return NGX_ERROR;
  return forbid_keeping(r);
}

ngx_int_t put_page_head(sekisho_ctx_t* ctx) {
  ngx_http_request_t* r = ctx->request;
  sekisho_text type, body;
  /* nginx takes an answer that is no HTTP for HTTP/0.9, and would send the page without a head. */
  if (r->http_version == NGX_HTTP_VERSION_9 && r->http_major != 0)
    r->http_version = r->http_major * 1000 + r->http_minor;
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
  return add_answer_header(r, "Content-Security-Policy", sekisho_page_policy());
}

int describe_request(ngx_http_request_t* r, const sekisho_conf_t* conf, sekisho_head* head) {
  sekisho_reading_t reading = {r, head};
  ngx_str_t terminal;
  ngx_memzero(head, sizeof(*head));
  head->method = text_of(r->method_name);
  head->target = text_of(r->unparsed_uri);
  head->address = text_of(r->connection->addr_text);
  head->has_body = r->headers_in.content_length_n > 0 || r->headers_in.chunked;
#if (NGX_HTTP_V2)
  /* There a body needs no length, and is none that the client has not ended. */
  if (r->stream != NULL && !r->stream->in_closed) head->has_body = 1;
#endif
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

static ngx_int_t read_location(ngx_table_elt_t* header, void* data) {
  static ngx_str_t nowhere = ngx_string("//");
  sekisho_text* location = data;
  if (header->hash == 0 || !is_header(header, "location")) return NGX_OK;
  *location = text_of(location->size == 0 ? header->value : nowhere);
  return NGX_OK;
}

void describe_answer(ngx_http_request_t* r, sekisho_answer* answer, ngx_str_t* type) {
  ngx_http_headers_out_t* out = &r->headers_out;
  ngx_memzero(answer, sizeof(*answer));
  for_each_header(&out->headers.part, &answer->location, read_location);
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
