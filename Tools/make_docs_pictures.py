"""Makes the pictures of README and the documentation again, or checks that they are up to date.

    python3 Tools/make_docs_pictures.py .build/release/unit-atlas [--data DIR] [--check]

Each picture is drawn by a command in a temporary folder and copied to Sources/UnitAtlas/Documentation.docc/Resources. The
picture of the localization study needs DATA with models/NAME and ilsvrc-val/{images, labels.csv, boxes.csv}; without --data
it is skipped. With --check nothing is copied: the script compares the text chunks of the pictures (what they show and with
which settings) and exits with 1 if any differs. Needs only Python's standard library.
"""
import argparse
import pathlib
import shlex
import shutil
import struct
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
RESOURCES = ROOT / "Sources/UnitAtlas/Documentation.docc/Resources"
ATLAS, SCENES = "demo/demo.sqlite", "demo/scenes"

# Of each picture the command that draws it; {out} is an empty folder.
PICTURES = {
    "demo-class-sheet.png": f"atlas {ATLAS} garage --rows 3 --columns 6 --output {{out}}",
    "demo-versus-sheet.png":
        f"atlas {ATLAS} garage --versus street --rows 4 --columns 7 --tiles heat --distinct --output {{out}}",
    "demo-fields.png": f"receptive-field {ATLAS} --class garage --limit 4 --output {{out}}",
    "maps-harbour.png": f"cam {ATLAS} scene-00009.png --limit 3 --output {{out}}",
    "concept-wheel.png":
        f"discover concept {ATLAS} --name wheel --phrase wheel --captions {SCENES}/captions.csv --masks {SCENES}/masks"
        " --output {out}",
    "text-curve.png": f"discover text text.sqlite --boxes {SCENES}/words.csv --output {{out}}",
    "study-mobilenet.png": "localize study.sqlite --boxes {data}/ilsvrc-val/boxes.csv --study --plot {out}/study.png",
}


def texts(path):
    """Returns the uncompressed text chunks of a PNG by keyword, without the version of the program."""
    data, position, found = path.read_bytes(), 8, {}
    while position < len(data):
        length, = struct.unpack(">I", data[position:position + 4])
        kind, chunk = data[position + 4:position + 8], data[position + 8:position + 8 + length]
        if kind == b"tEXt":
            keyword, text = chunk.split(b"\0", 1)
            found[keyword.decode("latin-1")] = text.decode("latin-1")
        elif kind == b"iTXt":
            keyword, rest = chunk.split(b"\0", 1)
            found[keyword.decode("latin-1")] = rest[2:].split(b"\0", 2)[2].decode()
        position += 12 + length
    found.pop("Software", None)
    return found


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program", type=pathlib.Path)
    parser.add_argument("--data", type=pathlib.Path, help="folder with networks and photographs, for the study")
    parser.add_argument("--network", default="mobilenet_v1_075", help="network of the study (default: %(default)s)")
    parser.add_argument("--check", action="store_true", help="compare text chunks and copy nothing")
    arguments = parser.parse_args()
    program = arguments.program.resolve()
    data = arguments.data.resolve() if arguments.data else None

    with tempfile.TemporaryDirectory() as folder:
        def run(command):
            subprocess.run([program, *shlex.split(command)], cwd=folder, check=True, stdout=subprocess.DEVNULL)

        run("demo --output demo")
        model = shlex.quote(str(ROOT / "Sources/UnitAtlas/Resources/DemoModels/gap"))
        run(f"index text.sqlite --model {model} --images {SCENES}/images --labels {SCENES}/labels.csv --layer relu4")
        if data:
            quoted = shlex.quote(str(data))
            run(f"index study.sqlite --model {quoted}/models/{arguments.network} --images {quoted}/ilsvrc-val/images"
                f" --labels {quoted}/ilsvrc-val/labels.csv")
        outdated = []
        for number, (name, command) in enumerate(PICTURES.items()):
            if "{data}" in command and not data:
                print(f"{name}: skipped, needs --data")
                continue
            out = pathlib.Path(folder, f"picture-{number}")
            out.mkdir()
            run(command.format(out=shlex.quote(str(out)), data=shlex.quote(str(data))))
            drawn = list(out.glob("*.png"))
            if len(drawn) != 1:
                sys.exit(f"{name}: expected one picture, found {[path.name for path in drawn]}")
            if arguments.check:
                if texts(drawn[0]) != texts(RESOURCES / name):
                    outdated.append(name)
                print(f"{name}: {'outdated' if name in outdated else 'up to date'}")
            else:
                shutil.copy(drawn[0], RESOURCES / name)
                print(name)
        sys.exit(1 if outdated else 0)


if __name__ == "__main__":
    main()
