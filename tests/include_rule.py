#!/usr/bin/env python3
"""Who may include what (see docs/architecture.md), that each type has a name of its own, and that output has one door. Usage: include_rule.py SOURCE_ROOT; prints each breach, exits 1 on any."""
import pathlib
import re
import sys

INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]', re.M)

# Third-party headers by the prefix that marks them, and the folders or files that may use them.
THIRD_PARTY = {
    "gumbo.h": ["parsers/html/"],
    "unicode/": ["parsers/html/charset", "parsers/html/legacy_charset", "parsers/words/letters.cpp"],
    "libstemmer.h": ["parsers/words/stems.cpp", "tests/parsers/words/"],
    "curl/": ["parsers/model/url.cpp", "daemon/fetch/"],
    "openssl/": ["parsers/model/digest.cpp", "daemon/follow/", "daemon/json/", "tests/"],
    "pqxx/": ["db/sql/pqxx_traits.h"],
    "spdlog/": ["daemon/system/log."],
    "CLI/": ["daemon/cli/"],
    "toml++/": ["daemon/config/", "tests/"],
    "nlohmann/": ["daemon/", "tests/"],
    "archive.h": ["daemon/import/", "tests/"],
    "archive_entry.h": ["daemon/import/", "tests/"],
    "systemd/": ["daemon/system/"],
    "libdeflate.h": ["daemon/codec/"],
    "isa-l/": ["daemon/codec/"],
    "zlib.h": ["daemon/codec/", "tests/"],
    "brotli/": ["daemon/codec/"],
    "zstd.h": ["daemon/codec/", "daemon/store/", "daemon/import/", "tests/"],
    "sqlite3.h": ["daemon/follow/", "tests/"],
    "gtest/": ["tests/"],
    "gmock/": ["tests/"],
    "benchmark/": ["tests/bench/"],
}
# POSIX and Linux headers: what waits or touches the machine belongs to daemon/.
SYSTEM = re.compile(r"^(sys/|unistd\.h|fcntl\.h|pwd\.h|grp\.h|poll\.h|netdb\.h|arpa/|netinet/|linux/|dirent\.h)")
THREADS_CLOCK_IO = {"thread", "mutex", "condition_variable", "future", "fstream", "iostream", "filesystem", "semaphore", "stop_token"}
# Results go through daemon/app/output.h, which tells of a full disk and keeps a terminal safe; complaints too.
DOORS = ["daemon/app/output.cpp", "daemon/app/pager.cpp", "daemon/postgres/", "daemon/system/", "tests/"]
PAST_THE_DOOR = re.compile(r"\bstd::(?:cout|cerr|clog)\b|\b(?:printf|puts|putchar|fmt::print)\s*\(|\bSTDOUT_FILENO\b")
LAYERS = {"parsers": ["parsers"], "db": ["db", "parsers/model", "parsers/words"], "daemon": ["daemon", "db", "parsers"], "tests": ["tests", "daemon", "db", "parsers"]}

# The rooms of a layer, floor under floor. A room may use those that stand lower, and no other.
FLOORS = {
    "daemon": [["main"], ["cli"], ["crawl", "import", "reparse", "rebuild", "follow", "serve"], ["serve/pages", "serve/api"], ["serve/site"], ["serve/html"],
               ["answers"], ["app"], ["pipeline"], ["schedule"], ["store", "fetch", "formats", "http"],
               ["codec", "config", "postgres", "json", "metrics"], ["system"]],
    "db": [["query"], ["corpus"], ["frontier", "feed"], ["sql"]],
    "parsers": [["page"], ["profile", "query", "codes"], ["locate"], ["form"], ["cable"], ["cable/damage"], ["cable/body"], ["cable/header", "cable/references", "cable/names", "cable/tags"],
                ["cable/station"], ["telegram", "warc", "mail"], ["html", "web", "dump", "dedup", "words"], ["model"]],
}


def room_of(path):
    """Layer, room and floor of a source file: the uppermost floor is 0, none is -1."""
    layer, _, rest = path.partition("/")
    room = rest.rpartition("/")[0] or "main"
    return layer, room, next((i for i, rooms in enumerate(FLOORS.get(layer, [])) if room in rooms), -1)


def climbs(path, header):
    layer, room, floor = room_of(path)
    other_layer, other, lower = room_of(header)
    if layer != other_layer or layer not in FLOORS or room == other:
        return None
    if floor < 0 or lower < 0:
        return f"{room if floor < 0 else other} has no floor"
    return None if floor < lower else f"{room} does not stand above {other}"


def breach(path, quote, header):
    layer = path.split("/")[0]
    if quote == '"':
        if not any(header.startswith(allowed + "/") for allowed in LAYERS[layer]):
            return "this layer may not use it"
        if header.startswith("tests/") and layer != "tests":
            return "tests are used by tests alone"
        return climbs(path, header)
    for mark, allowed in THIRD_PARTY.items():
        if (header == mark or mark.endswith("/") and header.startswith(mark)) and not any(path.startswith(a) for a in allowed):
            return f"only {', '.join(allowed)} may use it"
    if layer in ("parsers", "db") and SYSTEM.match(header):
        return "the operating system belongs to daemon/"
    if layer == "parsers" and header in THREADS_CLOCK_IO:
        return "parsers have no I/O, threads or clock"
    if layer == "db" and header in THREADS_CLOCK_IO - {"filesystem"}:
        return "db/ has no threads and no I/O but the database"
    return None


TYPE = re.compile(r"^(?:namespace (?P<space>[\w:]+) \{|(?:class|struct|enum class) (?P<name>\w+)[^;(]*\{)", re.M)


def twice_named(files, root):
    """Types of one namespace that two headers define: the linker takes either, silently."""
    homes = {}
    for file in files:
        if file.suffix == ".h":
            space = ""
            for found in TYPE.finditer(file.read_text(encoding="utf-8")):
                if found["space"]:
                    space = found["space"]
                else:
                    homes.setdefault((space, found["name"]), set()).add(file.relative_to(root).as_posix())
    return {f"{space}::{name}": sorted(paths) for (space, name), paths in homes.items() if len(paths) > 1}


def main():
    root = pathlib.Path(sys.argv[1])
    bad = 0
    files = [f for layer in LAYERS for f in sorted((root / layer).rglob("*")) if f.suffix in (".h", ".cpp")]
    for file in files:
        path = file.relative_to(root).as_posix()
        text = file.read_text(encoding="utf-8")
        for found in PAST_THE_DOOR.findall(text):
            if not any(path.startswith(door) for door in DOORS):
                print(f"{path}: {found}: output goes through daemon/app/output.h")
                bad += 1
        for quote, header in INCLUDE.findall(text):
            why = breach(path, quote, header)
            if why:
                print(f"{path}: includes {header}: {why}")
                bad += 1
    for name, paths in twice_named(files, root).items():
        print(f"{' and '.join(paths)}: both define {name}")
        bad += 1
    print(f"{len(files)} files, {bad} breaches")
    return 1 if bad or not files else 0


sys.exit(main())
