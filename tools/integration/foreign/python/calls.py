"""What the programs in Python that make the calls of an admin client share: a line of JSON for each call (../README.md)."""

import enum
import json
import sys
import time
import uuid

# What a library prints by itself is no line of JSON.
_out, sys.stdout = sys.stdout, sys.stderr

servers = sys.argv[-1]


def plain(value):
    """A value of the library as it can be told in JSON: objects by their public attributes."""
    if value is None or isinstance(value, (bool, int, float, str)):
        return value.name if isinstance(value, enum.Enum) else value
    if isinstance(value, enum.Enum):
        return value.name
    if isinstance(value, bytes):
        return value.hex()
    if isinstance(value, uuid.UUID):
        return str(value)
    if isinstance(value, dict):
        return {key if isinstance(key, str) else str(plain(key)): plain(each) for key, each in value.items()}
    if isinstance(value, (set, frozenset)):
        return sorted((plain(each) for each in value), key=str)
    if isinstance(value, tuple) and hasattr(value, "_asdict"):
        return plain(value._asdict())
    if isinstance(value, (list, tuple)):
        return [plain(each) for each in value]
    if isinstance(value, BaseException):
        return "%s: %s" % (type(value).__name__, value)
    if type(value).__name__ == "KafkaError":
        return repr(value)
    if isinstance(value, type):
        return value.__name__
    attributes = {name: each for name, each in _attributes(value) if not callable(each)}
    if attributes:
        return plain(attributes)
    # Ids, in the alphabet that Kafka writes them in.
    return str(value).replace("+", "-").replace("/", "_") if type(value).__name__ == "Uuid" else str(value)


def _attributes(value):
    for name in dir(value):
        if not name.startswith("_"):
            yield name, getattr(value, name)


def tell(call, make):
    """Makes a call, and tells what came of it."""
    try:
        line = {"call": call, "ok": plain(make())}
    except Exception as error:
        line = {"call": call, "error": plain(error)}
    _out.write(json.dumps(line) + "\n")
    _out.flush()


def until(ask, is_wanted):
    """Waits for an answer that is as wanted: for what the brokers do meanwhile. After 20 s it is the last answer, whatever it is."""
    deadline = time.monotonic() + 20
    while True:
        answer = ask()
        if is_wanted(answer) or time.monotonic() > deadline:
            return answer
        time.sleep(0.1)


def settle():
    """Until what the last call changed is known to every broker: nothing tells. A real Kafka takes some ms."""
    time.sleep(0.4)
