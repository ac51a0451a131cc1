import copy
import dataclasses
import inspect
import pickle  # ruff: ignore[suspicious-pickle-import] - of our own making
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import KW_ONLY, field

import pytest

import mlinfra
from mlinfra import ComputeCluster
from mlinfra.base.frozen import dataclass as quick
from mlinfra.base.frozen import replace


@quick(frozen=True, slots=True)
class Quick:
    """As `Plain`."""

    name: str
    size: int = 1
    tags: dict[str, str] = field(default_factory=dict)
    note: str = field(default="", compare=False, repr=False)


@dataclasses.dataclass(frozen=True, slots=True)
class Plain:
    """What `dataclasses` makes."""

    name: str
    size: int = 1
    tags: dict[str, str] = field(default_factory=dict)
    note: str = field(default="", compare=False, repr=False)


@quick(frozen=True, slots=True, kw_only=True)
class Named:
    """Fields that are given by name alone, so that one without a default may stand last."""

    size: int = 1
    name: str


@quick(frozen=True, slots=True)
class Empty:
    """Nothing."""


@quick(slots=True, eq=False)
class Noted:
    """What may change, is equal to itself alone, and has a field that is worked out."""

    name: str
    _: KW_ONLY
    size: int = 1
    label: str = field(init=False)

    def __post_init__(self) -> None:
        self.label = f"{self.name} {self.size}"


@quick(frozen=True, slots=True)
class Compared:
    """Has a hash of its own."""

    name: str

    def __hash__(self) -> int:
        return 7


BOTH = pytest.mark.parametrize("kind", [Quick, Plain])


@BOTH
def test_fields_count_in_comparison_as_they_say(kind):
    """Equal fields make equal values; a field left out of comparison does not count, another class never equals."""
    assert kind("a") == kind("a", note="x")
    assert kind("a") != kind("a", 2)
    assert kind("a") != ("a", 1, {})
    assert Quick("a") != Plain("a")
    assert Empty() == Empty()


def test_equal_values_have_one_hash():
    """A value can be a key, as long as its fields can."""
    assert len({Quick("a", tags=()), Quick("a", tags=(), note="x"), Quick("b", tags=())}) == 2
    with pytest.raises(TypeError):
        hash(Quick("a"))


@BOTH
def test_nothing_changes_a_value(kind):
    """Fields cannot be set, deleted or added."""
    value = kind("a")
    for change in (
        lambda: setattr(value, "name", "b"),
        lambda: setattr(value, "other", "b"),
        lambda: delattr(value, "name"),
    ):
        with pytest.raises((dataclasses.FrozenInstanceError, TypeError)):
            change()
    assert value.name == "a"


@BOTH
def test_a_value_prints_as_it_is_written(kind):
    """The representation names the class and its fields, without those left out."""
    assert repr(kind("a", 2, note="x")) == f"{kind.__name__}(name='a', size=2, tags={{}})"


@BOTH
def test_values_are_made_replaced_matched_and_copied(kind):
    """Defaults, factories, `replace`, `match`, `copy` and `pickle` work."""
    value = kind(size=3, name="a", note="x")
    assert kind("a").tags is not kind("b").tags
    assert dataclasses.replace(value, size=1) == replace(value, size=1) == kind("a")
    assert (copy.deepcopy(value).note, pickle.loads(pickle.dumps(value))) == ("x", value)  # ruff: ignore[suspicious-pickle-usage] - as above
    match value:
        case kind(name, 3):
            assert name == "a"
        case _:
            pytest.fail("no match")
    with pytest.raises(TypeError):
        kind()
    with pytest.raises(TypeError):
        kind("a", nmae=1)


def test_fields_of_a_class_may_be_given_by_name_alone():
    """As `dataclasses` has it, with ``kw_only=True``."""
    assert Named(name="a") == Named(size=1, name="a")
    with pytest.raises(TypeError, match="positional"):
        Named("a")
    with pytest.raises(TypeError, match="name"):
        Named(size=2)


def test_a_class_may_change_and_say_itself_what_makes_it_equal():
    """``frozen``, ``eq``, `KW_ONLY`, ``__post_init__`` and methods of its own mean what they mean to `dataclasses`."""
    value = Noted("a", size=2)
    assert (value.label, repr(value)) == ("a 2", "Noted(name='a', size=2, label='a 2')")
    assert replace(value, size=3).label == dataclasses.replace(value, size=3).label == "a 3"
    value.size = 4
    assert (value.size, value == Noted("a", size=4), len({value, value})) == (4, False, 1)
    with pytest.raises(TypeError, match="positional"):
        Noted("a", 2)
    assert (hash(Compared("a")), Compared("a")) == (7, Compared("a"))
    with pytest.raises(TypeError, match="unhashable"):
        hash(quick(slots=True)(type("Changing", (), {"__annotations__": {"name": str}}))("a"))


@quick(frozen=True, slots=True)
class Extended(Quick):
    """More fields, one of them given by name alone."""

    last: str = field(default="z", kw_only=True)
    more: int = 2


@dataclasses.dataclass(frozen=True, slots=True)
class PlainExtended(Plain):
    """As `Extended`."""

    last: str = field(default="z", kw_only=True)
    more: int = 2


@dataclasses.dataclass(slots=True)
class PlainNoted:
    """As `Noted`."""

    name: str
    _: KW_ONLY
    size: int = 1
    label: str = field(init=False)


@pytest.mark.parametrize(("ours", "plain"), [(Quick, Plain), (Extended, PlainExtended), (Noted, PlainNoted)])
def test_fields_are_those_of_dataclasses(ours, plain):
    """Each has what `dataclasses` says of it: name, type, default, how it is given, and in what it counts."""

    def said(kind) -> list[object]:
        members = ("name", "type", "default", "default_factory", "init", "repr", "compare", "kw_only", "_field_type")
        return [[getattr(member, name) for name in members] for member in dataclasses.fields(kind)]

    assert said(ours) == said(plain)
    assert ours.__match_args__ == plain.__match_args__


def test_no_class_of_the_model_shares_a_default_that_can_change():
    """`dataclasses` refuses a list or a dictionary as default; for classes of the package nobody else does."""
    kinds = [kind for name in mlinfra.__all__ if dataclasses.is_dataclass(kind := getattr(mlinfra, name))]
    shared = [
        (kind.__name__, member.name)
        for kind in kinds
        for member in dataclasses.fields(kind)
        if isinstance(member.default, (list, dict, set))
    ]
    assert (len(kinds) > 200, shared) == (True, [])


def test_many_values_of_a_class_are_made_as_the_first_ones():
    """The first values are made without a function of the class, later ones with it: equal, and refused alike."""
    kind = quick(frozen=True, slots=True)(
        type("Many", (), {"__annotations__": {"name": str, "tags": dict}, "tags": field(default_factory=dict)})
    )
    values = [kind("a") for _ in range(100)]
    assert set(map(repr, values)) == {"Many(name='a', tags={})"}
    assert len({id(value.tags) for value in values}) == 100
    for arguments, named in ((("a", {}, 1), {}), (("a",), {"name": "b"}), ((), {})):
        for count in (0, 100):
            fresh = quick(frozen=True, slots=True)(type("Fresh", (), {"__annotations__": {"name": str}}))
            for _ in range(count):
                fresh("a")
            with pytest.raises(TypeError):
                fresh(*arguments, **named)


def test_a_class_shows_its_signature():
    """`help` shows the fields in the order in which they are given."""
    assert str(inspect.signature(Empty)) == "()"
    assert list(inspect.signature(Extended).parameters) == ["name", "size", "tags", "note", "more", "last"]
    assert inspect.signature(ComputeCluster).parameters["size"].kind is inspect.Parameter.KEYWORD_ONLY


def test_a_class_made_in_two_threads_at_once_is_made_once():
    """Threads that are the first to use a class see all its fields, and make equal values."""
    for _ in range(20):
        kind = quick(frozen=True, slots=True)(
            type("Made", (), {"__annotations__": {"name": str, "size": int}, "size": 1})
        )
        start = threading.Barrier(4)

        def use(kind=kind, start=start) -> tuple[int, bool]:
            start.wait()
            return len(dataclasses.fields(kind)), kind("a") == kind("a", 1)

        with ThreadPoolExecutor(4) as pool:
            assert {done.result() for done in [pool.submit(use) for _ in range(4)]} == {(2, True)}
