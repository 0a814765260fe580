/* Requests that wait for their entries to be on the disk, and how a worker is woken. */
#include <ngx_config.h>
#include <ngx_core.h>
#include <ngx_http.h>

#include "gateway/nginx/module.h"

#define SEKISHO_LOOK_EVERY 200 /* milliseconds, at waiting requests that nothing woke */
#define SEKISHO_GATHER 2       /* milliseconds, of looks, while every turn of the loop brings more */

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

static void hand_over_after_turn(sekisho_door_t* door) {
  door->more = 0;
  ngx_post_event(&door->turn, &ngx_posted_next_events);
}

/* A write to the disk costs as much as several requests, and one serves all looks that were handed
 * over by then. So a worker does first what it has to do: its looks are handed over at the end of a
 * turn that brought no more of them. */
static void on_turn(ngx_event_t* event) {
  sekisho_door_t* door = event->data;
  if (door->more && ngx_current_msec - door->gathered_since < SEKISHO_GATHER) {
    hand_over_after_turn(door);
  } else {
    sekisho_hand_over(door->gate);
  }
}

static void gather(sekisho_door_t* door) {
  door->more = 1;
  if (door->turn.posted) return;
  door->turn.handler = on_turn;
  door->turn.data = door;
  door->turn.log = ngx_cycle->log;
  door->gathered_since = ngx_current_msec;
  hand_over_after_turn(door);
}

ngx_int_t wait_for_disk(sekisho_ctx_t* ctx) {
  sekisho_door_t* door = ctx->door;
  /* The log of the process: the connection outlives the request. */
  if (listen_to(door, ngx_cycle->log) != NGX_OK) return NGX_ERROR;
  ngx_queue_insert_tail(&door->waiting, &ctx->queue);
  ctx->waiting = 1;
  gather(door);
  /* While it runs, a worker that is told to end does not. */
  if (!door->timer.timer_set) {
    door->timer.handler = on_timer;
    door->timer.data = door;
    door->timer.log = ngx_cycle->log;
    ngx_add_timer(&door->timer, SEKISHO_LOOK_EVERY);
  }
  return NGX_OK;
}

void resume(ngx_http_request_t* r) {
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

void on_end_of_request(void* data) {
  sekisho_ctx_t* ctx = data;
  settle(ctx);
  forget_answer(ctx);
  sekisho_exchange_free(ctx->exchange);
  ctx->exchange = NULL;
}
