"""Whatever happens to the files between builds: the output is that of a build from nothing."""

import random
import tempfile
from pathlib import Path
from unittest.mock import patch

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.build.changing import Studio
from tests.workspaces import snapshot

ACTIONS = {action.__name__: action for action in Studio.actions()}


@settings(
    max_examples=50,
    deadline=None,
    derandomize=True,
    phases=[Phase.explicit, Phase.generate],  # every try builds twice: shrinking takes too long
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(
    st.lists(
        st.lists(st.sampled_from(sorted(ACTIONS)), min_size=1, max_size=3),
        min_size=1,
        max_size=5,
    ),
    st.integers(0, 2**32),
    st.booleans(),
    st.booleans(),
)
def test_an_incremental_build_is_a_clean_build(
    rounds: list[list[str]], seed: int, settled: bool, changes_alone: bool
) -> None:
    # Builds trust the times of files that have been left alone for a while. Nobody waits for two
    # seconds here, so a shorter while has to do, or else the times are never trusted.
    while_ = patch("generator.build.inputs.GRANULARITY", 20_000_000 if settled else 2_000_000_000)
    little = patch("generator.build.record._LITTLE", 0 if changes_alone else 20)
    with tempfile.TemporaryDirectory() as name, while_, little:
        studio = Studio(Path(name), dice=random.Random(seed), pause=0.03 if settled else 0)
        studio.build()
        for actions in rounds:
            for action in actions:
                ACTIONS[action](studio)
            studio.build()
            assert snapshot(studio.workspace.output) == studio.clean(), actions


def test_every_action_does_something(tmp_path: Path) -> None:
    """An action that nothing comes of would prove nothing."""
    still = {"touch", "build_one_site", "damage_records", "lose_pictures", "pass_time"}
    for number, (name, action) in enumerate(sorted(ACTIONS.items())):
        studio = Studio(tmp_path / str(number), dice=random.Random(number))
        studio.build()
        before = studio.clean() if name != "damage_output" else snapshot(studio.workspace.output)
        changed = False
        for _ in range(6):
            action(studio)
            after = snapshot(studio.workspace.output) if name == "damage_output" else studio.clean()
            changed = changed or after != before
        assert changed or name in still, name
