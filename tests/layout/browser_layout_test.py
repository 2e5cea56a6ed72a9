#!/usr/bin/env python3
"""Holds the lines of lay_out() against what Chromium shows of the same pages (innerText), both ways of reading.

usage: browser_layout_test.py LAYOUT_LINES [FOLDER ...]     pages of the folders are looked at as well, and counted
Not compared: blank lines, how many blanks stand between words, what stands in text fields, and rows with a cell of
several lines, which lay_out() reads cell by cell on purpose. 77 where there is no Chromium.
"""
import html
import json
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import urllib.parse

from layout_cases import CASES

READ_FRAMES = """<!doctype html><meta charset=utf-8><title>frames</title><body>%s<script>
onload = () => {
  const texts = [...document.querySelectorAll('iframe')].map(f => {
    const body = f.contentDocument && f.contentDocument.body;
    return body ? body.innerText : null;
  });
  document.documentElement.innerHTML = '<body><pre id=answer></pre>';
  document.getElementById('answer').textContent = 'ANSWER"' + encodeURIComponent(JSON.stringify(texts)) + '"';
};
</script>"""


def browser_texts(files, folder):
    """innerText of each page, in order. Scripts may run, for without them <noscript> is read otherwise."""
    frames = "".join(f'<iframe sandbox="allow-same-origin allow-scripts" width=1280 height=800 src="{html.escape(file.as_uri())}"></iframe>'
                     for file in files)
    outer = folder / "outer.html"
    outer.write_text(READ_FRAMES % frames, encoding="utf-8")
    run = subprocess.run(
        ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--allow-file-access-from-files", "--host-resolver-rules=MAP * ~NOTFOUND",
         f"--user-data-dir={folder}/profile", "--virtual-time-budget=20000", "--dump-dom", outer.as_uri()],
        capture_output=True, text=True, encoding="utf-8", timeout=240, check=True)
    found = re.search(r'ANSWER"(.*?)"', run.stdout)
    if not found:
        raise RuntimeError(f"Chromium did not answer: {run.stderr[-2000:]}")
    return json.loads(urllib.parse.unquote(found[1]))


def plain(lines):
    """Lines without what is not compared."""
    out = []
    for line in lines:
        line = line.replace("\u00a0", " ").replace("\u00ad", "").rstrip(" \t")
        if line:
            out.append(re.sub(" +", " ", line))
    return out


def compare(program, files, folder):
    texts = browser_texts(files, folder)
    ours = subprocess.run([program, *files], capture_output=True, text=True, encoding="utf-8", timeout=240, check=True)
    for file, text, line in zip(files, texts, ours.stdout.rstrip("\n").split("\n"), strict=True):
        want = plain(re.split("[\n\u2028\u2029]", text or ""))
        for way, lines in json.loads(line).items():
            yield file, way, want, plain(lines) if lines is not None else None


def check_cases(program, folder):
    files = []
    for number, (name, page) in enumerate(CASES.items()):
        file = folder / f"{number:03}.html"
        file.write_bytes(page if isinstance(page, bytes) else page.encode())
        files.append(file)
    names = dict(zip(files, CASES))
    bad = 0
    for file, way, want, got in compare(program, files, folder):
        if want != got:
            bad += 1
            print(f"{names[file]} ({way}):\n  Chromium {want}\n  lay_out  {got}")
    print(f"{len(CASES)} cases, {bad} differences")
    return bad


def count_folder(program, pages, folder):
    files = sorted(f for f in pathlib.Path(pages).resolve().rglob("*") if f.suffix in (".html", ".htm"))
    same = 0
    for file, way, want, got in compare(program, files, folder):
        if way == "shortest" and want != got:
            first = next((i for i, (a, b) in enumerate(zip(want, got or [])) if a != b), min(len(want), len(got or [])))
            print(f"{file}: line {first}: {want[first:first + 2]} | {(got or [])[first:first + 2]}")
        same += way == "shortest" and want == got
    print(f"{pages}: {same} of {len(files)} pages equal")


def main():
    if not shutil.which("chromium"):
        print("no chromium here: the layout is not compared with a browser's")
        return 77
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        bad = check_cases(sys.argv[1], folder)
        for pages in sys.argv[2:]:
            count_folder(sys.argv[1], pages, folder)
    return 1 if bad else 0


sys.exit(main())
