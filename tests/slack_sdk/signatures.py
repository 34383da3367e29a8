"""Sends requests that Slack's own library has signed, or would refuse. Arguments: address, signing secret."""

import json
import sys
import time
import urllib.error
import urllib.request

from slack_sdk.signature import SignatureVerifier

address, secret = sys.argv[1:]
judge = SignatureVerifier(secret)
stranger = SignatureVerifier("another secret")
event = json.dumps({"type": "url_verification", "challenge": "käse & 🧀", "token": "x"}, ensure_ascii=False)
command = "ssl_check=1&token=x&text=a+%26+b%F0%9F%A7%80"
interaction = "payload=%7B%22type%22%3A%22nothing+known%22%7D"
now = str(int(time.time()))
old = str(int(time.time()) - 60 * 5 - 2)
future = str(int(time.time()) + 60 * 5 + 60)


def headers(signer, stamp, body):
    """What the library would sign a body with."""
    return {
        "X-Slack-Request-Timestamp": stamp,
        "X-Slack-Signature": signer.generate_signature(timestamp=stamp, body=body),
    }


def without(fields, name):
    """The same without one of them."""
    return {key: value for key, value in fields.items() if key != name}


right = headers(judge, now, event)
CASES = [
    ("an event", "events", event, right),
    ("a command", "commands", command, headers(judge, now, command)),
    ("an interaction", "interactions", interaction, headers(judge, now, interaction)),
    ("small letters", "events", event, {key.lower(): value for key, value in right.items()}),
    ("another secret", "events", event, headers(stranger, now, event)),
    ("a time long past", "events", event, headers(judge, old, event)),
    ("a time to come", "events", event, headers(judge, future, event)),
    ("another body", "events", event + " ", right),
    ("another time", "events", event, {**right, "X-Slack-Request-Timestamp": str(int(now) - 1)}),
    ("no signature", "events", event, without(right, "X-Slack-Signature")),
    ("no time", "events", event, without(right, "X-Slack-Request-Timestamp")),
    ("another command", "commands", command + "x", headers(judge, now, command)),
]


def status(path, body, fields):
    """What our endpoint answers."""
    kind = "application/json" if path == "events" else "application/x-www-form-urlencoded"
    request = urllib.request.Request(
        f"{address}/slack/{path}", data=body.encode(), headers={"Content-Type": kind, **fields}, method="POST"
    )
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(request, timeout=30) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, ""


for name, path, body, fields in CASES:
    wanted = judge.is_valid_request(body, fields)
    found, said = status(path, body, fields)
    # What cannot be read is told from what is not signed.
    if wanted != (found != 401):
        sys.exit(f"{name}: the library says {wanted}, our endpoint {found}")
    if wanted and path == "events" and "käse & 🧀" not in json.loads(said)["challenge"]:
        sys.exit(f"{name}: the challenge came back changed: {said}")
print(f"all {len(CASES)} cases agree")
