"""Writes what kafka-python 1.0.2 makes of payloads: kafka.codec, kafka.create_*, kafka.util.crc32 and its message sets.

    python3 -m pip install --target /tmp/kp kafka-python==1.0.2 six python-snappy lz4 xxhash
    PYTHONPATH=/tmp/kp python3 codec_fixtures.py ../../test-fixtures/codec/kafka-python-1.0.2.json
"""
import base64
import json
import os
import sys
import types

import lz4.frame

# kafka-python 1.0.2 asks for lz4f, which no longer builds: the same two functions over today's lz4.
lz4f = types.ModuleType("lz4f")
lz4f.compressFrame = lambda payload: lz4.frame.compress(payload, store_size=False)
lz4f.createCompContext = lambda: None
lz4f.decompressFrame = lambda payload, context: {"decomp": lz4.frame.decompress(payload)}
sys.modules["lz4f"] = lz4f

# Its producer and client use names that are keywords today: only the modules below are loaded.
kafka = types.ModuleType("kafka")
kafka.__path__ = [next(path for path in map(lambda each: os.path.join(each, "kafka"), sys.path) if os.path.isdir(path))]
sys.modules["kafka"] = kafka

import kafka.common  # noqa: E402
from kafka import codec  # noqa: E402
from kafka.protocol.legacy import (  # noqa: E402
    KafkaProtocol,
    create_gzip_message,
    create_message,
    create_message_set,
    create_snappy_message,
)
from kafka.protocol.message import Message, MessageSet  # noqa: E402
from kafka.util import crc32  # noqa: E402
from kafka.version import __version__  # noqa: E402


def b64(data):
    return None if data is None else base64.b64encode(data).decode()


PAYLOADS = {
    "empty": b"",
    "one byte": b"x",
    "text": "größe, 値, 📦 and some more text. ".encode() * 3,
    "repeats": b"abcdefgh" * 1000,
    "more than one block": b"".join(b"%d:" % (i * 7919 % 10007) for i in range(7000)),
}

payloads = []
for name, payload in PAYLOADS.items():
    assert codec.gzip_decode(codec.gzip_encode(payload)) == payload
    payloads.append({
        "name": name,
        "payload": b64(payload),
        "crc32": crc32(payload),
        "gzip": b64(codec.gzip_encode(payload)),
        "gzip1": b64(codec.gzip_encode(payload, 1)),
        "snappy": b64(codec.snappy_encode(payload)),
        "snappyRaw": b64(codec.snappy_encode(payload, xerial_compatible=False)),
        "snappySmallBlocks": b64(codec.snappy_encode(payload, xerial_blocksize=300)),
        "lz4OldKafka": b64(codec.lz4_encode(payload)),
        "lz4": b64(lz4.frame.compress(payload)),
    })

PAIRS = [(b"value", b"key"), ("größe".encode(), None), (b"", b""), (None, b"tombstone"), (b"last" * 50, b"key")]
SETS = {
    "create_message": [create_message(b"payload", b"key")],
    "create_message, no key": [create_message(b"payload")],
    "create_gzip_message": [create_gzip_message(PAIRS, b"wrapper key")],
    "create_snappy_message": [create_snappy_message(PAIRS)],
    "create_message_set": create_message_set(PAIRS),
    "create_message_set, gzip": create_message_set(PAIRS, 1, b"wrapper key", 1),
    "create_message_set, snappy": create_message_set(PAIRS, 2),
}

sets = []
for name, messages in SETS.items():
    inner = PAIRS if "set" in name or "gzip" in name or "snappy" in name else [(m.value, m.key) for m in messages]
    sets.append({
        "name": name,
        "bytes": b64(KafkaProtocol._encode_message_set(messages)),
        "messages": [{"magic": m.magic, "attributes": m.attributes, "key": b64(m.key)} for m in messages],
        "records": [[b64(value), b64(key)] for value, key in inner],
    })

# What its KafkaProducer sends: RecordAccumulator counts offsets up and wraps with offset 0.
accumulated = [(i, -1, Message(value, key=key)) for i, (value, key) in enumerate(PAIRS)]
plain = MessageSet.encode(accumulated, size=False)
for attributes, name, packed in (
    (1, "gzip", codec.gzip_encode(plain)),
    (2, "snappy", codec.snappy_encode(plain)),
    (3, "lz4", codec.lz4_encode(plain)),
):
    wrapper = MessageSet.encode([(0, -1, Message(packed, attributes=attributes))], size=False)
    sets.append({"name": "KafkaProducer, " + name, "bytes": b64(wrapper),
                 "messages": [{"magic": 0, "attributes": attributes, "key": None}],
                 "records": [[b64(value), b64(key)] for value, key in PAIRS]})

with open(sys.argv[1], "w") as file:
    json.dump({"madeBy": "tools/python-fixtures/codec_fixtures.py with kafka-python " + __version__,
               "payloads": payloads, "sets": sets}, file, indent=1)
    file.write("\n")
print(len(payloads), "payloads,", len(sets), "sets")
