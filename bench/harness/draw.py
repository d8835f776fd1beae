"""Draws agent-steps per second by households and memory per household, one SVG a model. Called by figure.py."""
import json
import sys
from pathlib import Path

import matplotlib

matplotlib.use("svg")
matplotlib.rcParams.update({"svg.hashsalt": "ktokogo", "svg.fonttype": "none", "font.size": 9, "font.family": "sans-serif"})
import matplotlib.pyplot as plt

OUT = Path(sys.argv[1])
DATA = json.loads((OUT / "results.json").read_text())
COLOURS = plt.get_cmap("tab20").colors


def best(peer, model):
    """The best number of threads at each size: {n: row}."""
    found = {}
    for r in DATA["rows"]:
        if r["peer"] == peer and r["model"] == model and "rate" in r:
            if r["n"] not in found or r["rate"] > found[r["n"]]["rate"]:
                found[r["n"]] = r
    return dict(sorted(found.items()))


def draw(model):
    names = [p["name"] for p in DATA["peers"] if p["name"] != "ktokogo_again" and best(p["name"], model)]
    if not names:
        return
    figure, (left, right) = plt.subplots(1, 2, figsize=(11, 5.2), width_ratios=(3, 2))
    for i, name in enumerate(names):
        rows = best(name, model)
        ours = name == "ktokogo"
        style = dict(color="black" if ours else COLOURS[i % 20], linewidth=2.6 if ours else 1.3, marker="o", markersize=4,
                     linestyle="--" if name.startswith("rust_") else "-", label=name, zorder=3 if ours else 2)
        left.plot(list(rows), [r["rate"] for r in rows.values()], **style)
        right.plot(list(rows), [r["bytes_a_household"] for r in rows.values()], **style)
    if model == "pm1":
        ceiling = {}
        for r in DATA["limits"]:
            if r["limit"] == "ceiling" and "rate" in r:
                ceiling[r["n"]] = max(r["rate"], ceiling.get(r["n"], 0))
        left.plot(list(ceiling), list(ceiling.values()), color="grey", linestyle=":", label="ceiling of the memory")
    for axes, title in ((left, "Household-months a second, best number of threads"), (right, "Peak memory, bytes a household")):
        axes.set(xscale="log", yscale="log", xlabel="households", title=title)
        axes.grid(True, which="major", color="0.9")
    left.legend(fontsize=7, ncols=2, loc="lower right")
    figure.tight_layout()
    figure.savefig(OUT / f"{model}.svg", metadata={"Date": None, "Creator": None})
    plt.close(figure)


for model in ("pm1", "pm2"):
    draw(model)
