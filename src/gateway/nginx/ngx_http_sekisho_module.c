/* The nginx side of the gate: hands requests and answers to the core (seam.h) and does what it says.
 * nginx knows of sockets, memory and events; what is allowed, masked and recorded is decided in the
 * core. Whatever fails here ends the request without an answer. */
#include <ngx_config.h>
#include <ngx_core.h>
#include <ngx_http.h>

#include "gateway/nginx/module.h"

#define SEKISHO_ERROR_LENGTH 1024

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
    /* The decision holds for what was asked for, and not where nginx, or a system by
     * X-Accel-Redirect, leads to another place. */
    if (!ctx->passed || ctx->door != conf->door || !r->valid_unparsed_uri)
      return NGX_HTTP_FORBIDDEN;
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

/* What nginx asks on its own account (`auth_request`, server-side includes, `mirror`) skips the phase
 * of access, so it ends before that: the system must not be asked without a decision. */
static ngx_int_t refuse_subrequest(ngx_http_request_t* r) {
  const sekisho_conf_t* conf = ngx_http_get_module_loc_conf(r, ngx_http_sekisho_module);
  return conf->on && r != r->main ? NGX_HTTP_FORBIDDEN : NGX_DECLINED;
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
      .pseudonym_key = text_of(conf->pseudonym_key),
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
  ngx_conf_merge_str_value(conf->pseudonym_key, prev->pseudonym_key, "");
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

static ngx_int_t install_handler(ngx_conf_t* cf, ngx_uint_t phase, ngx_http_handler_pt handler) {
  ngx_http_core_main_conf_t* core = ngx_http_conf_get_module_main_conf(cf, ngx_http_core_module);
  ngx_http_handler_pt* place = (ngx_http_handler_pt*)ngx_array_push(&core->phases[phase].handlers);
  if (place == NULL) return NGX_ERROR;
  *place = handler;
  return NGX_OK;
}

static ngx_int_t install(ngx_conf_t* cf) {
  if (install_handler(cf, NGX_HTTP_PREACCESS_PHASE, refuse_subrequest) != NGX_OK ||
      install_handler(cf, NGX_HTTP_ACCESS_PHASE, access_handler) != NGX_OK) {
    return NGX_ERROR;
  }
  install_filters();
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
    SEKISHO_STRING("sekisho_pseudonym_key", pseudonym_key),
    SEKISHO_STRING("sekisho_contact", contact),
    SEKISHO_STRING("sekisho_login", login),
    {ngx_string("sekisho_terminal"), SEKISHO_ANYWHERE | NGX_CONF_TAKE1,
     ngx_http_set_complex_value_slot, NGX_HTTP_LOC_CONF_OFFSET,
     offsetof(sekisho_conf_t, terminal), NULL},
    ngx_null_command};

/* The other names stay within the module. */
#define SEKISHO_SHOWN __attribute__((visibility("default")))

static ngx_http_module_t module_context = {
    NULL, install, NULL, NULL, NULL, NULL, create_conf, merge_conf};

SEKISHO_SHOWN ngx_module_t ngx_http_sekisho_module = {
    NGX_MODULE_V1, &module_context, commands, NGX_HTTP_MODULE, NULL, NULL, NULL, NULL,
    NULL,          NULL,            NULL,     NGX_MODULE_V1_PADDING};

/* What nginx looks for in a dynamic module. The order puts the filters behind whatever reads files
 * into memory and before whatever compresses. */
SEKISHO_SHOWN ngx_module_t* ngx_modules[] = {&ngx_http_sekisho_module, NULL};
SEKISHO_SHOWN char* ngx_module_names[] = {"ngx_http_sekisho_module", NULL};
SEKISHO_SHOWN char* ngx_module_order[] = {"ngx_http_sekisho_module", "ngx_http_copy_filter_module", NULL};
