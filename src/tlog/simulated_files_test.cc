#include "tlog/simulated_files_test.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

namespace sekisho::tlog {
namespace {

constexpr uint64_t kSector = 512;

struct Write {
  uint64_t offset = 0;
  std::string bytes;    // written there, or
  bool resize = false;  // the file's length becomes `offset`
};

struct Inode {
  std::string now, durable;
  std::vector<Write> unsynced;
  bool locked = false;
};

struct Node;
struct Entry {
  std::shared_ptr<Inode> file;
  std::shared_ptr<Node> directory;
};
using Names = std::map<std::string, Entry, std::less<>>;

// A rename is one change: both names or neither.
struct NameChange {
  std::string removed;
  std::string added;
  Entry entry;
};

struct Node {
  Names now, durable;
  std::vector<NameChange> unsynced;
};

void put(std::string& content, const Write& write) {
  if (write.resize) {
    content.resize(write.offset);
    return;
  }
  if (content.size() < write.offset + write.bytes.size())
    content.resize(write.offset + write.bytes.size());
  content.replace(write.offset, write.bytes.size(), write.bytes);
}

void put(Names& names, const NameChange& change) {
  if (!change.removed.empty()) names.erase(change.removed);
  if (!change.added.empty()) names[change.added] = change.entry;
}

void sync(Inode& inode) {
  for (const Write& write : inode.unsynced) put(inode.durable, write);
  inode.unsynced.clear();
}

void sync(Node& node) {
  for (const NameChange& change : node.unsynced) put(node.durable, change);
  node.unsynced.clear();
}

}  // namespace

struct SimulatedDisk::State {
  explicit State(uint64_t seed) : random(seed) {}

  std::mutex mutex;
  std::mt19937_64 random;
  std::shared_ptr<Node> root = std::make_shared<Node>();
  uint64_t calls = 0;
  uint64_t fail_at = ~uint64_t{0};
  Failure failure = Failure::kStop;
  std::string watched = "\n";
  std::vector<std::string> seen;

  bool coin() { return random() % 2 == 0; }

  // Counts a call. Whether it fails.
  bool fails() {
    const uint64_t call = calls++;
    return call == fail_at || (call > fail_at && failure == Failure::kStop);
  }
  bool stopped() const { return calls > fail_at && failure == Failure::kStop; }
  std::unexpected<Error> error(const char* what) const {
    return fail(ErrorCode::kIo, fmt::format("cannot {}: {}", what,
                                            failure == Failure::kNoSpace ? "No space left on device"
                                                                         : "Input/output error"));
  }

  // Which of the changes since the last sync a crash keeps: all, none, those up to one, any.
  std::vector<bool> kept(size_t changes) {
    std::vector<bool> keep(changes);
    const uint64_t how = random() % 4;
    const uint64_t prefix = random() % (changes + 1);
    for (size_t i = 0; i < changes; ++i)
      keep[i] = how == 0 || (how == 1 && i < prefix) || (how == 2 && coin());
    return keep;
  }

  void crash(Inode& inode) {
    const std::vector<bool> keep = kept(inode.unsynced.size());
    for (size_t i = 0; i < keep.size(); ++i) {
      const Write& write = inode.unsynced[i];
      const bool tear = !write.resize && random() % 4 == 0;
      if (!tear) {
        if (keep[i]) put(inode.durable, write);
        continue;
      }
      for (uint64_t at = 0; at < write.bytes.size();) {
        const uint64_t size =
            std::min(kSector - (write.offset + at) % kSector, write.bytes.size() - at);
        if (coin()) put(inode.durable, {write.offset + at, write.bytes.substr(at, size)});
        at += size;
      }
    }
    inode.now = inode.durable;
    inode.unsynced.clear();
    inode.locked = false;
  }

  void crash(Node& node) {
    const std::vector<bool> keep = kept(node.unsynced.size());
    for (size_t i = 0; i < keep.size(); ++i)
      if (keep[i]) put(node.durable, node.unsynced[i]);
    node.now = node.durable;
    node.unsynced.clear();
    for (auto& [name, entry] : node.now) {
      if (entry.directory) crash(*entry.directory);
      if (entry.file) crash(*entry.file);
    }
  }

  void sync_all(Node& node) {
    sync(node);
    for (auto& [name, entry] : node.now) {
      if (entry.directory) sync_all(*entry.directory);
      if (entry.file) sync(*entry.file);
    }
  }
};

namespace {

using State = SimulatedDisk::State;

class SimulatedFile final : public File {
 public:
  SimulatedFile(std::shared_ptr<State> disk, std::shared_ptr<Inode> inode)
      : disk_(std::move(disk)), inode_(std::move(inode)) {}

  Result<uint64_t> size() const override {
    const std::lock_guard lock(disk_->mutex);
    return inode_->now.size();
  }
  Result<size_t> read(uint64_t offset, std::span<char> out) const override {
    const std::lock_guard lock(disk_->mutex);
    if (disk_->stopped()) return disk_->error("read the file");
    if (offset >= inode_->now.size()) return size_t{0};
    return inode_->now.copy(out.data(), out.size(), offset);
  }
  Result<void> write(uint64_t offset, std::string_view bytes) override {
    const std::lock_guard lock(disk_->mutex);
    const bool fails = disk_->fails();
    if (bytes.starts_with(disk_->watched)) disk_->seen.emplace_back(bytes);
    if (fails) bytes = bytes.substr(0, bytes.empty() ? 0 : disk_->random() % bytes.size());
    if (!disk_->stopped() || disk_->calls == disk_->fail_at + 1)
      change({offset, std::string(bytes)});
    if (fails) return disk_->error("write the file");
    return {};
  }
  Result<void> preallocate(uint64_t size) override {
    const std::lock_guard lock(disk_->mutex);
    if (disk_->fails()) return disk_->error("reserve room");
    change({size, {}, true});
    return {};
  }
  Result<void> sync() override {
    const std::lock_guard lock(disk_->mutex);
    if (disk_->fails()) {
      if (disk_->failure != SimulatedDisk::Failure::kStop) inode_->unsynced.clear();
      return disk_->error("sync the file");
    }
    tlog::sync(*inode_);
    return {};
  }

 private:
  void change(Write write) {
    put(inode_->now, write);
    inode_->unsynced.push_back(std::move(write));
  }

  std::shared_ptr<State> disk_;
  std::shared_ptr<Inode> inode_;
};

class SimulatedLock final : public FileLock {
 public:
  SimulatedLock(std::shared_ptr<State> disk, std::shared_ptr<Inode> inode)
      : disk_(std::move(disk)), inode_(std::move(inode)) {}
  ~SimulatedLock() override {
    const std::lock_guard lock(disk_->mutex);
    inode_->locked = false;
  }

 private:
  std::shared_ptr<State> disk_;
  std::shared_ptr<Inode> inode_;
};

class SimulatedDirectory final : public Directory {
 public:
  SimulatedDirectory(std::shared_ptr<State> disk, std::shared_ptr<Node> node)
      : disk_(std::move(disk)), node_(std::move(node)) {}

  Result<std::unique_ptr<File>> open(std::string_view name, OpenMode mode) override {
    const std::lock_guard lock(disk_->mutex);
    const auto found = node_->now.find(name);
    if (mode == OpenMode::kCreate) {
      if (found != node_->now.end()) return exists();
      if (disk_->fails()) return disk_->error("make the file");
      const auto inode = std::make_shared<Inode>();
      change({{}, std::string(name), {inode, nullptr}});
      return std::make_unique<SimulatedFile>(disk_, inode);
    }
    if (disk_->stopped()) return disk_->error("open the file");
    if (found == node_->now.end() || !found->second.file) return missing();
    return std::make_unique<SimulatedFile>(disk_, found->second.file);
  }
  Result<std::unique_ptr<Directory>> directory(std::string_view name) override {
    const std::lock_guard lock(disk_->mutex);
    if (disk_->stopped()) return disk_->error("open the directory");
    const auto found = node_->now.find(name);
    if (found == node_->now.end() || !found->second.directory) return missing();
    return std::make_unique<SimulatedDirectory>(disk_, found->second.directory);
  }
  Result<void> make_directory(std::string_view name) override {
    const std::lock_guard lock(disk_->mutex);
    if (node_->now.contains(name)) return {};
    if (disk_->fails()) return disk_->error("make the directory");
    change({{}, std::string(name), {nullptr, std::make_shared<Node>()}});
    return {};
  }
  Result<void> rename(std::string_view from, std::string_view to) override {
    const std::lock_guard lock(disk_->mutex);
    const auto found = node_->now.find(from);
    if (found == node_->now.end()) return missing();
    if (disk_->fails()) return disk_->error("rename the file");
    change({std::string(from), std::string(to), found->second});
    return {};
  }
  Result<void> remove(std::string_view name) override {
    const std::lock_guard lock(disk_->mutex);
    if (!node_->now.contains(name)) return missing();
    if (disk_->fails()) return disk_->error("remove the file");
    change({std::string(name), {}, {}});
    return {};
  }
  Result<void> remove_directory(std::string_view name) override { return remove(name); }
  Result<std::vector<std::string>> names() const override {
    const std::lock_guard lock(disk_->mutex);
    std::vector<std::string> out;
    for (const auto& [name, entry] : node_->now) out.push_back(name);
    return out;
  }
  Result<void> sync() override {
    const std::lock_guard lock(disk_->mutex);
    if (disk_->fails()) return disk_->error("sync the directory");
    tlog::sync(*node_);
    return {};
  }
  Result<void> sync_file_system() override {
    const std::lock_guard lock(disk_->mutex);
    if (disk_->fails()) return disk_->error("sync the file system");
    disk_->sync_all(*disk_->root);
    return {};
  }
  Result<std::unique_ptr<FileLock>> lock(std::string_view name) override {
    const std::lock_guard lock(disk_->mutex);
    const auto found = node_->now.find(name);
    std::shared_ptr<Inode> inode =
        found == node_->now.end() ? std::make_shared<Inode>() : found->second.file;
    if (found == node_->now.end()) change({{}, std::string(name), {inode, nullptr}});
    if (inode->locked) return fail(ErrorCode::kUsage, "another process writes here");
    inode->locked = true;
    return std::make_unique<SimulatedLock>(disk_, inode);
  }

 private:
  static std::unexpected<Error> missing() { return fail(ErrorCode::kNotFound, "no such file"); }
  static std::unexpected<Error> exists() { return fail(ErrorCode::kIo, "the file exists"); }
  void change(NameChange change) {
    put(node_->now, change);
    node_->unsynced.push_back(std::move(change));
  }

  std::shared_ptr<State> disk_;
  std::shared_ptr<Node> node_;
};

}  // namespace

SimulatedDisk::SimulatedDisk(uint64_t seed) : state_(std::make_shared<State>(seed)) {}
SimulatedDisk::~SimulatedDisk() = default;

std::unique_ptr<Directory> SimulatedDisk::root() {
  return std::make_unique<SimulatedDirectory>(state_, state_->root);
}

uint64_t SimulatedDisk::calls() const {
  const std::lock_guard lock(state_->mutex);
  return state_->calls;
}

void SimulatedDisk::watch(std::string beginning) {
  const std::lock_guard lock(state_->mutex);
  state_->watched = std::move(beginning);
}

std::vector<std::string> SimulatedDisk::watched() const {
  const std::lock_guard lock(state_->mutex);
  return state_->seen;
}

void SimulatedDisk::fail_at(uint64_t call, Failure failure) {
  const std::lock_guard lock(state_->mutex);
  state_->fail_at = call;
  state_->failure = failure;
}

void SimulatedDisk::crash() {
  const std::lock_guard lock(state_->mutex);
  state_->fail_at = ~uint64_t{0};
  state_->crash(*state_->root);
}

bool SimulatedDisk::flip(const std::string& path, uint64_t bit) {
  const std::lock_guard lock(state_->mutex);
  std::shared_ptr<Node> node = state_->root;
  size_t begin = 0;
  for (size_t slash; (slash = path.find('/', begin)) != std::string::npos; begin = slash + 1) {
    const auto found = node->now.find(path.substr(begin, slash - begin));
    if (found == node->now.end() || !found->second.directory) return false;
    node = found->second.directory;
  }
  const auto found = node->now.find(path.substr(begin));
  if (found == node->now.end() || !found->second.file) return false;
  for (std::string* content : {&found->second.file->now, &found->second.file->durable}) {
    if (bit / 8 >= content->size()) return false;
    (*content)[bit / 8] = static_cast<char>((*content)[bit / 8] ^ (1 << (bit % 8)));
  }
  return true;
}

TEST(SimulatedDisk, LosesWhatWasNotSyncedAndKeepsWhatWas) {
  std::set<std::string> seen;
  for (uint64_t seed = 0; seed < 200; ++seed) {
    SimulatedDisk disk(seed);
    const auto root = disk.root();
    ASSERT_TRUE(write_durably(*root, "a", "old"));
    const auto file = root->open("a", OpenMode::kWrite);
    ASSERT_TRUE((*file)->write(0, "new"));
    ASSERT_TRUE(write_new(*root, "b", "x"));
    disk.crash();
    seen.insert(read_whole(*root, "a", 10).value());
    seen.insert(root->open("b", OpenMode::kRead) ? "b is there" : "b is gone");
  }
  EXPECT_EQ(seen, (std::set<std::string>{"old", "new", "b is there", "b is gone"}));
}

TEST(SimulatedDisk, AFailedSyncLeavesDataThatIsOnlyInMemory) {
  SimulatedDisk disk(1);
  const auto root = disk.root();
  ASSERT_TRUE(write_durably(*root, "a", "old"));
  const auto file = root->open("a", OpenMode::kWrite);
  ASSERT_TRUE((*file)->write(0, "new"));
  disk.fail_at(disk.calls(), SimulatedDisk::Failure::kIoError);
  EXPECT_FALSE((*file)->sync());
  EXPECT_TRUE((*file)->sync());
  EXPECT_EQ(read_whole(*root, "a", 10).value(), "new");
  disk.crash();
  EXPECT_EQ(read_whole(*root, "a", 10).value(), "old");
}

}  // namespace sekisho::tlog
