"""A Kafka for the tests of a Python project, without Docker: npx @k/broker in a process of its own."""

import shutil
import subprocess

import pytest


@pytest.fixture(scope="session")
def bootstrap_servers():
    """One broker serves the whole run; each test uses topics and groups of its own."""
    command = [shutil.which("npx"), "@k/broker", "--port", "0", "--exit-with-stdin", "--quiet", "--topic", "orders:3"]
    # It ends with its standard input: when this closes it, and when the test run dies in whatever way.
    broker = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    line = broker.stdout.readline()
    if not line.startswith("ready "):
        pytest.exit(f"the broker did not start, it ended with {broker.wait()}", returncode=1)
    yield line.removeprefix("ready ").strip()
    broker.stdin.close()
    assert broker.wait(timeout=30) == 0
