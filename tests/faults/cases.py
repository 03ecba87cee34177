# SPDX-License-Identifier: GPL-3.0-or-later
"""The table of faults: what the server does, and what must come of it (DESIGN 3)."""
import gzip
import json
from dataclasses import dataclass
from typing import Optional

from fault_server import CUT, HANG, RESET, drip, send

KEY = "sk-fault-0123456789abcdef"

# The exit codes of silu-cli.
OK, AUTH, LIMIT, SERVER, CONNECT, INTERRUPTED, CONTEXT, REFUSED = 0, 3, 4, 5, 6, 7, 8, 9


@dataclass
class Case:
    name: str
    steps: list
    exit: int
    text: str = ""
    reasoning: str = ""
    code: Optional[str] = None  # of the error event; None: any, if there is one
    detail: Optional[str] = None  # is in the error's detail
    retry_after: Optional[tuple] = None  # the least and the most of it
    tls: bool = False
    url: Optional[str] = None  # instead of the server's
    dialect: Optional[str] = None
    saved: bool = False  # run with a store, and look what is in it
    not_requested: bool = False  # no request may have come
    any_text: bool = False  # how much came through is not certain


def http(status=200, body=b"", kind="application/json", headers=(), framing="length", reason="X"):
    """A whole answer."""
    if isinstance(body, str):
        body = body.encode()
    lines = [f"HTTP/1.1 {status} {reason}"]
    if kind:
        lines.append(f"Content-Type: {kind}")
    lines.extend(headers)
    if framing == "length":
        lines.append(f"Content-Length: {len(body)}")
        lines.append("Connection: close")
    elif framing == "chunked":
        lines.append("Transfer-Encoding: chunked")
        body = b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in pieces(body)) + b"0\r\n\r\n"
    else:
        lines.append("Connection: close")
    return ("\r\n".join(lines) + "\r\n\r\n").encode() + body


def pieces(body, size=97):
    return [body[i : i + size] for i in range(0, len(body), size)]


def head(headers=(), kind="text/event-stream"):
    """Of a stream whose body follows, and ends with the connection."""
    lines = ["HTTP/1.1 200 OK", f"Content-Type: {kind}", *headers, "Connection: close"]
    return send(("\r\n".join(lines) + "\r\n\r\n").encode())


def chunk(text=None, reasoning=None, finish=None, end="\n\n", **more):
    delta = {}
    if text is not None:
        delta["content"] = text
    if reasoning is not None:
        delta["reasoning_content"] = reasoning
    choice = {"index": 0, "delta": delta, "finish_reason": finish}
    payload = {"id": "c", "choices": [choice], **more}
    return f"data: {json.dumps(payload)}{end}".encode()


DONE = b"data: [DONE]\n\n"
HALF = chunk(reasoning="Hm.") + chunk("Half an ")
WHOLE = HALF + chunk("answer.") + chunk("", finish="stop") + DONE


def stream(*parts, headers=(), kind="text/event-stream"):
    steps = (send(part) if isinstance(part, bytes) else part for part in parts)
    return [head(headers, kind), *steps]


def status_cases():
    """Every status × every shape of a body."""
    kinds = {
        400: (SERVER, "request"), 401: (AUTH, "auth"), 402: (LIMIT, "balance"),
        403: (AUTH, "auth"), 404: (SERVER, "request"), 408: (SERVER, "request"),
        409: (SERVER, "request"), 413: (SERVER, "request"), 422: (SERVER, "request"),
        429: (LIMIT, "rate_limit"), 500: (SERVER, "server"), 502: (SERVER, "server"),
        503: (SERVER, "overloaded"), 504: (SERVER, "server"), 524: (SERVER, "server"),
        529: (SERVER, "overloaded"),
    }
    said = "words of its own"
    bodies = {
        "object": (json.dumps({"error": {"message": said, "type": "t", "code": "c"}}), said),
        "number": (json.dumps({"error": {"message": said, "code": 77}}), said),
        "nulls": (json.dumps({"error": {"message": None, "type": None, "code": None}}), None),
        "string": (json.dumps({"error": said}), said),
        "message": (json.dumps({"message": said}), said),
        "detail": (json.dumps({"detail": said}), said),
        "details": (json.dumps({"detail": [{"loc": ["body"], "msg": said}]}), said),
        "error_msg": (json.dumps({"error_msg": said}), said),
        "base_resp": (json.dumps({"base_resp": {"status_code": 9, "status_msg": said}}), said),
        "html": (f"<html><head><style>x</style></head><body><h1>{said}</h1></body></html>", said),
        "empty": ("", None),
        "garbage": (b"\x00\xff\xfe{[", None),
        "long": ("x" * 300_000, "xxx"),
    }
    for status, (code, kind) in kinds.items():
        for shape, (body, detail) in bodies.items():
            content = "text/html" if shape == "html" else "application/json"
            yield Case(f"status-{status}-{shape}", [send(http(status, body, content))], code,
                       code=kind, detail=detail)


def wording_cases():
    """Words that say more than the status does."""
    table = [
        ("context-400", 400, "This model's maximum context length is 65536 tokens", CONTEXT,
         "context_length"),
        ("context-413", 413, "prompt is too long", CONTEXT, "context_length"),
        ("context-llama", 400, "exceed_context_size_error", CONTEXT, "context_length"),
        ("context-500", 500, "context window exceeded", CONTEXT, "context_length"),
        ("balance-429", 429, "You exceeded your current quota", LIMIT, "balance"),
        ("balance-403", 403, "Insufficient Balance", LIMIT, "balance"),
        ("rate-403", 403, "rate limit reached", LIMIT, "rate_limit"),
        ("model-404", 404, "The model `x` does not exist", SERVER, "model"),
        ("model-400", 400, "model_not_found", SERVER, "model"),
        ("refused-400", 400, "content_filter", REFUSED, "refused"),
        ("refused-bailian", 400, "data_inspection_failed", REFUSED, "refused"),
        ("key-400", 400, "Incorrect API key provided: " + KEY, AUTH, "auth"),
        ("loading-503", 503, "Loading model", SERVER, "loading"),
        ("overloaded-400", 400, "Overloaded", SERVER, "overloaded"),
        ("passback-400", 400, "The `reasoning_content` in the thinking mode must be passed back",
         SERVER, "request"),
    ]
    for name, status, words, code, kind in table:
        body = json.dumps({"error": {"message": words}})
        yield Case(f"words-{name}", [send(http(status, body))], code, code=kind)


def retry_cases():
    table = [
        ("seconds", "30", (30, 30)),
        ("fraction", "1.5", (1.5, 1.5)),
        ("zero", "0", (0, 0)),
        ("past", "Wed, 21 Oct 2015 07:28:00 GMT", (0, 0)),
        ("future", "Wed, 21 Oct 2065 07:28:00 GMT", (60, 86400)),
        ("nonsense", "soon", None),
        ("negative", "-5", None),
    ]
    for name, value, expected in table:
        answer = http(429, '{"error":{"message":"slow"}}', headers=[f"Retry-After: {value}"])
        yield Case(f"retry-after-{name}", [send(answer)], LIMIT, code="rate_limit",
                   retry_after=expected)


def shape_cases():
    """200 with something that is no stream, or not the expected one."""
    whole = {"choices": [{"message": {"content": "plain", "reasoning_content": "so"},
                          "finish_reason": "stop"}]}
    yield Case("shape-object", [send(http(200, json.dumps(whole)))], OK, "plain", "so")
    yield Case("shape-object-pretty", [send(http(200, json.dumps(whole, indent=2)))], OK, "plain",
               "so")
    yield Case("shape-object-blank-lines", [send(http(200, "\n\n \n" + json.dumps(whole)))], OK,
               "plain", "so")
    yield Case("shape-object-chunked", [send(http(200, json.dumps(whole), framing="chunked"))], OK,
               "plain", "so")
    yield Case("shape-html", [send(http(200, "<html>Log in</html>", "text/html"))], SERVER,
               code="protocol", detail="Log in")
    yield Case("shape-html-mislabelled", [send(http(200, "<!doctype html><p>Log in"))], SERVER,
               code="protocol")
    yield Case("shape-error-object", [send(http(200, '{"error":{"message":"no","code":401}}'))],
               AUTH, code="auth")
    yield Case("shape-error-string", [send(http(200, '{"error":"broken"}'))], SERVER,
               detail="broken")
    body = '{"base_resp":{"status_code":1008,"status_msg":"insufficient balance"}}'
    yield Case("shape-base-resp", [send(http(200, body))], LIMIT, code="balance")
    yield Case("shape-garbage-json", [send(http(200, '{"choices":[{"mess'))], SERVER,
               code="protocol")
    yield Case("shape-array", [send(http(200, "[1,2,3]"))], SERVER, code="protocol")
    yield Case("shape-number", [send(http(200, "42"))], SERVER, code="protocol")
    yield Case("shape-picture", [send(http(200, b"\x89PNG\r\n\x1a\n" + bytes(64), "image/png"))],
               SERVER, code="protocol")
    yield Case("shape-empty", [send(http(200, ""))], SERVER, code="protocol")
    yield Case("shape-empty-stream", stream(), SERVER)
    yield Case("shape-blank-stream", stream(b"\n\n\n"), SERVER)
    yield Case("shape-204", [send(http(204, "", kind=None, framing="close"))], SERVER)
    yield Case("shape-object-empty", [send(http(200, "{}"))], SERVER)
    yield Case("shape-no-choices", [send(http(200, '{"choices":[]}'))], SERVER)
    deep = "[" * 5000 + "]" * 5000
    yield Case("shape-deep", [send(http(200, '{"choices":' + deep + "}"))], SERVER)


def good_cases():
    """Odd, and right all the same."""
    answer = ("Half an answer.", "Hm.")
    yield Case("good-plain", stream(WHOLE), OK, *answer)
    yield Case("good-saved", stream(WHOLE), OK, *answer, saved=True)
    yield Case("good-no-type", [send(b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n" + WHOLE)], OK,
               *answer)
    yield Case("good-json-type", stream(WHOLE, kind="application/json"), OK, *answer)
    yield Case("good-text-type", stream(WHOLE, kind="text/plain; charset=x"), OK, *answer)
    chunked = http(200, WHOLE, "text/event-stream", framing="chunked")
    yield Case("good-chunked", [send(chunked)], OK, *answer)
    packed = http(200, gzip.compress(WHOLE), "text/event-stream", ["Content-Encoding: gzip"])
    yield Case("good-gzip", [send(packed)], OK, *answer)
    yield Case("good-bom", stream(b"\xef\xbb\xbf" + WHOLE), OK, *answer)
    yield Case("good-crlf", stream(WHOLE.replace(b"\n", b"\r\n")), OK, *answer)
    yield Case("good-cr", stream(WHOLE.replace(b"\n", b"\r")), OK, *answer)
    yield Case("good-no-space", stream(WHOLE.replace(b"data: ", b"data:")), OK, *answer)
    yield Case("good-no-done", stream(WHOLE.replace(DONE, b"")), OK, *answer)
    yield Case("good-no-last-blank", stream(WHOLE[:-2]), OK, *answer)
    yield Case("good-after-done", stream(WHOLE + chunk("never") + b"garbage"), OK, *answer)
    yield Case("good-hang-after-done", stream(WHOLE, HANG), OK, *answer)
    yield Case("good-comments", stream(b": keep-alive\n\n" * 50 + WHOLE), OK, *answer)
    mixed = WHOLE.replace(b"\n\n", b"\n\n: OPENROUTER PROCESSING\n\n")
    yield Case("good-comments-between", stream(mixed), OK, *answer)
    yield Case("good-blank-lines-first", stream(b"\n" * 200 + WHOLE), OK, *answer)
    yield Case("good-drip", [drip(http(200, WHOLE, "text/event-stream"))], OK, *answer)
    proceed = send(b"HTTP/1.1 100 Continue\r\n\r\n")
    yield Case("good-continue", [proceed, *stream(WHOLE)], OK, *answer)
    events = WHOLE.replace(b"data: {", b"event: chunk\nid: 7\nretry: 10\ndata: {")
    yield Case("good-fields", stream(events), OK, *answer)
    empty = chunk("", reasoning="") * 20_000
    yield Case("good-empty-deltas", stream(empty + WHOLE), OK, *answer)
    long = "word " * 2_000_000
    yield Case("good-10-mb-line", stream(chunk(long) + chunk("", finish="stop") + DONE), OK, long)
    usage = {"usage": {"prompt_tokens": 10**30, "completion_tokens": "many"}}
    yield Case("good-odd-usage", stream(chunk("x", finish="stop", **usage) + DONE), OK, "x")
    nothing = b'data: {"choices":[]}\n\ndata: {"choices":null}\n\ndata: {}\n\n'
    yield Case("good-no-choices-between", stream(nothing + WHOLE), OK, *answer)
    types = (b'data: {"choices":[{"delta":7}]}\n\ndata: {"choices":{"a":1}}\n\n'
             b'data: {"choices":[3,{"delta":{"content":{"a":1},"reasoning_content":[1]}}]}\n\n')
    yield Case("good-wrong-types", stream(types + WHOLE), OK, *answer)
    both = b'data: {"choices":[{"delta":{"reasoning":"a","reasoning_content":"a"}}]}\n\n'
    yield Case("good-both-fields", stream(both + chunk("b", finish="stop") + DONE), OK, "b", "a")
    array = (b'data: {"choices":[{"delta":{"content":[{"type":"thinking","thinking":'
             b'[{"type":"text","text":"t"}]},{"type":"text","text":"c"}]}}]}\n\n')
    yield Case("good-content-array", stream(array + chunk("", finish="stop") + DONE), OK, "c", "t")
    tags = chunk("<thi") + chunk("nk>\nwell") + chunk("</think>\n\nso") + chunk("", finish="stop")
    yield Case("good-think-tags", stream(tags + DONE), OK, "so", "well")
    pair = (b'data: {"choices":[{"delta":{"content":"\\ud83d"}}]}\n\n'
            b'data: {"choices":[{"delta":{"content":"\\ude00"},"finish_reason":"stop"}]}\n\n')
    yield Case("good-split-surrogates", stream(pair + DONE), OK, "\ufffd\ufffd")
    nul = b'data: {"choices":[{"delta":{"content":"a\\u0000b"},"finish_reason":"stop"}]}\n\n'
    yield Case("good-nul", stream(nul + DONE), OK, "a\ufffdb")
    bad = b'data: {"choices":[{"delta":{"content":"a\xff\xfeb"},"finish_reason":"stop"}]}\n\n'
    yield Case("good-bad-utf8", stream(bad + DONE), OK, "a\ufffd\ufffdb")
    split = "汉字🎈".encode()
    body = chunk("汉字🎈", finish="stop") + DONE
    assert split not in body  # json.dumps escapes it: once more as it is
    body = body.replace(json.dumps("汉字🎈")[1:-1].encode(), split)
    yield Case("good-utf8-drip", [head(), drip(body)], OK, "汉字🎈")
    for word in ("STOP", "eos", "something_new"):
        yield Case(f"good-finish-{word}", stream(chunk("x", finish=word) + DONE), OK, "x")
    yield Case("good-length", stream(chunk("cut sh", finish="length") + DONE), OK, "cut sh")


def cut_cases():
    """The stream ends before the answer does."""
    half = ("Half an ", "Hm.")
    yield Case("cut-close", stream(HALF), INTERRUPTED, *half, code="interrupted")
    yield Case("cut-saved", stream(HALF), INTERRUPTED, *half, code="interrupted", saved=True)
    yield Case("cut-reset", stream(HALF, RESET), INTERRUPTED, *half, code="interrupted")
    yield Case("cut-reset-first", [RESET], CONNECT, code="network")
    yield Case("cut-reset-after-head", stream(RESET), CONNECT)
    yield Case("cut-close-first", [CUT], CONNECT, code="network")
    yield Case("cut-mid-event", stream(HALF + b'data: {"choices":[{"del'), INTERRUPTED, *half)
    yield Case("cut-mid-utf8", stream(HALF + b'data: {"choices":[{"delta":{"content":"\xe6\xb1'),
               INTERRUPTED, *half)
    yield Case("cut-mid-escape", stream(HALF + b'data: {"choices":[{"delta":{"content":"\\u6c'),
               INTERRUPTED, *half)
    last = chunk("answer.", end="")
    yield Case("cut-before-newline", stream(HALF + last), INTERRUPTED, "Half an answer.", "Hm.")
    chunks = http(200, HALF, "text/event-stream", framing="chunked")[: -len(b"0\r\n\r\n")]
    yield Case("cut-chunked-end", [send(chunks)], INTERRUPTED, *half)
    yield Case("cut-chunked-garbage", [send(chunks + b"zz\r\n")], INTERRUPTED, *half)
    short = http(200, HALF, "text/event-stream").replace(
        f"Content-Length: {len(HALF)}".encode(), f"Content-Length: {len(HALF) + 99}".encode())
    yield Case("cut-content-length-long", [send(short)], INTERRUPTED, *half)
    packed = gzip.compress(HALF)[:-12]
    yield Case("cut-gzip", [send(http(200, packed, "text/event-stream",
               ["Content-Encoding: gzip"], framing="close"))], INTERRUPTED, any_text=True)
    yield Case("cut-only-comments", stream(b": keep-alive\n\n" * 9), SERVER, code="protocol")
    yield Case("cut-only-done", stream(DONE), SERVER, code="empty")
    only = chunk(reasoning="Only this.", finish="stop") + DONE
    yield Case("cut-thinking-only", stream(only), SERVER, reasoning="Only this.", code="empty")
    shim = chunk("", role="assistant")
    yield Case("cut-ollama-shim", stream(HALF + shim), INTERRUPTED, *half)
    yield Case("cut-ollama-shim-first", stream(shim), SERVER)
    huge = b"data: " + b"x" * (17 * 1024 * 1024)
    yield Case("cut-17-mb-line", stream(HALF + huge + b"\n\n"), INTERRUPTED, *half)
    yield Case("cut-17-mb-first", stream(huge + b"\n\n"), SERVER, code="protocol")
    yield Case("cut-not-json", stream(HALF + b"data: not json\n\n"), INTERRUPTED, *half)
    deep = b"data: " + b"[" * 9999 + b"\n\n"
    yield Case("cut-deep-json", stream(HALF + deep), INTERRUPTED, *half)
    yield Case("cut-tls", stream(HALF, CUT), CONNECT, tls=True, not_requested=True)


def error_cases():
    """An error in the middle of the stream, or instead of its first chunk."""
    half = ("Half an ", "Hm.")
    objects = {
        "server": ('{"error":{"message":"oops"}}', SERVER, "server"),
        "code": ('{"error":{"message":"oops","code":500}}', SERVER, "server"),
        "string": ('{"error":"oops"}', SERVER, "server"),
        "rate": ('{"error":{"message":"oops","code":429}}', LIMIT, "rate_limit"),
        "filter": ('{"error":{"message":"content_filter oops"}}', REFUSED, "refused"),
        "context": ('{"error":{"message":"context length exceeded, oops"}}', CONTEXT,
                    "context_length"),
    }
    forms = {
        "data": lambda body: f"data: {body}\n\n",
        "field": lambda body: f"error: {body}\n\n",
        "event": lambda body: f"event: error\ndata: {body}\n\n",
    }
    for name, (body, code, kind) in objects.items():
        for form, write in forms.items():
            said = write(body).encode()
            yield Case(f"error-{form}-{name}", stream(HALF + said), code, *half, code=kind,
                       detail="oops")
            yield Case(f"error-{form}-{name}-first", stream(said), code, code=kind, detail="oops")
    after = HALF + b'data: {"error":{"message":"oops"}}\n\n' + chunk("never") + DONE
    yield Case("error-nothing-follows", stream(after), SERVER, *half)
    finish = chunk("", finish="error") + DONE
    yield Case("error-finish", stream(HALF + finish), INTERRUPTED, *half)
    filtered = chunk("", finish="content_filter") + DONE
    yield Case("error-filter", stream(HALF + filtered), REFUSED, *half, code="refused")
    yield Case("error-filter-first", stream(filtered), REFUSED, code="refused")
    resources = chunk("", finish="insufficient_system_resource") + DONE
    yield Case("error-resources", stream(HALF + resources), INTERRUPTED, *half)


def network_cases():
    """Before there is an answer at all."""
    yield Case("net-unknown-host", [], CONNECT, code="network", url="https://silu.invalid/v1")
    yield Case("net-refused", [], CONNECT, code="network", url="http://127.0.0.1:1/v1")
    yield Case("net-no-http", [send(b"220 smtp.example ready\r\n"), CUT], SERVER, code="protocol")
    yield Case("net-half-head", [send(b"HTTP/1.1 200 OK\r\nContent-T"), CUT], SERVER)
    big = b"HTTP/1.1 200 OK\r\n" + b"X-Filler: " + b"y" * (1024 * 1024) + b"\r\n\r\n"
    yield Case("net-1-mb-head", [send(big), CUT], CONNECT)
    yield Case("net-self-signed", stream(WHOLE), CONNECT, code="tls", tls=True, not_requested=True)
    yield Case("net-plain-key", [], AUTH, code="auth", url="http://silu.invalid/v1")
    for status in (301, 302, 303, 307, 308):
        for place, target in (("elsewhere", "http://127.0.0.1:1/stolen"), ("here", "/moved/v1")):
            answer = http(status, "", headers=[f"Location: {target}"])
            yield Case(f"net-redirect-{status}-{place}", [send(answer)], SERVER, code="protocol")
    yield Case("net-redirect-nowhere", [send(http(302, "moved"))], SERVER)


def ollama_cases():
    def line(**more):
        return (json.dumps({"model": "m", **more}) + "\n").encode()

    def said(content="", thinking=None, **more):
        message = {"role": "assistant", "content": content}
        if thinking:
            message["thinking"] = thinking
        return line(message=message, done=False, **more)

    end = line(message={"role": "assistant", "content": ""}, done=True, done_reason="stop",
               load_duration=5_000_000, prompt_eval_count=3, eval_count=4)
    whole = said(thinking="Hm.") + said("Half an ") + said("answer.")
    kind = "application/x-ndjson"
    good = ("Half an answer.", "Hm.")
    yield Case("ollama-good", stream(whole + end, kind=kind), OK, *good, dialect="ollama")
    yield Case("ollama-drip", [head(kind=kind), drip(whole + end)], OK, *good, dialect="ollama")
    yield Case("ollama-no-last-newline", stream((whole + end)[:-1], kind=kind), OK, *good,
               dialect="ollama")
    yield Case("ollama-cut", stream(whole, kind=kind), INTERRUPTED, *good, dialect="ollama")
    error = line(error="out of memory")
    yield Case("ollama-error", stream(whole + error, kind=kind), SERVER, *good,
               detail="out of memory", dialect="ollama")
    yield Case("ollama-error-first", stream(error, kind=kind), SERVER,
               detail="out of memory", dialect="ollama")
    body = json.dumps({"error": 'model "m" not found, try pulling it'})
    yield Case("ollama-404", [send(http(404, body))], SERVER, code="model", dialect="ollama")
    body = json.dumps({"error": '"m" does not support thinking'})
    yield Case("ollama-no-thinking", [send(http(400, body))], SERVER,
               detail="does not support thinking", dialect="ollama")
    yield Case("ollama-garbage", stream(whole + b"{broken\n", kind=kind), INTERRUPTED, *good,
               dialect="ollama")
    yield Case("ollama-html", [send(http(200, "<html>no</html>", "text/html"))], SERVER,
               code="protocol", dialect="ollama")


def anthropic_cases():
    def event(kind, **more):
        return f"event: {kind}\ndata: {json.dumps({'type': kind, **more})}\n\n".encode()

    def block(index, start, *deltas):
        body = event("content_block_start", index=index, content_block=start)
        for delta in deltas:
            body += event("content_block_delta", index=index, delta=delta)
        return body + event("content_block_stop", index=index)

    begin = event("message_start", message={"usage": {"input_tokens": 3}}) + event("ping")
    think = block(0, {"type": "thinking", "thinking": "", "signature": ""},
                  {"type": "thinking_delta", "thinking": "Hm."},
                  {"type": "signature_delta", "signature": "c2ln"})
    text = block(1, {"type": "text", "text": ""}, {"type": "text_delta", "text": "An answer."})
    end = event("message_delta", delta={"stop_reason": "end_turn"}, usage={"output_tokens": 9})
    end += event("message_stop")
    good = ("An answer.", "Hm.")
    name = "anthropic"
    whole = begin + think + text + end
    yield Case("anthropic-good", stream(whole), OK, *good, dialect=name)
    yield Case("anthropic-drip", [head(), drip(whole)], OK, *good, dialect=name)
    yield Case("anthropic-cut", stream(begin + think + text), INTERRUPTED, *good, dialect=name)
    over = event("error", error={"type": "overloaded_error", "message": "Overloaded"})
    yield Case("anthropic-error", stream(begin + think + over), SERVER, reasoning="Hm.",
               code="overloaded", dialect=name)
    yield Case("anthropic-error-first", stream(over), SERVER, code="overloaded", dialect=name)
    refused = event("message_delta", delta={"stop_reason": "refusal"}, usage={"output_tokens": 1})
    yield Case("anthropic-refusal", stream(begin + refused + event("message_stop")), REFUSED,
               code="refused", dialect=name)
    body = json.dumps({"type": "error", "error": {"type": "authentication_error", "message": "no"}})
    yield Case("anthropic-401", [send(http(401, body))], AUTH, code="auth", dialect=name)
    yield Case("anthropic-529", [send(http(529, body.replace("authentication", "overloaded")))],
               SERVER, code="overloaded", dialect=name)


def responses_cases():
    def event(kind, **more):
        return f"event: {kind}\ndata: {json.dumps({'type': kind, **more})}\n\n".encode()

    begin = event("response.created", response={"id": "r", "status": "in_progress"})
    think = event("response.reasoning_summary_text.delta", output_index=0, summary_index=0,
                  item_id="a", delta="Hm.")
    text = event("response.output_text.delta", output_index=1, content_index=0, item_id="b",
                 delta="An answer.")
    end = event("response.completed", response={"id": "r", "status": "completed", "output": [],
                "usage": {"input_tokens": 3, "output_tokens": 4}})
    good = ("An answer.", "Hm.")
    name = "responses"
    whole = begin + think + text + end
    yield Case("responses-good", stream(whole), OK, *good, dialect=name)
    yield Case("responses-drip", [head(), drip(whole)], OK, *good, dialect=name)
    yield Case("responses-cut", stream(begin + think + text), INTERRUPTED, *good, dialect=name)
    fail = event("response.failed", response={"id": "r", "status": "failed", "error": {
                 "code": "server_error", "message": "oops"}})
    error = event("error", error={"type": "server_error", "message": "oops"})
    yield Case("responses-failed", stream(begin + text + error + fail), SERVER, "An answer.",
               detail="oops", dialect=name)
    yield Case("responses-failed-first", stream(begin + fail), SERVER, detail="oops", dialect=name)
    short = event("response.incomplete", response={"id": "r", "status": "incomplete",
                  "incomplete_details": {"reason": "max_output_tokens"}})
    yield Case("responses-incomplete", stream(begin + text + short), OK, "An answer.", dialect=name)


def gemini_cases():
    def data(parts, **more):
        candidate = {"content": {"role": "model", "parts": parts}, **more}
        return f"data: {json.dumps({'candidates': [candidate]})}\r\n\r\n".encode()

    think = data([{"text": "Hm.", "thought": True}])
    text = data([{"text": "An answer."}])
    end = data([{"text": ""}], finishReason="STOP")
    good = ("An answer.", "Hm.")
    name = "gemini"
    yield Case("gemini-good", stream(think + text + end), OK, *good, dialect=name)
    yield Case("gemini-drip", [head(), drip(think + text + end)], OK, *good, dialect=name)
    yield Case("gemini-cut", stream(think + text), INTERRUPTED, *good, dialect=name)
    blocked = b'data: {"promptFeedback":{"blockReason":"SAFETY"}}\r\n\r\n'
    yield Case("gemini-blocked", stream(blocked), REFUSED, code="refused", dialect=name)
    safety = data([{"text": ""}], finishReason="SAFETY")
    yield Case("gemini-safety", stream(text + safety), REFUSED, "An answer.", code="refused",
               dialect=name)
    error = b'data: {"error":{"code":503,"message":"overloaded","status":"UNAVAILABLE"}}\r\n\r\n'
    yield Case("gemini-error", stream(text + error), SERVER, "An answer.", code="overloaded",
               dialect=name)


def all_cases():
    for group in (status_cases, wording_cases, retry_cases, shape_cases, good_cases, cut_cases,
                  error_cases, network_cases, ollama_cases, anthropic_cases, responses_cases,
                  gemini_cases):
        yield from group()
