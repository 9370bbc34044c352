"""What is told of a machine that differs from this one."""

import pytest

from lecture.cluster.inspection import differences

HOME = {
    "versions": {"python": "cpython 3.11", "manim": "0.22.0", "av": "15.0", "numpy": "2.1", "pillow": "12.0"},
    "fonts": "a",
    "driver": {"GL_RENDERER": "llvmpipe"},
    "source": "b",
    "picture": "c",
}


def test_machines_that_are_alike_differ_in_nothing() -> None:
    assert differences(HOME, dict(HOME)) == ""


@pytest.mark.parametrize(
    ("there", "told"),
    [
        (
            {"versions": {**HOME["versions"], "python": "cpython 3.12"}},
            "python cpython 3.12, here cpython 3.11",
        ),
        ({"fonts": "z", "picture": "z"}, "other fonts"),
        ({"driver": {}}, "another driver"),
        ({"source": "z"}, "damaged"),
        ({"picture": "z"}, "a sample picture comes out differently"),
    ],
)
def test_each_ingredient_counts(there: dict[str, object], told: str) -> None:
    said = differences(HOME, {**HOME, **there})
    assert told in said
    assert ";" not in said


def test_many_versions_are_counted() -> None:
    assert "2 other packages differ" in differences(HOME, {**HOME, "versions": {}})
