"""What pages do is kept for a while, whatever they tell."""

from generator.preview.recorder import Recorder, device_of, is_id


def add(recorder: Recorder, visit: str = "v", view: str = "w", *kinds: str) -> int:
    events = [{"kind": kind} for kind in (kinds or ("load",))]
    taken = recorder.add(visit=visit, kind="", device="Mac", view=view, page="a/b", events=events)
    return len(taken)


def test_visits_and_their_views_are_kept_in_order() -> None:
    recorder = Recorder()
    add(recorder, "one", "a")
    add(recorder, "two", "b")
    add(recorder, "one", "c", "links", "click")
    assert [visit.id for visit in recorder.visits()] == ["one", "two"]
    found = recorder.visit("one")
    assert found
    assert found.data()["views"] == [
        {"id": "a", "page": "a/b", "events": [{"kind": "load"}]},
        {"id": "c", "page": "a/b", "events": [{"kind": "links"}, {"kind": "click"}]},
    ]


def test_nothing_grows_without_end() -> None:
    recorder = Recorder()
    for number in range(200):
        add(recorder, f"visit-{number}")
        add(recorder, "visit-199", f"view-{number}")
    assert len(recorder.visits()) == 60
    assert len(recorder.visits()[0].views) == 20
    assert add(recorder, "x", "y", *["click"] * 1000) == 300
    assert add(recorder, "x", "y", "click") == 0


def test_only_known_kinds_are_taken() -> None:
    assert add(Recorder(), "v", "w", "load", "<script>", "constructor") == 1


def test_ids_and_devices() -> None:
    assert is_id("mx19-oh_70")
    assert not any(map(is_id, ("", "a b", "../x", "x" * 41, "é")))
    agent = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) musical_ly_30.9.0"
    assert device_of(agent) == "iPhone"
    assert device_of("Mozilla/5.0 (Linux; Android 14; SM-S901U)") == "Android"
    assert device_of("") == "Computer"
