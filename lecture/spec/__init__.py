"""What a lecture file asks for, validated: every later stage may trust it."""

from lecture.spec.parameters import parameters_from
from lecture.spec.reader import STOCK, folders_of_words, load_spec, place_of
from lecture.spec.request import HERE, LectureSpec, SegmentSpec, alone, quality_named, single

__all__ = [
    "HERE",
    "STOCK",
    "LectureSpec",
    "SegmentSpec",
    "alone",
    "folders_of_words",
    "load_spec",
    "parameters_from",
    "place_of",
    "quality_named",
    "single",
]
