#include "http/server.h"

#include <fmt/format.h>

#include <atomic>
#include <boost/asio/dispatch.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/strand.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http.hpp>
#include <csignal>
#include <exception>
#include <mutex>
#include <optional>
#include <set>
#include <thread>
#include <vector>

#include "text/number.h"

namespace sekisho::http {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace wire = boost::beast::http;
using asio::ip::tcp;
using Code = boost::system::error_code;

class Session;

// What sessions share.
struct Shared {
  Shared(Handler answering, const ServerOptions& bounds)
      : handler(std::move(answering)), options(bounds), acceptor(asio::make_strand(context)) {}

  const Handler handler;
  const ServerOptions options;
  asio::io_context context;
  tcp::acceptor acceptor;  // used on its strand only, once the server runs
  std::atomic<bool> stopping = false;
  std::mutex mutex;  // of what follows
  std::set<Session*> sessions;
  bool accepting = false;
  asio::steady_timer deadline{acceptor.get_executor()};  // for what is under way at the end

  void accept();
  void accepted(Code code, tcp::socket socket);
  void forget(Session* session);
  void all_gone() { deadline.cancel(); }
};

wire::response<wire::string_body> to_wire(const Response& from, bool head, unsigned version) {
  wire::response<wire::string_body> out(static_cast<wire::status>(from.status), version);
  out.set(wire::field::server, "sekisho");
  out.set("X-Content-Type-Options", "nosniff");
  out.set(wire::field::cache_control, from.cache_control);
  if (!from.etag.empty()) out.set(wire::field::etag, from.etag);
  if (!from.allow.empty()) out.set(wire::field::allow, from.allow);
  if (from.status == 304) return out;
  out.set(wire::field::content_type, from.content_type);
  out.content_length(from.body.size());
  if (!head) out.body() = from.body;
  return out;
}

// Whether an `If-None-Match` names the tag: one of a list, or any.
bool names_tag(std::string_view list, std::string_view tag) {
  while (!list.empty()) {
    const size_t comma = list.find(',');
    std::string_view one = list.substr(0, comma);
    list = comma == std::string_view::npos ? std::string_view() : list.substr(comma + 1);
    while (one.starts_with(' ') || one.starts_with('\t')) one.remove_prefix(1);
    while (one.ends_with(' ') || one.ends_with('\t')) one.remove_suffix(1);
    if (one.starts_with("W/")) one.remove_prefix(2);
    if (one == tag || one == "*") return true;
  }
  return false;
}

// One connection. It lives as long as something of it is under way, on a strand of its own.
class Session : public std::enable_shared_from_this<Session> {
 public:
  Session(Shared& shared, tcp::socket socket)
      : shared_(shared),
        stream_(std::move(socket)),
        buffer_(shared.options.header_bytes + shared.options.body_bytes) {}
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;
  ~Session() { shared_.forget(this); }

  void start() {
    asio::dispatch(stream_.get_executor(), [self = shared_from_this()] { self->read(); });
  }
  // Closes where nothing is under way.
  void stop() {
    asio::post(stream_.get_executor(), [self = shared_from_this()] {
      if (self->idle_) self->close();
    });
  }

 private:
  void read() {
    if (shared_.stopping) return close();
    parser_.emplace();
    parser_->header_limit(shared_.options.header_bytes);
    parser_->body_limit(shared_.options.body_bytes);
    idle_ = buffer_.size() == 0;
    stream_.expires_after(shared_.options.request_time);
    wire::async_read_header(stream_, buffer_, *parser_,
                            [self = shared_from_this()](Code code, size_t) { self->head(code); });
  }

  void head(Code code) {
    idle_ = false;
    if (code) return refuse(code);
    wire::async_read(stream_, buffer_, *parser_,
                     [self = shared_from_this()](Code read, size_t) { self->answer(read); });
  }

  void answer(Code code) {
    if (code) return refuse(code);
    const auto& message = parser_->get();
    const bool head = message.method() == wire::verb::head;
    const std::string_view target(message.target().data(), message.target().size());
    const Request request{head ? "GET" : std::string(message.method_string()),
                          std::string(target.substr(0, target.find('?'))), message.body()};
    Response response = shared_.handler(request);
    const auto known = message.find(wire::field::if_none_match);
    if (response.status == 200 && !response.etag.empty() && known != message.end() &&
        names_tag({known->value().data(), known->value().size()}, response.etag)) {
      response.status = 304;
    }
    write(response, head, message.version(), message.keep_alive());
  }

  // What cannot be read is answered where a client may be listening, and the connection ends.
  void refuse(Code code) {
    if (code == wire::error::body_limit) return write({.status = 413}, false, 11, false);
    if (code == wire::error::header_limit || code == wire::error::buffer_overflow) {
      return write({.status = 431}, false, 11, false);
    }
    const bool malformed = code.category() == Code(wire::error::bad_method).category() &&
                           code != wire::error::end_of_stream &&
                           code != wire::error::partial_message;
    if (malformed) return write({.status = 400}, false, 11, false);
    close();
  }

  void write(const Response& response, bool head, unsigned version, bool keep_alive) {
    message_ = to_wire(response, head, version);
    message_.keep_alive(keep_alive && !shared_.stopping);
    stream_.expires_after(shared_.options.answer_time);
    wire::async_write(stream_, message_, [self = shared_from_this()](Code code, size_t) {
      if (code || !self->message_.keep_alive()) return self->close();
      self->read();
    });
  }

  void close() {
    Code ignored;
    ignored = stream_.socket().shutdown(tcp::socket::shutdown_both, ignored);
    stream_.close();
  }

  Shared& shared_;
  beast::tcp_stream stream_;
  beast::flat_buffer buffer_;
  std::optional<wire::request_parser<wire::string_body>> parser_;
  wire::response<wire::string_body> message_;
  bool idle_ = true;  // waits for the first byte of a request
};

void Shared::accept() {
  {
    const std::lock_guard lock(mutex);
    accepting = !stopping && sessions.size() < options.connections;
    if (!accepting) return;
  }
  acceptor.async_accept(asio::make_strand(context), [this](Code code, tcp::socket socket) {
    accepted(code, std::move(socket));
  });
}

void Shared::accepted(Code code, tcp::socket socket) {
  if (stopping || code == asio::error::operation_aborted) return;
  if (!code) {
    auto session = std::make_shared<Session>(*this, std::move(socket));
    {
      const std::lock_guard lock(mutex);
      sessions.insert(session.get());
    }
    session->start();
  }
  accept();
}

void Shared::forget(Session* session) {
  const std::lock_guard lock(mutex);
  sessions.erase(session);
  if (stopping && sessions.empty()) asio::post(acceptor.get_executor(), [this] { all_gone(); });
  if (accepting || stopping) return;
  accepting = true;  // there is room again
  asio::post(acceptor.get_executor(), [this] { accept(); });
}

// `127.0.0.1:8080` or `[::1]:8080`.
std::optional<tcp::endpoint> parse_endpoint(const std::string& text) {
  const size_t colon = text.rfind(':');
  if (colon == std::string::npos) return std::nullopt;
  std::string host = text.substr(0, colon);
  const bool brackets = host.starts_with('[') && host.ends_with(']');
  if (brackets) host = host.substr(1, host.size() - 2);
  const std::string_view digits = std::string_view(text).substr(colon + 1);
  const std::optional<uint64_t> port = text::parse_u64(digits);
  Code code;
  const asio::ip::address address = asio::ip::make_address(host, code);
  if (code || !port || *port > 65'535 || address.is_v6() != brackets) return std::nullopt;
  return tcp::endpoint(address, static_cast<uint16_t>(*port));
}

}  // namespace

class Server::State : public Shared {
 public:
  using Shared::Shared;

  Result<void> open(const std::string& address) {
    const std::optional<tcp::endpoint> endpoint = parse_endpoint(address);
    if (!endpoint) {
      return fail(ErrorCode::kUsage, fmt::format("`{}` is no address to listen on", address), {},
                  "Give ADDRESS:PORT, for example 127.0.0.1:8080; port 0 takes a free one.");
    }
    Code code;
    const bool listens = !acceptor.open(endpoint->protocol(), code) &&
                         !acceptor.set_option(tcp::acceptor::reuse_address(true), code) &&
                         !acceptor.bind(*endpoint, code) &&
                         !acceptor.listen(asio::socket_base::max_listen_connections, code);
    if (listens) local_ = acceptor.local_endpoint(code);
    if (!code) return {};
    return fail(ErrorCode::kIo, fmt::format("cannot listen on `{}`: {}", address, code.message()));
  }

  std::string address() const {
    const std::string host = local_.address().to_string();
    return fmt::format(fmt::runtime(local_.address().is_v6() ? "[{}]:{}" : "{}:{}"), host,
                       local_.port());
  }

  void run(bool until_signal) {
    asio::signal_set signals(context);
    if (until_signal) {
      signals.add(SIGTERM);
      signals.add(SIGINT);
      signals.async_wait([this](Code code, int) {
        if (!code) stop();
      });
    }
    signals_ = &signals;
    asio::post(acceptor.get_executor(), [this] { accept(); });
    std::vector<std::thread> threads;
    for (size_t i = 1; i < options.threads; ++i) threads.emplace_back([this] { work(); });
    work();
    for (std::thread& thread : threads) thread.join();
    signals_ = nullptr;
  }

  void stop() {
    asio::post(acceptor.get_executor(), [this] {
      if (stopping.exchange(true)) return;
      Code ignored;
      ignored = acceptor.close(ignored);
      if (signals_ != nullptr) ignored = signals_->cancel(ignored);
      deadline.expires_after(options.stop_time);
      deadline.async_wait([this](Code code) {
        if (!code) context.stop();
      });
      stop_sessions();
    });
  }

 private:
  void work() {
    while (true) {
      try {
        context.run();
        return;
      } catch (const std::exception&) {
        continue;  // memory ran out in somebody's request: its connection is gone, others go on
      }
    }
  }

  void stop_sessions() {
    const std::lock_guard lock(mutex);
    for (Session* session : sessions) {
      if (const auto alive = session->weak_from_this().lock()) alive->stop();
    }
    if (sessions.empty()) all_gone();
  }

  tcp::endpoint local_;
  asio::signal_set* signals_ = nullptr;
};

Result<std::unique_ptr<Server>> Server::listen(const std::string& address, Handler handler,
                                               const ServerOptions& options) {
  auto state = std::make_unique<State>(std::move(handler), options);
  if (auto opened = state->open(address); !opened) return std::unexpected(opened.error());
  return std::make_unique<Server>(std::move(state));
}

Server::Server(std::unique_ptr<State> state) : state_(std::move(state)) {}
Server::~Server() = default;

std::string Server::address() const {
  return state_->address();
}

void Server::run(bool until_signal) {
  state_->run(until_signal);
}

void Server::stop() {
  state_->stop();
}

}  // namespace sekisho::http
