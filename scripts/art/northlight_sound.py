# mypy: disable-error-code="no-any-return"
# numpy's arithmetic is typed as Any, so array results cannot be told apart.
"""Sound of the Salt & Signal trailer, synthesised: sea, drone, fog horn, lamp, radio voice, door.

Times are seconds in the clip; the result is 48 kHz stereo between -1 and 1.
"""

from __future__ import annotations

import numpy as np
from scipy.signal import butter, fftconvolve, sosfilt

RATE = 48_000


def _band(sound: np.ndarray, low: float, high: float) -> np.ndarray:
    return sosfilt(butter(2, [low, high], "bandpass", fs=RATE, output="sos"), sound)


def _low(sound: np.ndarray, edge: float) -> np.ndarray:
    return sosfilt(butter(2, edge, "lowpass", fs=RATE, output="sos"), sound)


def _rise(time: np.ndarray, start: float, attack: float, stop: float, release: float) -> np.ndarray:
    return np.clip((time - start) / attack, 0, 1) * np.clip((stop + release - time) / release, 0, 1)


def _sea(time: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    noise = rng.standard_normal((2, len(time)))
    wash = np.stack([_band(noise[c], 180, 1400) for c in (0, 1)])
    hiss = np.stack([_band(noise[c], 2500, 9000) for c in (1, 0)])
    roll = np.stack([_low(noise[c], 90) for c in (0, 1)])
    swell = 0.45 + 0.55 * np.sin(2 * np.pi * time / 4.1 - 0.9) ** 2
    return wash * swell * 0.085 + hiss * swell**3 * 0.03 + roll * 0.28


def _drone(time: np.ndarray) -> np.ndarray:
    total = np.zeros((2, len(time)))
    for pitch, level in ((36.7, 0.5), (55.0, 0.34), (73.4, 0.20), (87.3, 0.10), (110.0, 0.05)):
        for channel, detune in ((0, -0.11), (1, 0.13)):
            breath = 0.75 + 0.25 * np.sin(2 * np.pi * time * (0.07 + pitch / 900) + channel)
            total[channel] += level * breath * np.sin(2 * np.pi * (pitch + detune) * time)
    return np.tanh(total * 1.2) * 0.30


def _horn(time: np.ndarray, start: float, long: float) -> np.ndarray:
    phase = 2 * np.pi * 98.0 * (time - start)
    tone = np.zeros_like(time)
    tone += sum(np.sin(phase * k + 0.4 * k) / k for k in range(1, 9))
    tone += 0.7 * sum(np.sin(phase * 0.749 * k) / k for k in range(1, 7))
    return _low(tone * _rise(time, start, 0.22, start + long, 0.4), 520)


def _voice(time: np.ndarray, start: float, said: list[tuple[float, float, int]]) -> np.ndarray:
    """Vowel-like syllables through a narrow radio band; close to speech, never a word."""
    total = np.zeros_like(time)
    vowels = [(700, 1150, 2500), (420, 1900, 2550), (360, 760, 2300), (560, 1700, 2450)]
    for offset, long, vowel in said:
        at = start + offset
        pitch = 205 + 22 * np.sin(2 * np.pi * 4.2 * (time - at)) - 26 * (time - at) / long
        pulse = np.clip(np.sin(2 * np.pi * np.cumsum(pitch) / RATE), 0, 1) ** 6 - 0.15
        formed = sum(
            _band(pulse, f * 0.93, f * 1.07) * w
            for f, w in zip(vowels[vowel], (1, 0.6, 0.35), strict=True)
        )
        total += formed * _rise(time, at, 0.03, at + long - 0.05, 0.06)
    return _band(total, 420, 2600)


def _space(sound: np.ndarray, seconds: float, rng: np.random.Generator) -> np.ndarray:
    """Return the sound's echo in a large empty place."""
    length = int(seconds * RATE)
    tail = np.exp(-np.arange(length) / RATE * 5.2 / seconds)
    return (
        np.stack(
            [
                fftconvolve(sound[c], _low(rng.standard_normal(length) * tail, 2600))[
                    : sound.shape[1]
                ]
                for c in (0, 1)
            ]
        )
        * 0.012
    )


def track(length: float, cuts: dict[str, float]) -> np.ndarray:
    """Return the mix, shape (2, samples); ``cuts`` gives each shot's start in seconds."""
    rng = np.random.default_rng(17)
    time = np.arange(int(length * RATE)) / RATE
    sea = _sea(time, rng)
    inside = _rise(time, cuts["lens"], 0.05, cuts["title"] - 0.05, 0.1)
    outside = 1.0 - 0.86 * inside
    horn = (
        _horn(time, cuts["sweep"] + 0.35, 1.5) * 0.10 + _horn(time, cuts["title"] + 0.9, 1.3) * 0.06
    )
    static = rng.standard_normal(len(time))
    crackle = (rng.random(len(time)) > 0.9994) * rng.standard_normal(len(time))
    on_air = _rise(time, cuts["radio"], 0.02, cuts["door"] - 0.02, 0.05)
    sweep = np.sin(2 * np.pi * np.cumsum(900 + 700 * np.cos((time - cuts["radio"]) * 3.5)) / RATE)
    radio = (_band(static, 600, 3200) * 0.06 + _band(crackle, 500, 5000) * 1.1) * on_air
    radio += sweep * 0.012 * _rise(time, cuts["radio"], 0.05, cuts["radio"] + 0.75, 0.25)
    said = [(0.60, 0.16, 0), (0.80, 0.13, 1), (0.97, 0.26, 2), (1.28, 0.14, 3), (1.44, 0.32, 0)]
    speech = _voice(time, cuts["radio"], said)
    speech /= np.abs(speech).max()
    radio += np.tanh(speech * 2.2) * 0.16
    ticks = np.zeros_like(time)
    for k in range(7):
        at = int((cuts["lens"] + 0.05 + k * 0.235) * RATE)
        click = rng.standard_normal(1500) * np.exp(-np.arange(1500) / 160)
        ticks[at : at + 1500] += click[: len(ticks[at : at + 1500])] * (0.09 if k % 2 else 0.14)
    gears = _low(static, 260) * 0.25 * _rise(time, cuts["lens"], 0.05, cuts["radio"] - 0.05, 0.06)
    shine = np.zeros_like(time)
    for start in (cuts["sweep"] + 1.7, cuts["lens"] + 0.75, cuts["title"] + 0.5):
        near = np.exp(-(((time - start) / 0.42) ** 2))
        shine += (
            near * _band(static, 300, 2200) * 0.10
            + near * np.sin(2 * np.pi * 1174.7 * time) * 0.012
        )
    creak_at = cuts["door"] + 0.25
    scrape = np.sin(
        2
        * np.pi
        * np.cumsum(150 + 60 * np.sin((time - creak_at) * 3.1) + 14 * np.sin(time * 87))
        / RATE
    )
    creak = _band(np.sign(scrape) * (0.5 + 0.5 * rng.random(len(time))), 350, 1900) * 0.05
    creak *= _rise(time, creak_at, 0.3, creak_at + 0.85, 0.3)
    hits = np.zeros_like(time)
    for start, depth, level in ((cuts["door"], 46.0, 0.5), (cuts["title"], 38.0, 0.85)):
        since = np.clip(time - start, 0, None)
        hits += (
            (time >= start)
            * np.sin(2 * np.pi * (depth * since + 6 * (1 - np.exp(-since * 14))))
            * np.exp(-since * 2.4)
            * level
        )
    mono = horn + ticks + shine + creak + hits
    close = np.stack([mono * 0.9 + radio, mono + radio * 0.92])
    far = np.stack(
        [horn * 1.6 + creak + ticks + radio * 0.35, horn * 1.2 + creak + ticks * 0.7 + radio * 0.45]
    )
    mix = (
        sea * outside
        + _drone(time) * (0.6 + 0.4 * np.clip(time / length, 0, 1))
        + close
        + _space(far, 2.6, rng)
    )
    mix += np.stack([gears, gears * 0.8])
    mix *= _rise(time, 0.0, 0.35, length - 0.5, 0.5)
    return np.tanh(mix / np.abs(mix).max() * 1.5) * 0.82
