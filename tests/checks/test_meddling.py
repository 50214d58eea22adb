"""What in test code reaches into pytest, and what only looks like it."""

from __future__ import annotations

import pytest

from pbc_tui.checks.analysis.meddling import meddling
from pbc_tui.design.contract.parsing import parse_module

MEDDLING = {
    "a hook": ("def pytest_pyfunc_call(pyfuncitem): ...", "pytest_pyfunc_call"),
    "a hook of a plugin class": (
        "class P:\n    def pytest_runtest_protocol(self, item): ...",
        "pytest_runtest_protocol",
    ),
    "a hook by assignment": ("pytest_runtestloop = print", "pytest_runtestloop"),
    "a hook on an object": ("plugin.pytest_runtestloop = print", "pytest_runtestloop"),
    "a hook by import": ("from x import y as pytest_cmdline_main", "pytest_cmdline_main"),
    "an assignment": ("import _pytest.runner as r\nr.call_and_report = print", "call_and_report"),
    "an assignment by from": (
        "from _pytest import runner\nrunner.check = 1",
        "_pytest.runner.check",
    ),
    "setattr": ("import _pytest.python as p\nsetattr(p, 'Function', 1)", "_pytest.python.Function"),
    "monkeypatch": (
        "def test_x(monkeypatch):\n    monkeypatch.setattr('_pytest.runner.call', print)",
        "_pytest.runner.call",
    ),
    "mock": ("from unittest import mock\n@mock.patch('_pytest.x.y')\ndef f(): ...", "_pytest.x.y"),
    "the public name": ("import pytest\npytest.raises = print", "pytest.raises"),
    "unittest": ("import unittest\nunittest.TestCase.assertTrue = print", "TestCase.assertTrue"),
    "a deletion": ("import pytest\ndel pytest.approx", "pytest.approx"),
    "code": ("f.__code__ = g.__code__", "the code of a function"),
    "code by setattr": ("setattr(f, '__code__', c)", "the code of a function"),
    "the memory": ("import gc\ngc.get_objects()", "searches the memory"),
    "the memory by from": ("from gc import get_referrers as r", "searches the memory"),
    "frames": ("import sys\nsys._getframe().f_back", "reaches into the frames"),
    "frames by getattr": ("getattr(frame, 'f_' + 'back')", "reaches into"),
    "cells": ("f.__closure__[0].cell_contents", "reaches into the frames"),
    "plugins": ("def pytest_configure(config):\n    config.pluginmanager.get_plugins()", "plugins"),
    "hooks": ("config.hook.pytest_x.get_hookimpls()", "plugins"),
    "hooks by a name": ("vars(hook)['_hookimpls']", "reaches into the test run"),
    "classes": ("().__class__.__base__.__subclasses__()", "searches all classes"),
    "variables of a frame": ("import inspect\ninspect.stack()[1].frame.f_locals", "frames"),
    "what watches": ("import sys\nsys.getprofile().__self__", "takes away what watches"),
    "what watches, later": (
        "import sys\nsys.monitoring.register_callback(4, 1, None)",
        "takes away what watches",
    ),
    "the memory by a roundabout path": (
        "getattr(__import__('g' + 'c'), 'get_' + 'objects')()",
        "searches the memory",
    ),
    "the process": ("open('/proc/self/mem', 'rb')", "opens the process"),
}
HARMLESS = {
    "wrappers": (
        "import pytest\n@pytest.hookimpl(wrapper=True)\n"
        "def pytest_pyfunc_call(pyfuncitem):\n    yield"
    ),
    "old wrappers": (
        "import pytest\n@pytest.hookimpl(hookwrapper=True)\n"
        "def pytest_runtest_protocol(item):\n    yield"
    ),
    "other hooks": "def pytest_configure(config): ...\ndef pytest_runtest_setup(item): ...",
    "types of pytest": "from _pytest.monkeypatch import MonkeyPatch\ndef f(m: MonkeyPatch): ...",
    "plugins by name": "config.pluginmanager.hasplugin('x')\nconfig.pluginmanager.register(1)",
    "other registries": "app.unregister(1)\nregistry.get_plugins()",
    "collecting garbage": "import gc\ngc.collect()",
    "a line": "import sys\nsys._getframe().f_lineno",
    "other patches": "def test_x(monkeypatch):\n    monkeypatch.setattr('app.mod.double', print)",
    "what belongs to the tests": "import pytest\npytest.token = 1\nitem.report = 2",
    "a case of its own": "import unittest\nclass T(unittest.TestCase):\n    x = 1\nT.y = 2",
    "its own classes": "shapes = Shape.__subclasses__()",
    "reading the processor": "open('/proc/cpuinfo')",
}


@pytest.mark.parametrize(("text", "says"), MEDDLING.values(), ids=MEDDLING.keys())
def test_meddling(text: str, says: str) -> None:
    found = meddling(parse_module(text))
    assert any(says in what for what in found), found


@pytest.mark.parametrize("text", HARMLESS.values(), ids=HARMLESS.keys())
def test_harmless(text: str) -> None:
    assert meddling(parse_module(text)) == []


def test_the_projects_own_code_may_look_at_frames_but_not_change_pytest() -> None:
    text = "import sys, pytest\nsys._getframe().f_back\npytest.raises = 1\n"
    assert meddling(parse_module(text), tests=False) == ["pytest.raises is replaced (line 3)"]
