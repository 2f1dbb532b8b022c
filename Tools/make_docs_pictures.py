"""Makes the pictures of README and the documentation anew.

    python3 Tools/make_docs_pictures.py PROGRAM [--data DIR] [NAME.png ...]

A picture in a page has a comment above it with the commands that make it, separated by semicolons; the last one draws it:

    <!-- picture: atlas Output/demo/demo.sqlite garage --rows 3 -->
    ![The three strongest units of garage](Sources/UnitAtlas/Documentation.docc/Resources/demo-class-sheet.png)

The commands run in an empty folder that holds the demo (`unit-atlas demo`), a link to Sources, and with --data a link `data`
to the folder of networks and photographs. Pictures that need `data` are skipped without it. Names limit the work to
some pictures. Afterwards look at every picture, and run the tests: they compare the comments with the pictures' text chunks.
"""

import argparse
import pathlib
import re
import shlex
import shutil
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
DOCUMENTATION = ROOT / "Sources/UnitAtlas/Documentation.docc"
PICTURE = re.compile(r"<!-- picture: (.*?) -->\n!\[[^\]]*\]\(([^)]+)\)", re.DOTALL)


def pictures():
    """The commands of each picture, by file name."""
    found = {}
    for page in [ROOT / "README.md", *sorted(DOCUMENTATION.rglob("*.md"))]:
        for commands, target in PICTURE.findall(page.read_text(encoding="utf-8")):
            name, lines = pathlib.Path(target).name, [shlex.split(line) for line in commands.split(";")]
            if found.setdefault(name, lines) != lines:
                sys.exit(f"{page}: the commands of {name} differ from those on another page")
    return found


def draw(program, commands, folder):
    """Runs the commands and returns the picture that the last one draws."""
    output = pathlib.Path(tempfile.mkdtemp(dir=folder))
    *before, last = commands
    for line in before:
        if line[0] == "index" and (folder / line[1]).exists():
            continue
        subprocess.run([program, *line], cwd=folder, check=True, stdout=subprocess.DEVNULL)
    if "--plot" in last:
        place = last.index("--plot") + 1
        last = [*last[:place], str(output / last[place]), *last[place + 1 :]]
    else:
        last = [*last, "--output", str(output)]
    subprocess.run([program, *last], cwd=folder, check=True, stdout=subprocess.DEVNULL)
    made = list(output.glob("*.png"))
    if len(made) != 1:
        sys.exit(f"{shlex.join(last)}: made {len(made)} pictures instead of one")
    return made[0]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program", type=pathlib.Path)
    parser.add_argument("--data", type=pathlib.Path)
    parser.add_argument("names", nargs="*")
    options = parser.parse_args()
    program = str(options.program.resolve())
    with tempfile.TemporaryDirectory() as path:
        folder = pathlib.Path(path)
        (folder / "Sources").symlink_to(ROOT / "Sources")
        if options.data:
            (folder / "data").symlink_to(options.data.resolve())
        subprocess.run([program, "demo"], cwd=folder, check=True, stdout=subprocess.DEVNULL)
        for name, commands in pictures().items():
            if options.names and name not in options.names:
                continue
            if not options.data and any(word.startswith("data/") for line in commands for word in line):
                print(f"{name}: skipped, it needs --data")
                continue
            shutil.copyfile(draw(program, commands, folder), DOCUMENTATION / "Resources" / name)
            print(name)


if __name__ == "__main__":
    main()
