"""Chromium 86, the browser of the offices, driven over the DevTools protocol (Playwright no longer speaks to it).

Only what a journey needs: go somewhere, fill, click, choose a file, wait for something to be true, look. Every wait has
a deadline and waits for the browser's own messages.
"""

import base64
import json
import queue
import re
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import websocket

FLAGS = (
    "--headless",
    "--no-sandbox",
    "--single-process",
    "--no-zygote",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-sync",
    "--no-first-run",
    "--lang=zh-CN",
    "--window-size=1366,768",
    "--remote-debugging-port=0",
)
DEADLINE = 60.0  # seconds, for anything that is waited for; long, for machines under load
HEARTBEAT = 0.05  # seconds to listen for messages between two looks at the page
_AIM = """(async () => {
    const element = document.querySelector(%s);
    if (!element) return null;
    element.scrollIntoView({block: 'center'});
    const before = element.getBoundingClientRect();
    await new Promise((frame) => requestAnimationFrame(() => requestAnimationFrame(frame)));
    const box = element.getBoundingClientRect();
    if (box.x !== before.x || box.y !== before.y) return null;
    const x = box.x + box.width / 2, y = box.y + box.height / 2;
    const hit = document.elementFromPoint(x, y);
    if (!hit || !(element.contains(hit) || hit.contains(element))) return null;
    const kinds = ['mousedown', 'mouseup', 'click'];
    let result = 'hit';
    function guard(event) {
        if (event.target === hit || element.contains(event.target)) return;
        result = 'missed';
        event.preventDefault();
        event.stopImmediatePropagation();
    }
    kinds.forEach((kind) => window.addEventListener(kind, guard, true));
    window.clickEnded = () => {
        kinds.forEach((kind) => window.removeEventListener(kind, guard, true));
        return result;
    };
    return [x, y];
})()"""
"""Where the middle of an element is, once it stands still; from then on only that element hears of the mouse."""


class Chromium86Error(AssertionError):
    """The page did not do what the journey waited for, or the browser refused a command."""


class Page:
    """The browser's one page."""

    def __init__(self, address: str, base_url: str = "") -> None:
        self._base_url = base_url
        self._socket = websocket.create_connection(address, timeout=DEADLINE, suppress_origin=True)
        self._last_id = 0
        self.problems: list[str] = []  # script errors and refusals by the content policy
        for domain in ("Page", "Runtime", "Log", "DOM"):
            self._send(f"{domain}.enable")

    def close(self) -> None:
        self._socket.close()

    def goto(self, url: str) -> None:
        """Open an address, which may be relative to the base URL, and wait until it has loaded."""
        answer = self._send("Page.navigate", url=urljoin(self._base_url, url))
        if "errorText" in answer:
            raise Chromium86Error(f"{url}: {answer['errorText']}")
        self.wait_for("document.readyState === 'complete'")

    def evaluate(self, expression: str) -> Any:
        """The value of a JavaScript expression; a promise is awaited."""
        answer = self._send("Runtime.evaluate", expression=expression, awaitPromise=True, returnByValue=True)
        if "exceptionDetails" in answer:
            raise Chromium86Error(f"{expression}: {_describe(answer['exceptionDetails'])}")
        return answer["result"].get("value")

    def wait_for(self, condition: str) -> Any:
        """Return the value of a JavaScript expression as soon as it is true."""
        deadline = time.monotonic() + DEADLINE
        while True:
            try:
                if value := self.evaluate(condition):
                    return value
            except Chromium86Error:  # between two pages there is nothing to ask
                if time.monotonic() > deadline:
                    raise
            if time.monotonic() > deadline:
                raise Chromium86Error(f"not within {DEADLINE:.0f} s: {condition}\n{self.text()[:800]}")
            self._listen(HEARTBEAT)

    def wait_for_text(self, text: str) -> None:
        """Wait until the page shows a text."""
        self.wait_for(f"document.body && document.body.innerText.includes({json.dumps(text)})")

    def text(self) -> str:
        """Everything that the page shows."""
        return str(self.evaluate("document.body ? document.body.innerText : ''"))

    def click(self, selector: str) -> None:
        """Press and release the mouse in the middle of an element, which must not be covered.

        A click that hits something else, because the element moved meanwhile, is kept from it and made again.
        """
        deadline = time.monotonic() + DEADLINE
        while True:
            x, y = self.wait_for(_AIM % json.dumps(selector))
            for kind in ("mousePressed", "mouseReleased"):
                self._send("Input.dispatchMouseEvent", type=kind, x=x, y=y, button="left", clickCount=1)
            if self.wait_for("window.clickEnded ? window.clickEnded() : 'left the page'") != "missed":
                return
            if time.monotonic() > deadline:
                raise Chromium86Error(f"moves away from every click: {selector}")

    def follow(self, selector: str) -> None:
        """Click something that leads to another page, and wait until that one has loaded."""
        self.evaluate("window.leftBehind = true")
        self.click(selector)
        self.wait_for("!window.leftBehind && document.readyState === 'complete'")

    def fill(self, selector: str, value: str) -> None:
        """Type a text into a field in place of what was there."""
        self._with_element(selector, "element.focus(); element.select();")
        self._send("Input.insertText", text=value)

    def choose(self, selector: str, value: str) -> None:
        """Choose an option of a select box by its value."""
        changed = "for (const type of ['input', 'change']) element.dispatchEvent(new Event(type, {bubbles: true}));"
        self._with_element(selector, f"element.value = {json.dumps(value)}; {changed}")

    def upload(self, selector: str, file: Path) -> None:
        """Choose a file in a file field."""
        self._with_element(selector, "")
        root = self._send("DOM.getDocument")["root"]["nodeId"]
        node = self._send("DOM.querySelector", nodeId=root, selector=selector)["nodeId"]
        self._send("DOM.setFileInputFiles", nodeId=node, files=[str(file.resolve())])

    def screenshot(self, *, path: Path) -> None:
        """Write what is in view as a PNG file."""
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(base64.b64decode(self._send("Page.captureScreenshot", format="png")["data"]))

    def _with_element(self, selector: str, statements: str) -> None:
        """Wait for an element and run JavaScript statements on it."""
        self.wait_for(f"document.querySelector({json.dumps(selector)}) !== null")
        self.evaluate(f"(element => {{ {statements} }})(document.querySelector({json.dumps(selector)}))")

    def _send(self, method: str, **parameters: Any) -> dict[str, Any]:
        """Send one command and return its result; messages that come in between are looked at, too."""
        self._last_id += 1
        self._socket.settimeout(DEADLINE)
        self._socket.send(json.dumps({"id": self._last_id, "method": method, "params": parameters}))
        while True:
            message = json.loads(self._socket.recv())
            if message.get("id") == self._last_id:
                break
            self._note(message)
        if "error" in message:
            raise Chromium86Error(f"{method}: {message['error']['message']}")
        result: dict[str, Any] = message["result"]
        return result

    def _listen(self, seconds: float) -> None:
        """Take in the next message, or none when the browser stays silent that long."""
        self._socket.settimeout(seconds)
        with suppress(websocket.WebSocketTimeoutException):
            self._note(json.loads(self._socket.recv()))

    def _note(self, message: dict[str, Any]) -> None:
        method, parameters = message.get("method"), message.get("params", {})
        if method == "Runtime.exceptionThrown":
            self.problems.append(_describe(parameters["exceptionDetails"]))
        elif method == "Log.entryAdded" and _is_problem(parameters["entry"]):
            self.problems.append(parameters["entry"]["text"])
        elif method == "Page.javascriptDialogOpening":
            self.problems.append(f"dialog: {parameters['message']}")


def _is_problem(entry: dict[str, Any]) -> bool:
    """A refused page (403, 404) is logged as an error, too; that is for the journey to judge."""
    return bool(entry["level"] == "error" and entry["source"] != "network")


def _describe(details: dict[str, Any]) -> str:
    return str(details.get("exception", {}).get("description") or details["text"])


@contextmanager
def start(program: Path, profile: Path, base_url: str = "") -> Iterator[Page]:
    """Start the browser with an empty profile folder and yield its page; the browser ends with the block."""
    command = [str(program), *FLAGS, f"--user-data-dir={profile}", "about:blank"]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    try:
        page = Page(_first_page(_browser_address(process)), base_url)
        try:
            yield page
        finally:
            page.close()
    finally:
        process.kill()
        process.wait()


def _browser_address(process: "subprocess.Popen[str]") -> str:
    """The DevTools address that the browser announces; the rest of what it says is read so that it never blocks."""
    found: queue.Queue[str] = queue.Queue()

    def read() -> None:
        assert process.stderr is not None
        with process.stderr as lines:
            for line in lines:
                if match := re.search(r"DevTools listening on (ws://\S+)", line):
                    found.put(match[1])

    threading.Thread(target=read, daemon=True).start()
    try:
        return found.get(timeout=DEADLINE)
    except queue.Empty:
        raise Chromium86Error(f"Chromium 86 did not start (status {process.poll()})") from None


def _first_page(browser: str) -> str:
    """The address of the page that the browser opens by itself; opening another one meanwhile may make it hang."""
    socket = websocket.create_connection(browser, timeout=DEADLINE, suppress_origin=True)
    try:
        socket.send(json.dumps({"id": 1, "method": "Target.setDiscoverTargets", "params": {"discover": True}}))
        while True:
            target = json.loads(socket.recv()).get("params", {}).get("targetInfo", {})
            if target.get("type") == "page":
                return urljoin(browser, f"/devtools/page/{target['targetId']}")
    finally:
        socket.close()
