"""Answers that are worked out once for each thing."""

import pytest

from generator.remembered import by_identity


def test_each_thing_is_asked_about_once() -> None:
    asked: list[list[int]] = []

    @by_identity
    def total(numbers: list[int]) -> int:
        asked.append(numbers)
        return sum(numbers)

    one, equal = [1, 2], [1, 2]
    assert (total(one), total(one), total(equal)) == (3, 3, 3)
    assert asked == [one, equal]
    assert asked[0] is one


def test_a_new_thing_is_never_taken_for_one_that_is_gone() -> None:
    @by_identity
    def first(numbers: list[int]) -> int:
        return numbers[0]

    for number in range(1000):
        assert first([number]) == number


def test_what_went_wrong_is_asked_again() -> None:
    answers = iter([None, 5])

    @by_identity
    def fragile(_: object) -> int:
        answer = next(answers)
        if answer is None:
            raise ValueError("not yet")
        return answer

    thing = object()
    with pytest.raises(ValueError, match="not yet"):
        fragile(thing)
    assert fragile(thing) == 5
