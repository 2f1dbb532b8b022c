"""Measures how long the pages of `unit-atlas explore` take: median and maximum over pages that are requested once each.

    python Tools/measure_pages.py PROGRAM ATLAS [--pages 200] [--seed 1]

Needs only Python's standard library. Times are measured by a client on the same machine, over one connection.
"""
import argparse, http.client, random, re, signal, statistics, subprocess, time, urllib.parse

parser = argparse.ArgumentParser()
parser.add_argument("program")
parser.add_argument("atlas")
parser.add_argument("--pages", type=int, default=200, help="number of pages of each kind")
parser.add_argument("--seed", type=int, default=1)
options = parser.parse_args()

begin = time.perf_counter()
server = subprocess.Popen([options.program, "explore", options.atlas, "--port", "0"], stdout=subprocess.PIPE, text=True)
try:
    address = urllib.parse.urlsplit(server.stdout.readline().strip())
    print(f"start: {time.perf_counter() - begin:.2f} s")
    connection = http.client.HTTPConnection(address.hostname, address.port)

    def get(path, expected=(200, 303)):
        start = time.perf_counter()
        connection.request("GET", path)
        answer = connection.getresponse()
        body = answer.read()
        assert answer.status in expected, (path, answer.status, body[:300])
        return (time.perf_counter() - start) * 1000, body

    def number(sql):
        page = get("/sql?" + urllib.parse.urlencode({"sql": sql}))[1].decode()
        return int(re.search(r'<td[^>]*>(?:<a[^>]*>)?(\d+)', page[page.index("<tbody>"):]).group(1))

    classes = number("SELECT count(*) AS n FROM class WHERE head = 1")
    units = number("SELECT count(*) AS n FROM unit")
    images = number("SELECT count(*) AS n FROM image")
    print(f"{classes} classes, {units} units, {images} images")
    first = get("/unit/0")[0]
    print(f"first page of a unit, which reads all pooled activations: {first:.0f} ms")
    chance = random.Random(options.seed)

    def some(pattern, count, first=0):
        chosen = chance.sample(range(count), min(options.pages, count))
        return [pattern.format(n + first) for n in chosen]

    kinds = {
        "home": ["/"] * 20,
        "class": some("/class/{}", classes),
        "unit": some("/unit/{}", units),
        "image": some("/image/{}", images, 1),
        "list of units": some("/units/{}", (units + 95) // 96, 1),
        "list of images": some("/images/{}", (images + 95) // 96, 1),
        "search": some("/search?q={}", classes) + ["/search?q=number+1", "/search?q=made"],
        "queries": ["/queries"] * 10,
        "query top-units": some("/query/top-units?class={}&limit=10", classes),
        "query shared-units": some("/query/shared-units?a={}&b=7", classes)[:50],
        "tile": some("/picture/unit/{}/1.png", units),
        "tile again": ["/picture/unit/0/1.png"] * 50,
    }
    print(f"{'page':<20} {'asked':>6} {'median':>8} {'worst':>8}  ms {'KB':>6}")
    for kind, paths in kinds.items():
        found = [get(path) for path in paths]
        times = [time for time, _ in found]
        size = statistics.median(len(body) for _, body in found) / 1024
        print(f"{kind:<20} {len(times):>6} {statistics.median(times):>8.1f} {max(times):>8.1f}     {size:>6.1f}")
    with open(f"/proc/{server.pid}/status") as status:
        print(next(line.strip() for line in status if line.startswith("VmHWM")))
finally:
    server.send_signal(signal.SIGINT)
    begin = time.perf_counter()
    print(f"exited with {server.wait(10)} after {time.perf_counter() - begin:.2f} s")
