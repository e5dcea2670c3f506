#!/usr/bin/env python3
"""Makes a site of the documents, with search.

usage: build-site.py FOLDER

FOLDER/index.html is its start; no server is needed. Every op and every pass gets
a page of its own, from the generated parts of the documents. Needs Debian's
packages furo and python3-myst-parser.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile

from script import read, run

SOURCE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
# An op or a pass in a generated part: its heading, then all up to the next one.
ENTRY = re.compile(r"^#### `-?([a-z][\w.-]*)`.*?\n(.*?)(?=^#{1,4} |^<!-- end)", re.S | re.M)
GENERATED = re.compile(r"<!-- generated: .*?<!-- end generated -->", re.S)
FENCE = re.compile(r"^ *```.*?^ *```$", re.S | re.M)
# The README's lists of documents are the chapters.
CHAPTER = re.compile(r"^### (.*?)\n+((?:- .*\n(?:  .*\n)*)+)", re.M)
PAGE = re.compile(r"^- \[[^\]]*\]\(([^)]*)\.md\)", re.M)
# A link to a file that is no page of the site.
OUTSIDE = re.compile(r"\[([^\]]*)\]\((?![a-z]+:|#)([^)#\s]+)(#[^)\s]*)?\)")



def write(path, text):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w", encoding="utf-8") as f:
        f.write(text)


def outside_code(pattern, replace, text):
    """`pattern.sub(replace, text)`, but not in code blocks."""
    parts, start = [], 0
    for fence in FENCE.finditer(text):
        parts += [pattern.sub(replace, text[start:fence.start()]), fence[0]]
        start = fence.end()
    return "".join(parts) + pattern.sub(replace, text[start:])


def split_reference(folder, page, text):
    """Moves each op and pass to a page of its own; leaves a list of them."""

    def move(entry):
        name, body = entry[1], entry[2]
        body = re.sub(r"^##### ", "## ", body, flags=re.M)
        body = body.replace("](#", f"](../{page}.md#")
        write(os.path.join(folder, "reference", name + ".md"), f"# {name}\n\n{body}")
        summary = re.search(r"^_(.*)_$", body, re.M)
        return f"- [`{name}`](../reference/{name}.md): {summary[1] if summary else ''}\n"

    return GENERATED.sub(lambda part: ENTRY.sub(move, part[0]), text)


def make_page(folder, name):
    text = split_reference(folder, name, read(os.path.join(SOURCE, name + ".md")))
    here = os.path.dirname(name)

    def link(match):
        """Pages link to pages; of other files the name remains."""
        target = os.path.normpath(os.path.join(here, match[2]))
        if target == "README.md":
            target = "index.md"
        if target.endswith(".md") or target.startswith(("docs/images", "reference")):
            return f"[{match[1]}]({os.path.relpath(target, here or '.')}{match[3] or ''})"
        return match[1] if "`" in match[1] else f"`{target}`"

    text = outside_code(OUTSIDE, link, text)
    write(os.path.join(folder, "index.md" if name == "README" else name + ".md"), text)


def find_pages():
    """The names of all documents."""
    pages = ["README", "CONTRIBUTING"]
    for folder, _, files in sorted(os.walk(os.path.join(SOURCE, "docs"))):
        folder = os.path.relpath(folder, SOURCE)
        pages += sorted(os.path.join(folder, name[:-3]) for name in files if name.endswith(".md"))
    return pages


def read_chapters(names):
    """Titles and pages, as the README has them; every document must be in one of them."""
    readme = read(os.path.join(SOURCE, "README.md"))
    chapters = [(title, PAGE.findall(pages)) for title, pages in CHAPTER.findall(readme)]
    orphans = set(names) - {"README"} - {page for _, pages in chapters for page in pages}
    if orphans:
        sys.exit("the README does not list " + ", ".join(sorted(orphans)))
    return chapters


def make_contents(folder, names):
    """What stands at the side of every page."""
    chapters = read_chapters(names)
    reference = sorted(os.listdir(os.path.join(folder, "reference")))
    pages = ["reference/" + os.path.splitext(page)[0] for page in reference]
    chapters.append(("Ops", [page for page in pages if "." in page]))
    chapters.append(("Passes", [page for page in pages if "." not in page]))
    text = ""
    for title, pages in chapters:
        text += f"\n```{{toctree}}\n:hidden:\n:caption: {title}\n\n" + "\n".join(pages) + "\n```\n"
    return text


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    names = find_pages()
    with tempfile.TemporaryDirectory() as folder:
        for name in names:
            make_page(folder, name)
        index = os.path.join(folder, "index.md")
        write(index, read(index) + make_contents(folder, names))
        shutil.copytree(os.path.join(SOURCE, "docs/images"), os.path.join(folder, "docs/images"))
        command = [sys.executable, "-m", "sphinx", "-q", "-W", "--keep-going", "-E", "-b", "html",
                   "-c", os.path.join(SOURCE, "utils/site"), "-d", os.path.join(folder, ".doctrees"),
                   folder, sys.argv[1]]
        return subprocess.run(command, check=False).returncode


if __name__ == "__main__":
    run(main)
