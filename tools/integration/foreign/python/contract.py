"""What the drivers in Python share: commands from stdin and replies to stdout, in lines of JSON (../README.md)."""

import json
import queue
import sys
import threading
import traceback
import uuid

# What a library prints by itself is no line of JSON.
_out, sys.stdout = sys.stdout, sys.stderr
_lock = threading.Lock()


def _tell(line):
    with _lock:
        _out.write(json.dumps(line) + "\n")
        _out.flush()


def text(content):
    return None if content is None else content.decode()


def content(string):
    return None if string is None else string.encode()


def own_group():
    return "alone-%s" % uuid.uuid4()


class Member(threading.Thread):
    """
    A member of a group in a thread of its own, as its consumer demands. Of a consumer it takes
    open(assigned), which is given what to call with [(topic, partition)] after each change; poll(), which gives records
    as they are told; commit(); close().
    """

    def __init__(self, name, consumer):
        super().__init__(daemon=True)
        self._name = name
        self._consumer = consumer
        self._requests = queue.Queue()

    def run(self):
        try:
            self._consumer.open(lambda partitions: _tell({"member": self._name, "assigned": list(partitions)}))
            while True:
                records = self._consumer.poll()
                if records:
                    _tell({"member": self._name, "records": records})
                try:
                    what, done = self._requests.get_nowait()
                except queue.Empty:
                    continue
                try:
                    getattr(self._consumer, what)()
                    done.put(None)
                except Exception:
                    done.put(traceback.format_exc())
                if what == "close":
                    return
        except Exception:
            _tell({"member": self._name, "error": traceback.format_exc()})

    def ask(self, what):
        done = queue.Queue()
        self._requests.put((what, done))
        error = done.get()
        if error is not None:
            raise RuntimeError(error)


def serve(name, client):
    """
    Does what it is told until its input ends. Of a client it takes topics(), produce(topic, codec, records),
    consume(topic, partitions, count, committedOnly), transact(id, topic, group, source, steps), fence(id, topic, record)
    and consumer(group, topics, pattern, ...), see Member.
    """
    members = {}

    def join(member, group, topics=None, pattern=None, **more):
        members[member] = Member(member, client.consumer(group, topics, pattern, **more))
        members[member].start()

    commands = {
        **getattr(client, "admin", {}),
        "topics": client.topics,
        "produce": client.produce,
        "consume": client.consume,
        "transact": lambda transactionalId, **rest: client.transact(transactionalId, **rest),
        "fence": lambda transactionalId, **rest: client.fence(transactionalId, **rest),
        "join": join,
        "commit": lambda member: members[member].ask("commit"),
        "leave": lambda member: members[member].ask("close"),
    }

    def do(id, command, request):
        try:
            _tell({"id": id, "ok": commands[command](**request)})
        except Exception:
            _tell({"id": id, "error": traceback.format_exc()})

    _tell({"client": name})
    for line in sys.stdin:
        request = json.loads(line)
        id, command = request.pop("id"), request.pop("do")
        threading.Thread(target=do, args=(id, command, request), daemon=True).start()
