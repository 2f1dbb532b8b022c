"""Visits the pages of `unit-atlas explore` in headless Chromium, as a user would, and takes screenshots.

    python Tools/browse_explorer.py PROGRAM ATLAS FOLDER [--chromium chromium] [--export FOLDER]

It goes from class to unit to image to query, with the mouse and with keys, in wide and narrow windows, light and dark, with
and without JavaScript. It checks that no request goes to another machine, that no picture is missing, and that the browser
console stays empty. With --export it also checks the files of an export. Needs only Python's standard library (Chromium is
controlled through a pipe) and Chromium; without Chromium it prints a message and skips the checks.
"""
import argparse, base64, json, os, shutil, signal, subprocess, sys, tempfile, time, urllib.parse

parser = argparse.ArgumentParser()
parser.add_argument("program")
parser.add_argument("atlas")
parser.add_argument("folder")
parser.add_argument("--chromium", default="chromium")
parser.add_argument("--export")
options = parser.parse_args()

if not shutil.which(options.chromium):
    print(f"skipped: {options.chromium} not found (Debian: apt-get install chromium)")
    sys.exit(0)


class Browser:
    """Controls Chromium over --remote-debugging-pipe: null-terminated JSON messages on descriptors 3 and 4."""

    def __init__(self, profile):
        (to_read, self.writer), (self.reader, to_write) = os.pipe(), os.pipe()

        def place():
            # Two plain dup2 calls would not do: the first might overwrite the descriptor that the second copies.
            a, b = os.dup(to_read), os.dup(to_write)
            a, b = (os.dup(a), os.dup(b)) if min(a, b) < 5 else (a, b)
            os.dup2(a, 3), os.dup2(b, 4)

        self.process = subprocess.Popen(
            [options.chromium, "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--disable-dev-shm-usage",
             "--remote-debugging-pipe", f"--user-data-dir={profile}", "--no-first-run", "--disable-background-networking",
             "--disable-component-update", "about:blank"],
            preexec_fn=place, close_fds=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        os.close(to_read), os.close(to_write)
        self.buffer, self.count, self.events, self.session = b"", 0, [], None
        target = self("Target.createTarget", url="about:blank")["targetId"]
        self.session = self("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ["Page", "Network", "Runtime", "Log"]:
            self(f"{domain}.enable")

    def message(self):
        while b"\0" not in self.buffer:
            piece = os.read(self.reader, 1 << 20)
            if not piece:
                raise SystemExit("Chromium exited")
            self.buffer += piece
        text, self.buffer = self.buffer.split(b"\0", 1)
        return json.loads(text)

    def __call__(self, method, **parameters):
        self.count += 1
        request = {"id": self.count, "method": method, "params": parameters}
        if self.session:
            request["sessionId"] = self.session
        os.write(self.writer, json.dumps(request).encode() + b"\0")
        while True:
            answer = self.message()
            if answer.get("id") == self.count:
                if "error" in answer:
                    raise RuntimeError(f"{method}: {answer['error']}")
                return answer["result"]
            self.events.append(answer)

    def run(self, script):
        result = self("Runtime.evaluate", expression=script, returnByValue=True, awaitPromise=True)
        if "exceptionDetails" in result:
            raise RuntimeError(f"{script}: {result['exceptionDetails']}")
        return result["result"].get("value")

    def settle(self):
        """Waits for the page and all of its pictures, including those below the visible part."""
        for _ in range(200):
            ready = self.run("document.readyState === 'complete' && location.href !== 'about:blank'")
            if ready:
                break
            time.sleep(0.05)
        self.run("""(async () => {
            for (const image of document.images) image.loading = 'eager';
            await Promise.race([
              Promise.all(Array.from(document.images).map((image) => image.decode().catch(() => {}))),
              new Promise((done) => setTimeout(done, 60000))]); })()""")

    def go(self, address):
        self("Page.navigate", url=address)
        time.sleep(0.1)
        self.settle()

    def click(self, selector):
        if self.run(f"(() => {{ const found = document.querySelector({json.dumps(selector)});"
                    " if (!found) return false; found.click(); return true; })()") is not True:
            raise SystemExit(f"{self.run('location.href')}: no element matches {selector}")
        time.sleep(0.25)
        self.settle()

    def key(self, key, code=None, text=None):
        common = {"key": key, "code": code or key}
        self("Input.dispatchKeyEvent", type="keyDown", **common, **({"text": text} if text else {}),
             **({"windowsVirtualKeyCode": 13} if key == "Enter" else {}))
        self("Input.dispatchKeyEvent", type="keyUp", **common)

    def write(self, text):
        for letter in text:
            self.key(letter, text=letter)

    def size(self, width, height=900):
        self.width = width
        self("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=width < 600)

    def shot(self, name):
        metrics = self("Page.getLayoutMetrics")["cssContentSize"]
        wide = self.run("document.documentElement.scrollWidth")
        check(wide <= self.width, f"{name}: the page is {wide} pixels wide, the window {self.width}")
        height = min(4000, metrics["height"])
        picture = self("Page.captureScreenshot", captureBeyondViewport=True,
                       clip={"x": 0, "y": 0, "width": metrics["width"], "height": height, "scale": 1})
        with open(os.path.join(options.folder, name + ".png"), "wb") as file:
            file.write(base64.b64decode(picture["data"]))
        broken = self.run("Array.from(document.images).filter((i) => i.naturalWidth === 0).map((i) => i.src)")
        check(not broken, f"{name}: pictures without pixels: {broken[:3] if broken else ''}")
        print(f"{name}.png  {self.run('document.title')}")


failures = []


def check(holds, words):
    if not holds:
        failures.append(words)
        print("FAILED:", words)


def walk(browser, base, suffix, start):
    """Visits classes, a class, a unit, an image and queries with the mouse."""
    browser.size(1280)
    browser.go(base + start)
    browser.shot(f"{prefix}home")
    browser.click("#classes a")
    check(browser.run("document.querySelectorAll('.word').length") > 0, "a class without words")
    browser.shot(f"{prefix}class")
    browser.click(".word .legend a")
    check("unit" in browser.run("document.querySelector('h1').textContent"), "no page of a unit")
    browser.shot(f"{prefix}unit")
    browser.click(".grid .tile a")
    sums = browser.run("""Array.from(document.querySelectorAll('#account > table tfoot .number'))
        .map((cell) => cell.textContent)""")
    check(len(sums) == 2 and sums[0] == sums[1], f"the contributions do not add up: {sums}")
    browser.shot(f"{prefix}image")
    browser.click("header nav a:nth-child(2)")
    browser.shot(f"{prefix}units")
    browser.click("header nav a:nth-child(3)")
    browser.shot(f"{prefix}images")
    browser.click("header nav a:nth-child(4)")
    browser.shot(f"{prefix}queries")
    browser.click(".queries a")
    browser.shot(f"{prefix}query")


def served(browser, base):
    walk(browser, base, "", "")
    # A class with errors, a misclassified image, valid SQL and invalid SQL.
    wrong = "SELECT label FROM image_verdict WHERE correct = 0 GROUP BY label ORDER BY count(*) DESC LIMIT 1"
    browser.go(base + "sql?" + urllib.parse.urlencode({"sql": wrong}))
    if browser.run("document.querySelector('.answer td a') !== null"):
        browser.click(".answer td a")
        browser.shot("class-with-errors")
        browser.click(".mistake a")
        browser.shot("image-with-error")
    browser.go(base + "sql?" + urllib.parse.urlencode({"sql": "SELECT class_name, unit, weight, path FROM class_unit\n"
               "JOIN top_activation USING (unit)\nJOIN image ON image.id = image WHERE class_unit.rank = 1 LIMIT 12"}))
    browser.shot("sql")
    browser.go(base + "sql?" + urllib.parse.urlencode({"sql": "SELECT name,\n  weigth\nFROM class_unit"}))
    check(browser.run("document.querySelector('.failure') !== null"), "an error without words")
    browser.shot("sql-error")
    browser.go(base + "nowhere")
    browser.shot("not-found")

    # With keys: search, open, next, back.
    browser.go(base)
    name = browser.run("document.querySelectorAll('#classes .text')[1].textContent")
    browser.key("/", "Slash", "/")
    browser.write(name[:4].lower())
    browser.key("Escape")
    shown = browser.run("Array.from(document.querySelectorAll('#classes li')).filter((i) => !i.hidden).length")
    check(0 < shown < browser.run("document.querySelectorAll('#classes li').length"), f"{shown} classes while typing")
    browser.shot("keys-search")
    browser.key("j", "KeyJ", "j")
    browser.key("Enter", text="\\r")
    time.sleep(0.5)
    browser.settle()
    check("/class/" in browser.run("location.href"), "Enter does not open what j has chosen")
    before = browser.run("location.href")
    browser.key("]", "BracketRight", "]")
    time.sleep(0.5)
    browser.settle()
    check(browser.run("location.href") != before, "] does not lead on")
    browser.go(base)
    browser.run("document.querySelector('.search input').value = 'unit 7'")
    browser.run("document.querySelector('.search').submit()")
    time.sleep(0.5)
    browser.settle()
    check(browser.run("location.href").endswith("/unit/7"), "the search form does not find unit 7")

    # In a narrow window, in dark mode, and without JavaScript.
    browser.size(390, 844)
    for name, path in [("home", ""), ("class", "class/0"), ("unit", "unit/0"), ("queries", "queries")]:
        browser.go(base + path)
        browser.shot(f"narrow-{name}")
    image = base + "sql?" + urllib.parse.urlencode({"sql": "SELECT id AS image FROM image WHERE status = 'indexed' LIMIT 1"})
    browser.go(image)
    browser.click(".answer td a")
    browser.shot("narrow-image")
    browser.size(1280)
    browser("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": "dark"}])
    for name, path in [("home", ""), ("class", "class/0"), ("unit", "unit/0")]:
        browser.go(base + path)
        browser.shot(f"dark-{name}")
    browser.go(image)
    browser.click(".answer td a")
    browser.shot("dark-image")
    browser("Emulation.setEmulatedMedia", features=[])
    browser("Emulation.setScriptExecutionDisabled", value=True)
    browser("Page.navigate", url=base + "search?q=" + urllib.parse.quote(name))
    time.sleep(1)
    browser("Emulation.setScriptExecutionDisabled", value=False)


os.makedirs(options.folder, exist_ok=True)
server, prefix = None, "export-" if options.export else ""
with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
    browser = Browser(profile)
    try:
        if options.export:
            walk(browser, "file://" + os.path.abspath(options.export) + "/", ".html", "index.html")
        else:
            server = subprocess.Popen(
                [options.program, "explore", options.atlas, "--port", "0"], stdout=subprocess.PIPE, text=True)
            base = server.stdout.readline().strip()
            served(browser, base)
        asked = [event["params"]["request"]["url"] for event in browser.events
                 if event.get("method") == "Network.requestWillBeSent"]
        strange = [url for url in asked if not url.startswith(("http://127.0.0.1:", "file://", "data:"))]
        check(not strange, f"asked of others: {strange[:3]}")
        told = [event["params"] for event in browser.events
                if event.get("method") in ("Runtime.exceptionThrown", "Runtime.consoleAPICalled")
                or event.get("method") == "Log.entryAdded" and event["params"]["entry"]["level"] == "error"
                and "status of 40" not in event["params"]["entry"]["text"]]
        check(not told, f"on the console: {json.dumps(told)[:600]}")
        print(f"{len(asked)} requests, {len(failures)} failures")
    finally:
        browser.process.terminate()
        browser.process.wait()
        if server:
            server.send_signal(signal.SIGINT)
            check(server.wait(10) == 0, f"the server ends with {server.returncode}")
sys.exit(1 if failures else 0)
