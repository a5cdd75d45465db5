"""The outdoor shots of the Salt & Signal trailer, frame by frame, from the coast renderer."""

from __future__ import annotations

from pathlib import Path

import northlight_coast as coast
import numpy as np
from northlight_coast import View

FRAMES_A_SECOND = 24
DRAFT = (500, 280)
"""Rendered size; fog hides that it is two thirds of the clip's 750 x 420."""
SWELL_FRAMES = 38
SWEEP_FRAMES = 60


def swell(frame: int) -> View:
    """Return the low view over open sea while a far light turns towards the camera."""
    share = frame / (SWELL_FRAMES - 1)
    return View(
        eye_y=2.7, pitch=-0.035 + 0.012 * share, lens=1.7, tower_x=-14.0, tower_z=200.0,
        beam=4.28 + 0.78 * share, time=3.0 + frame / FRAMES_A_SECOND * 1.25, fog=0.45, swell=1.9,
        figure=0.0,
    )


def sweep(frame: int) -> View:
    """Return the lighthouse in fog; the beam swings from the left across the camera."""
    share = frame / (SWEEP_FRAMES - 1)
    return View(
        eye_x=1.2 * share, eye_y=3.2, pitch=0.118, lens=1.75, tower_x=15.0, tower_z=100.0,
        beam=3.30 + 1.62 * share, time=20.0 + frame / FRAMES_A_SECOND * 1.25, fog=0.8, swell=1.6,
        figure=0.0,
    )


def expose(folder: Path) -> None:
    """Render every second frame that is not in the folder yet, each a half-float array file."""
    plan = [("sweep", sweep, k) for k in range(0, SWEEP_FRAMES, 2)]
    plan += [("swell", swell, k) for k in range(0, SWELL_FRAMES, 2)]
    for name, view, frame in plan:
        path = folder / f"{name}-{frame:03d}.npy"
        if not path.exists():
            np.save(path, coast.expose(view(frame), DRAFT, 1, frame + 1).astype(np.float16))


def frame(folder: Path, name: str, number: int) -> np.ndarray:
    """Return a frame's linear light; an odd one is the mean of its neighbours.

    Half the rate is enough for slow swell and soft fog, and halves the rendering time.
    """
    before = np.load(folder / f"{name}-{number - number % 2:03d}.npy").astype(np.float64)
    after = folder / f"{name}-{number + 1:03d}.npy"
    if number % 2 == 0 or not after.exists():
        return before
    return 0.5 * (before + np.load(after).astype(np.float64))
