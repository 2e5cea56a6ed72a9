#!/usr/bin/env python3
"""No ORDER BY names a column that the select list casts or computes under the same name.

SQL takes a bare name in ORDER BY for the selected column, not the table's: `SELECT xid::text … ORDER
BY xid` sorts text, in which 1000 comes before 999, and reads no index. Name the table's: `c.xid`.
Usage: order_rule.py SOURCE_ROOT; judges samples of its own first, prints each breach, exits 1 on any.
"""

import pathlib
import re
import sys

COMMENT = re.compile(r'"(?:\\.|[^"\\])*"|//[^\n]*|/\*.*?\*/', re.S)
LITERAL_OR_END = re.compile(r'R"\w*\((?P<raw>.*?)\)\w*"|"(?P<text>(?:\\.|[^"\\])*)"|(?P<end>;)', re.S)
TOKEN = re.compile(r"'(?:[^']|'')*'|\"[^\"]*\"|::|->>|->|\w+|[^\s\w]")
# What ends a select list, and what ends an ORDER BY.
AFTER_LIST = {"from", "where", "group", "order", "limit", "union", "on", "into", "for", "having"}
AFTER_ORDER = {"limit", "offset", "for", "on", "union", "fetch", "returning"}
WORDS_OF_ORDER = {"asc", "desc", "nulls", "first", "last"}


def statements(source):
    """The SQL of a C++ source: literals up to a semicolon are one."""
    source = COMMENT.sub(lambda found: found[0] if found[0][0] == '"' else " ", source)
    text = ""
    for found in LITERAL_OR_END.finditer(source):
        if found["end"]:
            yield text
            text = ""
        else:
            text += found["raw"] if found["raw"] is not None else found["text"].replace('\\"', '"')
    yield text


def nested(tokens):
    """Tokens with each pair of brackets as a list of what it holds."""
    stack = [[]]
    for token in tokens:
        if token in "([":
            stack.append([])
        elif token in ")]":
            if len(stack) > 1:
                inner = stack.pop()
                stack[-1].append(inner)
        else:
            stack[-1].append(token.lower())
    while len(stack) > 1:
        inner = stack.pop()
        stack[-1].append(inner)
    return stack[0]


def parts(tokens):
    """The tokens between commas."""
    out = [[]]
    for token in tokens:
        if token == ",":
            out.append([])
        else:
            out[-1].append(token)
    return out


def mentions(tokens, name):
    """Whether a column of that name is used, qualified or not, other than as a table or function."""
    return any(mentions(token, name) if isinstance(token, list) else token == name
               and tokens[n + 1:n + 2] != ["."] for n, token in enumerate(tokens))


def renamed(item):
    """(name, expression) of what is selected; the name is None where no ORDER BY can mean it."""
    if item[:1] == ["distinct"]:
        item = item[1:]
    if len(item) > 2 and item[-2] == "as":
        return item[-1], item[:-2]
    if "::" in item:  # a cast has the name of what is cast
        inner = item[:item.index("::")]
        while len(inner) == 1 and isinstance(inner[0], list):
            inner = inner[0]
        plain = len(inner) in (1, 3) and isinstance(inner[-1], str)
        return (inner[-1] if plain else None), item
    if len(item) > 1 and item[0] == "cast" and isinstance(item[1], list):
        inner = item[1][:item[1].index("as")] if "as" in item[1] else item[1]
        return (inner[-1] if inner and isinstance(inner[-1], str) else None), item
    if len(item) == 2 and isinstance(item[0], str) and isinstance(item[1], list):
        return item[0], item  # a call has the function's name
    return None, item


def is_plain(expression):
    return len(expression) in (1, 3) and all(isinstance(token, str) for token in expression) and (
        len(expression) == 1 or expression[1] == ".")


def breaches(tokens):
    """Names that ORDER BY takes for what is selected, at this depth and below."""
    for token in tokens:
        if isinstance(token, list):
            yield from breaches(token)
    items = []
    for n, token in enumerate(tokens):
        if token == "select":
            end = next((m for m in range(n + 1, len(tokens)) if isinstance(tokens[m], str)
                        and tokens[m] in AFTER_LIST and tokens[m - 1] != "distinct"), len(tokens))
            items = [renamed(item) for item in parts(tokens[n + 1:end])]
        elif token == "order" and tokens[n + 1:n + 2] == ["by"]:
            end = next((m for m in range(n + 2, len(tokens)) if isinstance(tokens[m], str)
                        and tokens[m] in AFTER_ORDER), len(tokens))
            for key in parts(tokens[n + 2:end]):
                key = [word for word in key if isinstance(word, list) or word not in WORDS_OF_ORDER]
                yield from (key[0] for name, expression in items if key == [name]
                            and not is_plain(expression) and mentions(expression, name))


def faults(sql):
    return sorted(set(breaches(nested(TOKEN.findall(sql)))))


# C++ as it stands in a source, and the names that are to be found in it.
SAMPLES = [
    ('"SELECT xid::text, seq, utc_text(at), kind FROM change"\n" WHERE xid < $1 ORDER BY xid, seq"'
     '" LIMIT $3";', ["xid"]),
    ('R"sql(\n  SELECT utc_text(at) AS at\n    FROM change\n   ORDER BY at COLLATE "C", at\n)sql";', ["at"]),
    ('"SELECT c.xid::text, c.seq FROM change c ORDER BY xid, seq";', ["xid"]),
    ('"SELECT (xid)::text FROM change ORDER BY seq, xid DESC NULLS LAST";', ["xid"]),
    ('"SELECT CAST(xid AS text) FROM change ORDER BY xid";', ["xid"]),
    ('"SELECT utc_text(at) AS at FROM change ORDER BY at";', ["at"]),
    ('"SELECT encode(key, \'hex\') AS key FROM r ORDER BY key FOR UPDATE";', ["key"]),
    ('"WITH s AS (SELECT id::text FROM t ORDER BY id LIMIT 1) SELECT * FROM s";', ["id"]),
    ('"SELECT DISTINCT id::text FROM t ORDER BY id";', ["id"]),
    ('"SELECT c.xid::text, c.seq FROM change c ORDER BY c.xid, c.seq LIMIT $3";', []),
    ('"SELECT xid, seq FROM change ORDER BY xid, seq";', []),
    ('"SELECT a.xid FROM change a ORDER BY xid";', []),
    ('"SELECT id, fields::text FROM cable ORDER BY id";', []),
    ('"SELECT site, count(*) AS n FROM s GROUP BY site ORDER BY n DESC";', []),
    ('"SELECT array_agg(id ORDER BY id) AS id FROM t";', []),
    ('"SELECT x::text FROM (SELECT xid AS x FROM t ORDER BY xid) AS s";', []),
    ('"SELECT xid::text FROM a"; "SELECT xid FROM b ORDER BY xid";', []),
    ('// "SELECT xid::text FROM a ORDER BY xid"\n', []),
]


def misjudged():
    for source, wanted in SAMPLES:
        found = [name for sql in statements(source) for name in faults(sql)]
        if found != wanted:
            yield f"sample {source!r}: found {found}, wanted {wanted}"


def main():
    root = pathlib.Path(sys.argv[1])
    bad = list(misjudged())
    files = [file for folder in ("db", "daemon", "migrations")
             for file in sorted((root / folder).rglob("*")) if file.suffix in (".cpp", ".h", ".sql")]
    orders = 0
    for file in files:
        source = file.read_text(encoding="utf-8")
        for sql in (source.split(";") if file.suffix == ".sql" else statements(source)):
            orders += sql.upper().count("ORDER BY")
            bad += [f"{file.relative_to(root)}: ORDER BY {name} is the selected column, not the"
                    " table's" for name in faults(sql)]
    print("\n".join([*bad, f"{len(files)} files, {orders} orders, {len(bad)} breaches"]))
    return 1 if bad or orders == 0 else 0


if __name__ == "__main__":
    sys.exit(main())
