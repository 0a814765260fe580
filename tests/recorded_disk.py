"""A disk that loses what was not synced, made of what strace saw one program do to a directory.

The rules are those of SimulatedDisk (src/tlog/simulated_files_test.h): a power loss keeps any of the
writes to a file since its last sync, whole or torn at 512 bytes, and any of the changes of names in a
directory since its last sync; a rename is one change. Here they hold for everything that a program
writes, SQLite's files and ours alike, because what it did is recorded and not imitated.

    under(trace)             the words before a command that record it
    Recording(trace, place, base)
                             what the command did in the directory `place`, which began as a copy of
                             `base`, all of it synced
    recording.moments        at each of which, by number, the power may go
    recording.after_loss(moment, order)
                             the Tree that is left then; `order`, a random.Random, chooses
    Tree.put(place)          makes the directory so
"""
import bisect
import collections
import os
import re
import shutil
import stat

SECTOR = 512
UNFINISHED = "<unfinished ...>"
LONGEST = 100_000_000  # bytes of one write
# What changes a file, a name or what is durable, and what says which file a descriptor is.
CALLS = ("openat open creat close lseek write writev pwrite64 pwritev pwritev2 ftruncate truncate "
         "fallocate fsync fdatasync syncfs sync sync_file_range rename renameat renameat2 link linkat "
         "unlink unlinkat rmdir mkdir mkdirat symlink symlinkat copy_file_range sendfile splice "
         "dup dup2 dup3 execve fork vfork io_uring_setup").split()
NEVER = {"fork", "vfork", "sync", "io_uring_setup"}
NOT_HERE = {"open", "creat", "truncate", "sync_file_range", "symlink", "symlinkat", "pwritev",
            "pwritev2", "splice", "copy_file_range", "sendfile"}  # of the place
LINE = re.compile(r"^(?P<thread>\d+) +(?P<time>\d+\.\d+) (?P<rest>.*)$")
WHOLE = re.compile(r"^(?P<call>\w+)\((?P<arguments>.*)\) += (?P<result>-?\d+)(?P<more>.*)$")
SPENT = re.compile(r"<(\d+\.\d+)>$")
PART = re.compile(r'"[^"]*"|<[^>]*>|[\[\]{},]|[^"<\[\]{},]+')
HERE = re.compile(r"^(?P<number>AT_FDCWD|-?\d+)<(?P<path>[^>]*)>")


def under(trace):
    """strace as a grandchild: whoever starts the command waits for the command."""
    return ("strace", "-D", "-f", "-ttt", "-T", "-y", "-xx", "-s", str(LONGEST), "-o", trace, "-e",
            "trace=" + ",".join(CALLS))


def text(hexadecimal):
    """As strace writes it: "\\x2f…"."""
    return hexadecimal.strip('"').encode("ascii").decode("unicode_escape").encode("latin1")


Call = collections.namedtuple("Call", "begin end name arguments result")  # times; words


def whole_lines(lines):
    """(begin, end or nothing, what strace says) of each call: of one that others came between strace
    tells in two lines."""
    begun = {}
    for line in lines:
        seen = LINE.match(line.rstrip("\n"))
        if not seen:
            raise ValueError("strace says: " + line[:200])
        thread, time, said = seen["thread"], float(seen["time"]), seen["rest"]
        resumed = re.match(r"<\.\.\. \w+ resumed>", said)
        if said.endswith(UNFINISHED):
            begun[thread] = time, said[:-len(UNFINISHED)].rstrip()
        elif resumed:
            begin, head = begun.pop(thread)
            yield begin, time, head + said[resumed.end():]
        elif not said.startswith(("---", "+++")):  # a signal, an end
            yield time, None, said


def calls(trace):
    """In the order in which they began; those that never ended changed nothing that was told."""
    out = []
    with open(trace, encoding="latin1") as lines:
        for begin, end, said in whole_lines(lines):
            seen = WHOLE.match(said)
            if not seen:
                continue  # `= ?`: the process ended in it
            spent = SPENT.search(seen["more"])
            out.append(Call(begin, end or begin + float(spent[1] if spent else 0), seen["call"],
                            words(seen["arguments"]), int(seen["result"])))
    return sorted(out, key=lambda call: call.begin)


def words(arguments):
    """Between the commas that no text, bracket or path is around; a text as its bytes."""
    out, depth = [""], 0
    for part in PART.findall(arguments):
        depth += (part in "[{") - (part in "]}")
        if part == "," and depth == 0:
            out.append("")
        else:
            out[-1] += part
    out = [word.strip() for word in out]
    return [text(word) if word.startswith('"') else word for word in out]


class Node:
    """What it is now, what of it is durable, and the changes in between."""

    def __init__(self, now, durable):
        self.now, self.durable, self.changes, self.synced = now, durable, [], 0

    def change(self, *change):
        self.apply(self.now, *change)
        self.changes.append(change)

    def so_far(self):
        return self.synced + len(self.changes)

    def sync(self, so_far):
        while self.synced < so_far:
            self.apply(self.durable, *self.changes.pop(0))
            self.synced += 1


class File(Node):
    """A change is (offset, bytes) or, of its size, (size, None)."""

    def __init__(self, content=b""):
        super().__init__(bytearray(content), bytearray(content))

    @staticmethod
    def apply(content, offset, data):
        if data is None:
            del content[offset:]
        end = offset + len(data or b"")
        if len(content) < end:
            content.extend(bytes(end - len(content)))
        if data:
            content[offset:end] = data

    def left(self, order):
        out = bytearray(self.durable)
        for kept, (offset, data) in zip(chosen(len(self.changes), order), self.changes):
            if data is not None and order.randrange(4) == 0:
                for begin, end in sectors(offset, len(data)):
                    if order.randrange(2):
                        self.apply(out, begin, data[begin - offset:end - offset])
            elif kept:
                self.apply(out, offset, data)
        return out


class Folder(Node):
    """A change is (name that goes, name that comes, what it names)."""

    def __init__(self):
        super().__init__({}, {})

    @staticmethod
    def apply(names, removed, added, node):
        names.pop(removed, None)
        if added is not None:
            names[added] = node

    def left(self, order):
        out = dict(self.durable)
        for kept, change in zip(chosen(len(self.changes), order), self.changes):
            if kept:
                self.apply(out, *change)
        return out


def sectors(offset, size):
    begin = offset
    while begin < offset + size:
        end = min(begin - begin % SECTOR + SECTOR, offset + size)
        yield begin, end
        begin = end


def chosen(changes, order):
    """Which of the changes since the last sync a loss keeps: all, those up to one, any, none."""
    how, prefix = order.randrange(4), order.randrange(changes + 1)
    return [how == 0 or (how == 1 and at < prefix) or (how == 2 and order.randrange(2) == 1)
            for at in range(changes)]


class Tree:
    """Directories and files with their content, by path."""

    def __init__(self):
        self.folders, self.files = [], {}

    @staticmethod
    def below(root, names, content):
        """Of a Folder, with what `names` gives of each Folder and `content` of a name and its File."""
        out = Tree()

        def add(folder, path):
            for name, node in sorted(names(folder).items()):
                below = os.path.join(path, name)
                if isinstance(node, Folder):
                    out.folders.append(below)
                    add(node, below)
                else:
                    out.files[below] = bytes(content(name, node))

        add(root, "")
        return out

    @staticmethod
    def of(place):
        out = Tree()
        for folder, names, files in os.walk(place):
            base = os.path.relpath(folder, place)
            out.folders += [os.path.normpath(os.path.join(base, name)) for name in names]
            for name in files:
                path = os.path.join(folder, name)
                if stat.S_ISREG(os.lstat(path).st_mode):
                    with open(path, "rb") as file:
                        out.files[os.path.normpath(os.path.join(base, name))] = file.read()
        return out

    def put(self, place):
        shutil.rmtree(place, ignore_errors=True)
        os.mkdir(place, 0o700)
        for folder in sorted(self.folders):
            os.mkdir(os.path.join(place, folder), 0o700)
        for path, content in self.files.items():
            with open(os.open(os.path.join(place, path), os.O_WRONLY | os.O_CREAT, 0o600),
                      "wb") as file:
                file.write(content)


class Disk:
    """A directory to which one call after another happens."""

    def __init__(self, place, base):
        self.place, self.root = os.path.abspath(place), Folder()
        self.open = {}  # descriptor: [node, offset, whether it appends]
        tree = Tree.of(base)
        for folder in sorted(tree.folders):
            self.name(folder, Folder())
        for path, content in tree.files.items():
            self.name(path, File(content))

    def name(self, path, node):
        """As it was before the program began."""
        folder, name = self.parent(path)
        folder.now[name] = folder.durable[name] = node

    def parent(self, path):
        *above, name = path.split("/")
        node = self.root
        for part in above:
            node = node.now[part]
        return node, name

    def find(self, path):
        folder, name = self.parent(path)
        return self.root if path == "." else folder.now.get(name)

    def inside(self, path):
        """The path below the place, or nothing."""
        path = os.path.normpath(path)
        if path == self.place:
            return "."
        return path[len(self.place) + 1:] if path.startswith(self.place + "/") else None

    def path(self, arguments, at):
        """Of `directory, "name"` or `"name"` from argument number `at` on, and what comes behind."""
        base = HERE.match(arguments[at]) if isinstance(arguments[at], str) else None
        if base:
            at += 1
        folder = os.fsdecode(text(base["path"])) if base else os.getcwd()
        return self.inside(os.path.join(folder, os.fsdecode(arguments[at]))), at + 1

    def descriptor(self, argument):
        return int(HERE.match(argument)["number"])

    def do(self, call):
        act = getattr(self, "do_" + call.name, None)
        if act:
            act(call.arguments, call.result)

    def do_openat(self, arguments, result):
        path, at = self.path(arguments, 0)
        number, flags = result, arguments[at].split("|")
        self.open.pop(number, None)
        if path is None:
            return
        node = self.find(path)
        if node is None:
            if "O_CREAT" not in flags:
                raise ValueError(f"{path} is not known")
            node = File()
            folder, name = self.parent(path)
            folder.change(None, name, node)
        elif "O_TRUNC" in flags:
            node.change(0, None)
        self.open[number] = [node, 0, "O_APPEND" in flags]

    def do_close(self, arguments, _):
        self.open.pop(self.descriptor(arguments[0]), None)

    def do_lseek(self, arguments, result):
        found = self.open.get(self.descriptor(arguments[0]))
        if found:
            found[1] = result

    def do_dup(self, arguments, result):
        if self.descriptor(arguments[0]) in self.open:
            raise ValueError("a descriptor is doubled, which is not followed")

    do_dup2 = do_dup3 = do_dup

    def write(self, arguments, result, data, offset=None):
        found = self.open.get(self.descriptor(arguments[0]))
        if not found:
            return
        node, at, appends = found
        data = data[:result]
        if offset is None:
            offset = len(node.now) if appends else at
            found[1] = offset + len(data)
        node.change(offset, data)

    def do_write(self, arguments, result):
        self.write(arguments, result, arguments[1])

    def do_writev(self, arguments, result):
        self.write(arguments, result, b"".join(
            text(one) for one in re.findall(r'iov_base=("[^"]*")', arguments[1])))

    def do_pwrite64(self, arguments, result):
        self.write(arguments, result, arguments[1], int(arguments[3]))

    def do_ftruncate(self, arguments, _):
        found = self.open.get(self.descriptor(arguments[0]))
        if found:
            found[0].change(int(arguments[1]), None)

    def do_fallocate(self, arguments, _):
        found = self.open.get(self.descriptor(arguments[0]))
        if not found:
            return
        if arguments[1] != "0":
            raise ValueError("fallocate with a mode, which is not followed")
        end = int(arguments[2]) + int(arguments[3])
        if end > len(found[0].now):
            found[0].change(end, None)

    def do_renameat(self, arguments, _):
        before, at = self.path(arguments, 0)
        after, _ = self.path(arguments, at)
        if (before is None) != (after is None):
            raise ValueError("a file goes into the place or out of it, which is not followed")
        if before is None:
            return
        (folder, old), (other, new) = self.parent(before), self.parent(after)
        node = folder.now[old]
        if folder is other:
            folder.change(old, new, node)
        else:  # on the disk the two are not one
            other.change(None, new, node)
            folder.change(old, None, None)

    do_rename = do_renameat2 = do_renameat

    def do_linkat(self, arguments, _):
        before, at = self.path(arguments, 0)
        after, _ = self.path(arguments, at)
        if after is not None:
            folder, name = self.parent(after)
            folder.change(None, name, self.find(before))

    do_link = do_linkat

    def do_unlinkat(self, arguments, _):
        path, _ = self.path(arguments, 0)
        if path is not None:
            folder, name = self.parent(path)
            folder.change(name, None, None)

    do_unlink = do_rmdir = do_unlinkat

    def do_mkdirat(self, arguments, _):
        path, _ = self.path(arguments, 0)
        if path is not None:
            folder, name = self.parent(path)
            folder.change(None, name, Folder())

    do_mkdir = do_mkdirat

    def nodes(self):
        """Everything that has a name, now or on the disk."""
        seen, waiting = {}, [self.root]
        while waiting:
            node = waiting.pop()
            if id(node) not in seen:
                seen[id(node)] = node
                if isinstance(node, Folder):
                    waiting += [*node.now.values(), *node.durable.values()]
        return list(seen.values())

    def to_sync(self, call):
        """What a sync that begins now makes durable: each node, and how many of its changes."""
        found = self.open.get(self.descriptor(call.arguments[0]))
        nodes = [] if not found else self.nodes() if call.name == "syncfs" else [found[0]]
        return [(node, node.so_far()) for node in nodes]


SYNCS = {"fsync", "fdatasync", "syncfs"}


class Recording:
    """See above. Raises ValueError where the program did what is not followed here."""

    def __init__(self, trace, place, base):
        self.place, self.base = place, base
        self.calls = [call for call in calls(trace) if call.result >= 0]
        self.said = []  # (when it was out, what) of the standard output
        for call in self.calls:
            if self.is_not_followed(call):
                raise ValueError(f"{call.name} is not followed: {str(call.arguments)[:200]}")
            if call.name == "write" and str(call.arguments[0]).startswith("1<"):
                self.said.append((call.end, call.arguments[1]))
        # A call has been done when it ends. What it closes is free, and what it syncs is chosen, when
        # it begins: another thread may take the number, or write on.
        self.steps = sorted([(call.end, at, True) for at, call in enumerate(self.calls)
                             if call.name != "close"] +
                            [(call.begin, at, False) for at, call in enumerate(self.calls)
                             if call.name in SYNCS | {"close"}])
        self.moments = range(len(self.steps) + 1)

    def is_not_followed(self, call):
        place = os.fsencode(self.place)
        inside = any(place in (text(word) if isinstance(word, str) else word)
                     for word in call.arguments)
        return call.name in NEVER or (call.name in NOT_HERE and inside)

    def time(self, moment):
        return self.steps[moment - 1][0] if moment else 0.0

    def first_after(self, time):
        """The first moment that is later than that."""
        return bisect.bisect_right([step[0] for step in self.steps], time) + 1

    def said_before(self, moment):
        time = self.time(moment)
        return b"".join(said for end, said in self.said if end <= time).decode()

    def disk(self, moment, lies=False):
        """Before its power goes. One that lies forgets what was to be synced."""
        disk, syncing = Disk(self.place, self.base), {}
        for _, at, ended in self.steps[:moment]:
            call = self.calls[at]
            if call.name not in SYNCS:
                disk.do(call)
            elif not ended:
                syncing[at] = disk.to_sync(call)
            elif not lies:
                for node, changes in syncing[at]:
                    node.sync(changes)
        return disk

    def after_loss(self, moment, order, lies=False):
        def content(name, node):
            # SQLite maps this one: what of it is on the disk, nobody knows.
            return order.randbytes(len(node.now)) if name.endswith("-shm") else node.left(order)

        return Tree.below(self.disk(moment, lies).root, lambda node: node.left(order), content)

    def whole(self):
        """What is there in the end, without a loss."""
        return Tree.below(self.disk(len(self.steps)).root, lambda node: node.now,
                          lambda _, node: node.now)
