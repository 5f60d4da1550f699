"""Threads that use the package for the first time at once: each in a fresh interpreter, where nothing is loaded yet."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]

_BEGIN = """
import faulthandler, importlib.machinery, random, sys, threading, time, traceback

faulthandler.dump_traceback_later(100, exit=True)
sys.setswitchinterval(1e-6)

import x509forge as xf


def run(*tasks):
    \"\"\"Run tasks, each in a thread, and say what they raise.\"\"\"
    together = threading.Barrier(len(tasks))

    def work(task):
        together.wait()
        try:
            task()
        except BaseException:
            traceback.print_exc()

    threads = [threading.Thread(target=work, args=(task,)) for task in tasks]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


class Finder:
    \"\"\"Finds modules as usual, and calls `before` when one is about to be made and has its lock, and no other.\"\"\"

    def find_spec(self, name, path=None, target=None):
        spec = importlib.machinery.PathFinder.find_spec(name, path, target) if name.startswith("x509forge.") else None
        if spec is not None:
            spec.loader.create_module = lambda spec: self.before(spec.name)
        return spec


def look_out(before):
    finder = Finder()
    finder.before = before
    sys.meta_path.insert(0, finder)
"""


def _complaints(program: str) -> str:
    """Return what a program complains of."""
    command = [sys.executable, "-W", "error", "-c", _BEGIN + program]
    result = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)
    return result.stderr + result.stdout


_ALL_NAMES = """
from x509forge.asn1 import value, written

names = dir(xf)
held = []


def before(name):
    # Who waits for a module here might wait for whoever loads it, and waits for a declaration.
    if written.compiling._is_owned():
        held.append(name)
    time.sleep(random.random() / 400)


def use(seed):
    mine = random.Random(seed).sample(names, len(names))

    def all_names():
        for name in mine:
            found = getattr(xf, name)
            if isinstance(found, value.ValueType) and found.__dict__.get("_compile"):
                value.ensure_compiled(found)

    return all_names


look_out(before)
run(*(use(SEED * 8 + thread) for thread in range(8)))
if held:
    print("under the lock of declarations:", held)
"""


@pytest.mark.parametrize("seed", [0, 1, *(pytest.param(seed, marks=pytest.mark.deep) for seed in range(2, 40))])
def test_threads_ask_for_all_names_at_once(seed: int) -> None:
    assert _complaints(_ALL_NAMES.replace("SEED", str(seed))) == ""


# Whoever asks for a module first has its lock and waits for its package, and whoever loads the package waits for the
# module: Python sees that nobody would ever go on, and raises an error in one of them.
_FROM_BOTH_SIDES = """
xf.Certificate, xf.Extension, xf.PrivateKey, xf.check
begun = threading.Event()


def before(name):
    if name == "x509forge.issuing":
        begun.set()
        time.sleep(0.3)


def use_from_outside():
    begun.wait()
    xf.forge


look_out(before)
run(lambda: xf.Issuer, use_from_outside)
if not begun.is_set():
    print("issuing was loaded before")
"""


def test_threads_come_to_a_package_from_both_sides() -> None:
    assert _complaints(_FROM_BOTH_SIDES) == ""


_WHILE_VALUES_ARE_LOADED = """
from x509forge import errors, pem

del sys.modules["x509forge.pem"], xf.pem
begun, done = threading.Event(), threading.Event()


def stop_at_values(frame, event, argument):
    if event == "call" and frame.f_code.co_name == "<module>" and frame.f_code.co_filename.endswith("value.py"):
        sys.setprofile(None)
        begun.set()
        done.wait(20)


def load_values():
    sys.setprofile(stop_at_values)
    xf.asn1


def load_another():
    begun.wait()
    try:
        xf.pem
    finally:
        done.set()


run(load_values, load_another)
if not begun.is_set():
    print("did not stop")
"""


def test_a_name_is_loaded_while_another_thread_loads_values() -> None:
    assert _complaints(_WHILE_VALUES_ARE_LOADED) == ""
