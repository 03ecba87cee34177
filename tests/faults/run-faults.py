#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs silu-cli against every fault of the table, and against recordings that are cut off.

TAP. One argument: the built silu-cli. Of each run it looks at the exit code, the JSON events, the
text byte for byte, standard error, and where the key went.
"""
import json
import os
import re
import subprocess
import sys
import tempfile
import threading
from concurrent.futures import ThreadPoolExecutor

from cases import INTERRUPTED, KEY, OK, SERVER, Case, all_cases, head
from fault_server import FaultServer, send

# A run that takes longer hangs.
TIME_LIMIT = 60
WORKERS = 4

# A recording is cut at every byte of its end, and at so many places before.
END = 160
PLACES_BEFORE = 60

# Of these cuts, one in so many where a run is slow.
LIGHT = 40

COMPLAINT = re.compile(r"GLib|Gtk|-CRITICAL|-WARNING|ERROR: |runtime error|Sanitizer")


def make_environment(directory):
    environment = dict(os.environ)
    for name in ("DATA", "CONFIG", "CACHE", "STATE"):
        environment[f"XDG_{name}_HOME"] = os.path.join(directory, name.lower())
    environment.update(
        HOME=directory,
        SECRET_BACKEND="file",
        SECRET_FILE_TEST_PATH=os.path.join(directory, "keyring"),
        SECRET_FILE_TEST_PASSWORD="x",
        DBUS_SESSION_BUS_ADDRESS="unix:path=/nonexistent",
        FAULT_KEY=KEY,
    )
    return environment


class Failure(Exception):
    pass


def expect(condition, *words):
    if not condition:
        raise Failure(" ".join(str(word) for word in words)[:2000])


class Runner:
    def __init__(self, program, server):
        self.program = program
        self.server = server

    def get_url(self, case):
        if case.url is not None:
            return case.url
        if case.tls:
            return f"https://127.0.0.1:{self.server.tls_port}/{case.name}/v1"
        return f"http://127.0.0.1:{self.server.port}/{case.name}/v1"

    def run(self, case):
        self.server.scripts[case.name] = case.steps
        with tempfile.TemporaryDirectory() as directory:
            environment = make_environment(directory)
            command = [self.program, "ask", "--jsonl", "--retries", "0", "--model", "m",
                       "--api-key-env", "FAULT_KEY", "--base-url", self.get_url(case)]
            if case.dialect is not None:
                command += ["--dialect", case.dialect]
            if not case.saved:
                command.append("--no-save")
            process = subprocess.run([*command, "q"], env=environment, stdin=subprocess.DEVNULL,
                                     capture_output=True, timeout=TIME_LIMIT, check=False)
            self.check(case, process)
            if case.saved:
                self.check_saved(case, environment)

    def check(self, case, process):
        out = process.stdout.decode()
        err = process.stderr.decode()
        expect(process.returncode == case.exit, "exit", process.returncode, "not", case.exit, err)
        expect(not COMPLAINT.search(err), "complains:", err)
        expect(KEY not in out and KEY not in err, "the key was printed")

        events = [json.loads(line) for line in out.split("\n")[:-1]]
        kinds = [event["type"] for event in events]
        text, reasoning = self.join(events)
        if not case.any_text:
            expect(text == case.text, "text", repr(text[:300]), "not", repr(case.text[:300]))
            expect(reasoning == case.reasoning, "reasoning", repr(reasoning[:300]))
        if case.exit == OK:
            expect(kinds[-1] == "finish" and "error" not in kinds, "events", kinds[-3:])
        else:
            expect(kinds[-1:] == ["error"] and kinds.count("error") == 1, "events", kinds[-3:])
            self.check_error(case, events[-1])
        self.check_requests(case)

    @staticmethod
    def join(events):
        text = reasoning = ""
        for event in events:
            if event["type"] == "text":
                text += event["text"]
            elif event["type"] == "reasoning":
                reasoning += event["text"]
            elif event["type"] == "reclassify":
                text, reasoning = "", reasoning + text
        return text, reasoning

    @staticmethod
    def check_error(case, error):
        expect(set(error) == {"type", "code", "message", "detail", "retry_after"}, error)
        expect(isinstance(error["message"], str) and error["message"], "no sentence", error)
        if case.code is not None:
            expect(error["code"] == case.code, "code", error["code"], "not", case.code, error)
        if case.detail is not None:
            expect(case.detail in (error["detail"] or ""), "detail", error["detail"])
        if case.name.startswith("retry-after"):
            wait = error["retry_after"]
            if case.retry_after is None:
                expect(wait is None, "retry_after", wait)
            else:
                least, most = case.retry_after
                expect(wait is not None and least <= wait <= most, "retry_after", wait)

    def check_requests(self, case):
        requests = self.server.requests.get(case.name, [])
        if case.url is not None or case.not_requested:
            expect(not requests, "a request was sent")
            return
        expect(len(requests) == 1, len(requests), "requests")
        expect(KEY in requests[0][0], "the request has no key")
        expect("moved" not in self.server.requests, "a redirect was followed")

    def check_saved(self, case, environment):
        def ask(*arguments):
            out = subprocess.run([self.program, *arguments], env=environment, check=True,
                                 stdin=subprocess.DEVNULL, capture_output=True).stdout
            return json.loads(out)

        chat = ask("list", "--json")[0]["id"]
        answer = ask("show", chat, "--json")["messages"][-1]
        parts = {part["kind"]: part["text"] for part in answer["parts"]}
        expect(parts.get("text", "") == case.text, "stored", parts)
        expect(parts.get("reasoning", "") == case.reasoning, "stored", parts)
        expect(answer["state"] == ("complete" if case.exit == OK else "interrupted"), answer)


# --- recordings, cut off ---


def read_payload(payload, state):
    """What a chunk adds to (reasoning, text), by the plainest reading."""
    choices = payload.get("choices") or []
    if not choices:
        return
    delta = choices[0].get("delta") or {}
    content = delta.get("content")
    if isinstance(content, list):
        for part in content:
            for thought in part.get("thinking") or []:
                state["reasoning"] += thought.get("text", "")
            state["text"] += part.get("text") or ""
        content = None
    state["reasoning"] += delta.get("reasoning_content") or delta.get("reasoning") or ""
    state["text"] += content or ""
    state["tool"] = state["tool"] or bool(delta.get("tool_calls"))
    state["finished"] = state["finished"] or bool(choices[0].get("finish_reason"))


def make_cuts(name, lines):
    """Cases from one recording: framed as events, and ended at many places."""
    body = b""
    ends = []  # where the JSON of each payload ends
    for line in lines:
        body += b"data: " + line
        ends.append(len(body))
        body += b"\n\n"
    total = len(body)
    before = range(1, max(total - END, 2), max((total - END) // PLACES_BEFORE, 1))
    state = {"text": "", "reasoning": "", "finished": False, "tool": False}
    n_read = 0
    for cut in sorted({*before, *range(max(total - END, 1), total)}):
        while n_read < len(ends) and ends[n_read] <= cut:
            read_payload(json.loads(lines[n_read]), state)
            n_read += 1
        came = state["text"] or state["reasoning"] or state["tool"]
        whole = state["finished"] and (state["text"] or state["tool"])
        yield Case(f"recorded-{name}-{cut}", [head(), send(body[:cut])],
                   OK if whole else INTERRUPTED if came else SERVER,
                   state["text"], state["reasoning"])


def find_recordings():
    """Our own, and those of services, where they are."""
    shared = os.path.join(os.environ.get("SILU_SHARED_DIR", ""), "testdata", "streams")
    own = os.path.join(os.environ["SILU_SOURCE_DIR"], "tests", "corpus", "streams")
    for name in ("deepseek-thinking", "llama-server", "vllm-reasoning", "usage-alone"):
        with open(os.path.join(own, name + ".sse"), "rb") as file:
            lines = [line[5:].strip() for line in file.read().split(b"\n") if line[:5] == b"data:"]
        yield name, [line for line in lines if line != b"[DONE]"]
    if not os.path.isdir(shared):
        return
    for name in sorted(os.listdir(shared)):
        if name.startswith(("alibaba", "deepseek", "groq", "mistral")):
            with open(os.path.join(shared, name), "rb") as file:
                yield name[: -len(".jsonl")], [line for line in file.read().split(b"\n") if line]


class Report:
    """TAP. The cuts of a recording are one test together."""

    def __init__(self, total):
        print(f"1..{total}")
        self.lock = threading.Lock()
        self.done = 0
        self.failed = 0
        self.left = {}  # case's name: the group it is of

    def begin(self, cases):
        name = cases[0].name
        if len(cases) > 1:
            name = name.rsplit("-", 1)[0] + f", {len(cases)} cuts"
        group = {"name": name, "left": len(cases), "problems": []}
        for case in cases:
            self.left[case.name] = group

    def run(self, runner, case):
        try:
            runner.run(case)
            problem = None
        except Exception as error:  # whatever it is, it is this case's failure
            problem = f"{case.name}: {type(error).__name__}: {error}"
        with self.lock:
            group = self.left.pop(case.name)
            group["left"] -= 1
            if problem:
                group["problems"].append(problem)
            if group["left"] == 0:
                self.end(group)

    def end(self, group):
        self.done += 1
        self.failed += bool(group["problems"])
        print(f"{'not ok' if group['problems'] else 'ok'} {self.done} - {group['name']}")
        for line in "\n".join(group["problems"][:20]).splitlines():
            print(f"# {line}")
        sys.stdout.flush()


def main():
    program = sys.argv[1]
    light = "--light" in sys.argv
    server = FaultServer(os.path.join(os.environ["SILU_SOURCE_DIR"], "tests", "net",
                                      "self-signed.pem"))
    server.start()
    runner = Runner(program, server)
    groups = [[case] for case in all_cases()]
    for name, lines in find_recordings():
        cuts = list(make_cuts(name, lines))
        groups.append(cuts[::LIGHT] if light else cuts)
    report = Report(len(groups))
    with ThreadPoolExecutor(WORKERS) as pool:
        for cases in groups:
            report.begin(cases)
            for case in cases:
                pool.submit(report.run, runner, case)
    server.stop()
    return 1 if report.failed else 0


if __name__ == "__main__":
    sys.exit(main())
